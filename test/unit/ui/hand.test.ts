import { expect } from '@esm-bundle/chai';
import 'axe-core/axe.min.js';
import type axeType from 'axe-core';
import { fakeServices } from '../../fakes/fake-services.ts';
import { FakeSystem } from '../../fakes/fake-system.ts';
import { ada, grace, stranger } from '../../fakes/scenes.ts';
import { routeHash } from '../../../web/ui/route.ts';
import { appears, find, findAll, textOf, type, until } from './find.ts';
import { mount, phone } from './mount.ts';

const { axe } = window as unknown as { axe: typeof axeType };
const title = 'Connect without a server';

async function open(theme: 'system' | 'light' | 'dark' = 'system') {
  const services = await fakeServices(grace, new FakeSystem({ hash: '/hand' }));
  await services.contacts.add(ada, 'Ada Lovelace');
  await services.settings.change({ theme });
  await mount({ kind: 'ready', services }, phone);
  const dialog = await appears('dialog', title);
  return { services, dialog, hand: services.hand, says: () => textOf(dialog) };
}

describe('connecting by hand', () => {
  it('is offered while there is no broker, beside the own code, and by the scanner', async () => {
    const services = await fakeServices(grace);
    await mount({ kind: 'ready', services }, phone);
    services.line.set({ kind: 'offline', trouble: null });
    const link = (await appears('link', title)) as HTMLAnchorElement;
    expect(link.hash).to.equal('#/hand');
    services.line.set({ kind: 'online' });
    await until(() => findAll('link', title).length === 0);
    for (const [button, dialog] of [
      ['Show QR code', 'Scan to call me'],
      ['Scan QR code', 'Scan QR code'],
    ] as const) {
      find('button', button).click();
      const shown = await appears('dialog', dialog);
      expect((find('link', title, shown) as HTMLAnchorElement).hash).to.equal('#/hand');
      find('button', 'Close', shown).click();
      await until(() => findAll('dialog').length === 0);
    }
  });

  it('shows a code, reads the answer, and opens the person it met, who can be taken back', async () => {
    const { services, dialog, hand, says } = await open();
    (await appears('button', 'Show a code', dialog)).click();
    await shown(dialog);
    expect(says()).to.contain('Step 1 of 3');
    services.system.copies = false;
    find('button', 'Copy', dialog).click();
    await until(() => says().includes('Let the other phone scan the code instead.'));
    services.system.copies = true;
    find('button', 'Copy', dialog).click();
    await until(() => says().includes('Copied as text'));
    find('button', 'Scan the answer', dialog).click();
    services.sight.shown = 'the answer';
    await until(() => services.sight.open === 1 && says().includes('Point the camera'));
    expect(says()).to.contain('Step 3 of 3');
    await until(() => {
      services.clock.pass(200);
      return hand.texts.includes('the answer');
    });
    hand.step.set({ kind: 'connecting', peer: stranger });
    await until(() => services.sight.open === 0 && says().includes('Connecting with'));
    await services.contacts.add(stranger, 'Bob');
    hand.step.set({ kind: 'connected', peer: stranger, name: 'Bob', fresh: true });
    await until(() => services.system.hash.value === routeHash('contacts', stranger));
    (await appears('button', 'Undo')).click();
    await until(() => !services.contacts.all.value.has(stranger));
  });

  it('reads a code that is pasted, says what is wrong with it, and shows the answer', async () => {
    const { services, dialog, hand, says } = await open();
    hand.problem = 'stale';
    (await appears('button', 'Scan a code', dialog)).click();
    const field = await appears('textbox', 'Or paste it as text', dialog);
    type(field, 'something');
    expect(hand.texts).to.deep.equal([]);
    type(field, 'tincan-hand:AQEA');
    await until(() => says().includes('older than ten minutes'));
    type(field, '');
    await until(() => !says().includes('older than ten minutes'));
    hand.problem = null;
    hand.step.set({ kind: 'answering', slip: 'tincan-hand:AQIA', peer: ada });
    await shown(dialog);
    expect(says()).to.contain('Step 2 of 3').and.to.contain('Ada Lovelace');
    expect(services.sight.open).to.equal(0);
    hand.step.set({ kind: 'connected', peer: ada, name: 'Ada', fresh: false });
    await until(() => services.system.hash.value === routeHash('contacts', ada));
    expect(findAll('button', 'Undo')).to.have.length(0);
  });

  it('says why it did not come about, and begins again', async () => {
    const { dialog, hand, says } = await open();
    await appears('button', 'Show a code', dialog);
    hand.step.set({ kind: 'failed', why: 'unreachable' });
    await until(() => says().includes('do not reach each other'));
    find('button', 'Start again', dialog).click();
    await appears('button', 'Show a code', dialog);
  });

  it('says that nobody gets through while the user is not to be disturbed', async () => {
    const { services, dialog } = await open();
    await services.settings.change({ doNotDisturb: true });
    find('button', 'Close', dialog).click();
    await until(() => services.system.hash.value === '/recents');
    services.system.go('/hand');
    const again = await appears('dialog', title);
    expect(textOf(again)).to.contain('“Do not disturb” is on');
    expect(findAll('button', 'Show a code', again)).to.have.length(0);
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`has nothing that axe finds wrong, ${theme}`, async () => {
      const { services, dialog } = await open(theme);
      await appears('button', 'Show a code', dialog);
      expect(await wrong()).to.deep.equal([]);
      find('button', 'Scan a code', dialog).click();
      await appears('textbox', 'Or paste it as text', dialog);
      expect(await wrong()).to.deep.equal([]);
      await services.hand.offer();
      await shown(dialog);
      expect(await wrong()).to.deep.equal([]);
    });
  }
});

const shown = (dialog: HTMLElement) => until(() => dialog.querySelector('svg.code'));

async function wrong(): Promise<string[]> {
  const { violations } = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
