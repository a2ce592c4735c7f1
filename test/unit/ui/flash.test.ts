import { expect } from '@esm-bundle/chai';
import { stageOf } from '../../fakes/scenes.ts';
import { appears, until } from './find.ts';
import { mount } from './mount.ts';

async function open(scene: string) {
  const stage = await stageOf(scene);
  await mount(stage);
  return stage.services;
}

/** What moves over the whole of the incoming call. */
async function flashes(): Promise<Animation[]> {
  const dialog = await appears('alertdialog', 'Incoming call');
  return dialog
    .getAnimations({ subtree: true })
    .filter(({ effect }) => (effect as KeyframeEffect).pseudoElement === '::before');
}

describe('a flash while it rings', () => {
  it('is chosen in the settings', async () => {
    const { settings } = await open('settings');
    (await appears('switch', 'Flash while it rings')).click();
    await until(() => settings.all.value.flash);
  });

  it('comes once a second at most, and only where it was chosen', async () => {
    await open('incoming');
    expect(await flashes()).to.have.length(0);
    await open('incoming-flash');
    const [flash, ...more] = await flashes();
    expect(more).to.have.length(0);
    expect(flash?.effect?.getTiming().duration).to.be.at.least(1_000);
  });
});
