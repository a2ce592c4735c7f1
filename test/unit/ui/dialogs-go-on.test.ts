import { expect } from '@esm-bundle/chai';
import { browserSystem } from '../../../web/platform/browser-system.ts';
import { putOver } from '../../../web/ui/open-late.ts';
import type { Shell } from '../../../web/ui/shell.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import type { FakeServices } from '../../fakes/fake-services.ts';
import { ada, stageOf, stranger } from '../../fakes/scenes.ts';
import { deep, deepAll } from './deep.ts';
import { appears, find, findAll, textOf, type, until } from './find.ts';
import { mount, phone as phoneSize } from './mount.ts';

// The history is the browser's own.
const system = browserSystem();
const isAt = (hash: string) =>
  until(() => system.hash.value === hash && !('layer' in ((history.state ?? {}) as object)));
const reads = (text: string) => until(() => textOf(document.body).includes(text));
const hasDialog = () => [...deepAll()].some((element) => element.matches('dialog[open]'));

async function open(scene: string, hash: string) {
  const { services } = await stageOf(scene);
  document.querySelector('tin-app')?.remove();
  system.go(hash);
  await mount({ kind: 'ready', services: { ...services, system } }, phoneSize);
  return services;
}

const ringing = someCall('ring', ada, {
  direction: 'incoming',
  phase: { kind: 'ringing', path: true },
});

async function rings({ phone }: FakeServices): Promise<void> {
  phone.put(ringing);
  await appears('alertdialog', 'Incoming call');
  expect(hasDialog()).to.equal(false);
}

/** Somebody takes it, and it is over. */
async function talks({ phone }: FakeServices): Promise<void> {
  find('button', 'Answer').click();
  await appears('region', 'Call');
  expect(hasDialog()).to.equal(false);
  phone.change(ringing.id, { phase: { kind: 'talking', since: 0 } });
  (await appears('button', 'Hang up')).click();
  (await appears('button', 'Close')).click();
}

async function backsUp(): Promise<FakeServices> {
  const services = await open('settings', '/settings');
  services.backingUp.holds = true;
  (await appears('button', 'Back up')).click();
  type(await appears('textbox', 'Passphrase'), 'correct horse battery staple');
  type(find('textbox', 'Passphrase once more'), 'correct horse battery staple');
  find('button', 'Save backup').click();
  await appears('progressbar', 'Back up this phone');
  return services;
}

describe('a dialog in which work is under way', () => {
  it('goes on behind a call and comes back after it: a backup', async () => {
    const services = await backsUp();
    await rings(services);
    await talks(services);
    await appears('progressbar', 'Back up this phone');
    expect(services.backingUp.deeds).to.deep.equal([]);
    services.backingUp.go();
    await reads('The backup is saved.');
    await until(() => !hasDialog());
    await isAt('/settings');
  });

  it('comes back at once where nobody takes the call, and is closed by Back', async () => {
    const services = await backsUp();
    await rings(services);
    find('button', 'Decline').click();
    await appears('progressbar', 'Back up this phone');
    await until(() => history.state !== null && 'layer' in (history.state as object));
    history.back();
    await until(() => services.backingUp.deeds.includes('stopped'));
    await until(() => !hasDialog());
    await isAt('/settings');
  });

  it('does not come back when it was done meanwhile', async () => {
    const services = await backsUp();
    await rings(services);
    services.backingUp.go();
    await reads('The backup is saved.');
    find('button', 'Decline').click();
    await until(() => findAll('alertdialog').length === 0);
    expect([...deepAll()].some((one) => one.matches('tin-backup-dialog'))).to.equal(false);
    await isAt('/settings');
  });

  it('keeps what was found in a backup that is to be restored', async () => {
    const services = await open('settings', '/settings');
    (await appears('button', 'Restore')).click();
    await appears('textbox', 'Passphrase');
    const chooser = [...deepAll(deep('tin-restore-dialog'))].find((one) => one.id === 'file');
    const files = new DataTransfer();
    files.items.add(new File(['sealed'], 'Tincan.tincan'));
    (chooser as HTMLInputElement).files = files.files;
    chooser!.dispatchEvent(new Event('change'));
    find('button', 'Check backup').click();
    await appears('button', 'Restore now');
    await rings(services);
    find('button', 'Decline').click();
    await appears('button', 'Restore now');
    expect(services.backingUp.deeds).to.deep.equal([]);
    find('button', 'Close').click();
    await until(() => services.backingUp.deeds.includes('left'));
    await isAt('/settings');
  });

  it('keeps the code that connects by hand, and leaves the camera to the call', async () => {
    const services = await open('contacts', '/hand');
    const { hand, sight } = services;
    (await appears('button', 'Show a code')).click();
    (await appears('button', 'Scan the answer')).click();
    await until(() => sight.open === 1);
    await rings(services);
    await until(() => sight.open === 0);
    await talks(services);
    await appears('button', 'Scan the answer');
    await rings(services);
    hand.step.set({ kind: 'connected', peer: stranger, name: 'Bob', fresh: false });
    find('button', 'Decline').click();
    await isAt(`/contacts/${stranger}`);
    expect(hasDialog()).to.equal(false);
  });

  it('keeps to whom something goes', async () => {
    const services = await open('contacts', '/contacts');
    const given = { text: 'Look at this', isCut: false, files: [], leftOut: 0 };
    const shell = deep('tin-shell') as Shell;
    putOver(shell, Object.assign(document.createElement('tin-send-to'), { from: shell, given }));
    (await appears('checkbox', 'Ada Lovelace')).click();
    await rings(services);
    find('button', 'Decline').click();
    const chosen = (await appears('checkbox', 'Ada Lovelace')) as HTMLInputElement;
    expect(chosen.checked).to.equal(true);
    find('button', 'Close').click();
    await isAt('/contacts');
  });
});
