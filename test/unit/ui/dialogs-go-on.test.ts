import { expect } from '@esm-bundle/chai';
import type { LitElement } from 'lit';
import { afterFrame } from '../../../web/lib/after-frame.ts';
import { browserSystem } from '../../../web/platform/browser-system.ts';
import { putOver } from '../../../web/ui/open-late.ts';
import { routeHash } from '../../../web/ui/route.ts';
import type { Shell } from '../../../web/ui/shell.ts';
import { focusedElement } from '../../../web/ui/focus.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import type { FakeServices } from '../../fakes/fake-services.ts';
import { ada, stageOf, stranger } from '../../fakes/scenes.ts';
import { deep, deepAll } from './deep.ts';
import { appears, find, findAll, textOf, type, until } from './find.ts';
import { desktop, mount, phone as phoneSize } from './mount.ts';

// The history is the browser's own.
const system = browserSystem();
const isAt = (hash: string) =>
  until(() => system.hash.value === hash && !('layer' in ((history.state ?? {}) as object)));
const reads = (text: string) => until(() => textOf(document.body).includes(text));
const isThere = (selector: string) => [...deepAll()].some((element) => element.matches(selector));
const hasDialog = () => isThere('dialog[open]');
const settled = () => new Promise<void>(afterFrame);

async function open(scene: string, hash: string, size = phoneSize) {
  const { services } = await stageOf(scene);
  document.querySelector('tin-app')?.remove();
  system.go(hash);
  await mount({ kind: 'ready', services: { ...services, system } }, size);
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

async function answers({ phone }: FakeServices): Promise<void> {
  find('button', 'Answer').click();
  await appears('region', 'Call');
  expect(hasDialog()).to.equal(false);
  phone.change(ringing.id, { phase: { kind: 'talking', since: 0 } });
}

async function hangsUp(): Promise<void> {
  (await appears('button', 'Hang up')).click();
  const close = await appears('button', 'Close');
  // Like a press.
  close.focus();
  close.click();
}

/** Somebody takes it, and it is over. */
async function talks(services: FakeServices): Promise<void> {
  await answers(services);
  await hangsUp();
}

async function connectsByHand(): Promise<FakeServices> {
  const services = await open('contacts', '/hand');
  (await appears('button', 'Show a code')).click();
  await appears('button', 'Scan the answer');
  return services;
}

const connected = { kind: 'connected', peer: stranger, name: 'Bob', fresh: false } as const;

async function backsUp(): Promise<FakeServices> {
  const services = await open('settings', '/settings');
  services.backingUp.holds = true;
  const button = await appears('button', 'Back up');
  button.focus();
  button.click();
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
    await until(() => focusedElement() === find('button', 'Back up'));
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
    await until(() => !isThere('tin-backup-dialog'));
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
    const services = await connectsByHand();
    const { sight } = services;
    find('button', 'Scan the answer').click();
    await until(() => sight.open === 1);
    await rings(services);
    await until(() => sight.open === 0);
    await talks(services);
    await appears('button', 'Scan the answer');
    services.hand.step.set(connected);
    await isAt(routeHash('contacts', stranger));
    expect(hasDialog()).to.equal(false);
  });

  it('leaves the call its screen where two phones are connected by hand meanwhile', async () => {
    system.go('/settings');
    const services = await connectsByHand();
    await rings(services);
    await answers(services);
    services.hand.step.set(connected);
    await reads('Connected with');
    await settled();
    find('region', 'Call');
    expect(system.hash.value).to.equal('/hand');
    await hangsUp();
    await isAt('/recents');
    expect(isThere('tin-hand-dialog')).to.equal(false);
    history.back();
    await isAt('/settings');
  });

  it('comes back only where it can be seen', async () => {
    const services = await connectsByHand();
    const { phone } = services;
    await rings(services);
    await answers(services);
    system.go(routeHash('contacts', ada));
    await until(() => !deep('tin-own-id').checkVisibility());
    phone.hangUp(ringing.id);
    phone.dismiss(ringing.id);
    await settled();
    expect(hasDialog()).to.equal(false);
    system.go('/contacts');
    await appears('button', 'Scan the answer');
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

  it('has the focus when it comes back with the conversation it stands in', async () => {
    const services = await open('conversation', routeHash('messages', ada), desktop);
    const given = { text: 'Look at this', isCut: false, files: [], leftOut: 0 };
    const from = deep('tin-conversation') as LitElement;
    putOver(from, Object.assign(document.createElement('tin-send-to'), { from, given }));
    (await appears('checkbox', 'Ada Lovelace')).click();
    await rings(services);
    await talks(services);
    await appears('checkbox', 'Ada Lovelace');
    await until(() => deep('tin-send-to').shadowRoot?.activeElement);
  });
});
