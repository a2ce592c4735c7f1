import { expect } from '@esm-bundle/chai';
import type { FakeFloating } from '../../fakes/fake-layers.ts';
import { stageOf } from '../../fakes/scenes.ts';
import { colours, inColours, violations } from './axe.ts';
import { appears, find, findAll, textOf, until } from './find.ts';
import { mount } from './mount.ts';

async function open(scene: string) {
  const { services } = await stageOf(scene).then(async (stage) => {
    await mount(stage);
    return stage;
  });
  const [call] = services.phone.calls.value.values();
  if (!call) throw new Error('No call');
  const remote = document.createElement('canvas').captureStream(0);
  const sides = { local: null, sound: null, microphone: null, camera: null };
  services.media.set(new Map([[call.id, { ...sides, remote }]]));
  await appears('region', 'Call');
  return { ...services, call, remote, floating: services.system.floating };
}

/** The page that floats, when there is something in it. */
async function pageOf({ frame }: FakeFloating): Promise<Document> {
  await until(() => frame?.contentDocument?.querySelector('tin-floating-call'));
  return frame!.contentDocument!;
}

const button = () => find('button', 'Picture in picture');

describe('picture in picture', () => {
  it('shows them, the time and the buttons of the call', async () => {
    const { floating, phone, call, remote } = await open('video');
    (await appears('button', 'Picture in picture')).click();
    const page = await pageOf(floating);
    const video = await until(() => page.querySelector('video'));
    expect(video?.srcObject).to.equal(remote);
    expect(textOf(page.body)).to.contain('Ada Lovelace');
    expect(page.querySelector('[aria-label="Call status"]')?.textContent).to.equal('01:23');
    const press = (name: string) =>
      page.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)?.click();
    press('Mute');
    press('Camera');
    await until(() => page.querySelectorAll('button[aria-label=Mute][aria-pressed=true]').length);
    expect(phone.calls.value.get(call.id)?.mine).to.include({ muted: true, camera: false });
    press('Hang up');
    expect(phone.asked).to.deep.equal(['hang up']);
    await until(() => !floating.isOpen.value);
  });

  it('has the tokens of the app in its own page', async () => {
    const { floating } = await open('video');
    (await appears('button', 'Picture in picture')).click();
    const page = await pageOf(floating);
    const hangUp = await until(() => page.querySelector('.hang-up'));
    expect(hangUp && getComputedStyle(hangUp).backgroundColor).to.equal('rgb(196, 48, 43)');
    floating.close();
  });

  for (const wanted of colours) {
    it(`has no violations by axe in ${wanted} colours`, () =>
      inColours(wanted, async (theme) => {
        const { floating, settings } = await open('video');
        await settings.change({ theme });
        (await appears('button', 'Picture in picture')).click();
        const page = await pageOf(floating);
        await until(() => page.querySelector('.hang-up'));
        expect(await violations(page)).to.deep.equal([]);
        floating.close();
      }));
  }

  it('is taken back by the same button', async () => {
    const { floating } = await open('video');
    (await appears('button', 'Picture in picture')).click();
    await until(() => button().getAttribute('aria-pressed') === 'true');
    button().click();
    await until(() => !floating.isOpen.value && button().getAttribute('aria-pressed') === 'false');
  });

  it('is offered for the time the tab is left, while there is a picture', async () => {
    const { floating, phone, call } = await open('video');
    await until(() => floating.offered);
    phone.change(call.id, { theirs: { ...call.theirs, camera: false } });
    await until(() => floating.offered === null);
    expect(findAll('button', 'Picture in picture')).to.have.length(0);
  });

  it('has no button in a voice call', async () => {
    await open('voice');
    expect(findAll('button', 'Picture in picture')).to.have.length(0);
  });
});
