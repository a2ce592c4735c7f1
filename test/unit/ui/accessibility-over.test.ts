import { expect } from '@esm-bundle/chai';
import { ToastEvent } from '../../../web/ui/events.ts';
import { firstRun } from '../../fakes/first-run.ts';
import { stageOf } from '../../fakes/scenes.ts';
import { colours, inColours, violations } from './axe.ts';
import { deep, deepAll } from './deep.ts';
import { dialogs } from './dialog-list.ts';
import { inEveryScene } from './every-scene.ts';
import { appears, find, until } from './find.ts';
import { mount, phone } from './mount.ts';

async function open(scene: string, theme: 'light' | 'dark'): Promise<void> {
  const stage = await stageOf(scene);
  await stage.services.settings.change({ theme });
  await mount(stage, phone);
}

for (const size of [
  { width: 320, height: 640 },
  { width: 820, height: 1180 },
]) {
  describe(`every screen of ${size.width} px, by axe`, function () {
    this.timeout(180_000);

    it('has no violations', async () => {
      expect(await inEveryScene({ sizes: [size] }, violations)).to.deep.equal([]);
    });
  });
}

for (const wanted of colours) {
  describe(`what lies over a screen or in its place, by axe, ${wanted} colours`, function () {
    this.timeout(90_000);

    for (const { title, scene, button } of dialogs) {
      it(`the dialog “${title}” has no violations`, () =>
        inColours(wanted, async (theme) => {
          await open(scene, theme);
          (await appears('button', button)).click();
          await appears('dialog', title);
          expect(await violations()).to.deep.equal([]);
        }));
    }

    it('the bar of a call has none', () =>
      inColours(wanted, async (theme) => {
        await open('voice', theme);
        await appears('region', 'Call');
        find('button', 'Minimise').click();
        await appears('button', 'Return to Ada Lovelace');
        expect(await violations()).to.deep.equal([]);
      }));

    it('a call that rings as a card on a phone has none', () =>
      inColours(wanted, async (theme) => {
        const stage = await stageOf('incoming');
        await stage.services.settings.change({ theme });
        await mount(stage, phone);
        await appears('alertdialog', 'Incoming call');
        await until(() => stage.services.system.layer.top.value);
        stage.services.system.layer.top.set(null);
        await appears('link', 'Contacts');
        expect(await violations()).to.deep.equal([]);
      }));

    it('devices that are tried have none', () =>
      inColours(wanted, async (theme) => {
        await open('settings', theme);
        (await appears('button', 'Test the microphone')).click();
        find('button', 'Test the camera').click();
        const shown = (name: string) => [...deepAll()].some(({ localName }) => localName === name);
        await until(() => shown('meter') && shown('video'));
        expect(await violations()).to.deep.equal([]);
      }));

    it('a notice with two buttons has none', () =>
      inColours(wanted, async (theme) => {
        await open('contacts', theme);
        const undo = () => Promise.resolve();
        deep('tin-dial').dispatchEvent(new ToastEvent('Ada was removed.', { undo }));
        await appears('button', 'Undo');
        expect(await violations()).to.deep.equal([]);
      }));

    it('the first run, another tab that has the line, and trouble have none', () =>
      inColours(wanted, async (theme) => {
        document.documentElement.dataset['theme'] = theme;
        await mount(firstRun(), phone);
        expect(await violations()).to.deep.equal([]);
        await mount({ kind: 'elsewhere', take: () => {} }, phone);
        expect(await violations()).to.deep.equal([]);
        await mount({ kind: 'trouble', problem: 'storage', retry: () => {} }, phone);
        expect(await violations()).to.deep.equal([]);
      }));
  });
}
