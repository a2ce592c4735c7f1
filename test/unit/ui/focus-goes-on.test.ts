import { expect } from '@esm-bundle/chai';
import { sendKeys } from '@web/test-runner-commands';
import type { CallId } from '../../../web/calls/call.ts';
import { ToastEvent } from '../../../web/ui/events.ts';
import { focusedElement } from '../../../web/ui/focus.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada, alan, hedy, stageOf, stranger } from '../../fakes/scenes.ts';
import { deep } from './deep.ts';
import { appears, find, findAll, nameOf, textOf, until } from './find.ts';
import { desktop, mount, phone } from './mount.ts';

async function open(scene: string, size = desktop) {
  const { services } = await stageOf(scene);
  await mount({ kind: 'ready', services }, size);
  await until(() => ['navigation', 'region'].some((role) => findAll(role).length > 0));
  return services;
}

/** Presses it as somebody with a keyboard does. */
async function press(button: HTMLElement): Promise<void> {
  button.focus();
  await sendKeys({ press: 'Enter' });
}
const focusIs = (element: () => HTMLElement | undefined) =>
  until(() => focusedElement() === element());

describe('the focus goes on from what was pressed and is gone', () => {
  it('in the history of a person: to the next call, else the one before, else the heading', async () => {
    const { log } = await open('person');
    const [call] = log.recents.value.filter(({ peer }) => peer === ada);
    await log.add({ ...call!, id: 'third'.padEnd(22, '0') as CallId, startedAt: 1 });
    const forget = () => findAll('button', undefined, find('list', 'History'));
    await until(() => forget().length === 3);
    const [, second, third] = forget();
    await press(second!);
    await focusIs(() => third);
    const [first] = forget();
    await press(third!);
    await focusIs(() => first);
    await press(first!);
    await focusIs(() => find('heading', 'History'));
  });

  it('and leaves what is in no row to the browser', async () => {
    const { contacts } = await open('person-stranger');
    await press(await appears('button', 'Add contact', deep('tin-person')));
    await until(() => contacts.all.value.has(stranger));
    await appears('button', 'Favourite');
    expect(nameOf(focusedElement() as HTMLElement)).not.to.equal('History');
  });

  it('among the blocked', async () => {
    const { contacts } = await open('settings');
    for (const id of [alan, hedy]) await contacts.block(id, true);
    await until(() => findAll('button', 'Unblock').length === 2);
    const [first, second] = findAll('button', 'Unblock');
    await press(first!);
    await focusIs(() => second);
    await press(second!);
    await until(() => focusedElement()?.id === 'title');
    expect(textOf(focusedElement()!)).to.equal('Blocked people');
  });

  it('among the introductions', async () => {
    const { introduced } = await open('introduced');
    const by = introduced.value.get(stranger)!;
    introduced.update((all) => new Map(all).set(hedy, { ...by, person: hedy }));
    await until(() => findAll('button', 'Not now').length === 2);
    const [first, second] = findAll('button', 'Not now');
    first!.focus();
    introduced.update((all) => new Map([...all].slice(1)));
    await focusIs(() => second);
    introduced.set(new Map());
    await focusIs(() => find('status', 'Introductions'));
  });

  it('from an offer, unless it makes way for somebody who calls', async () => {
    const { phone } = await open('offer-install');
    const later = await appears('button', 'Not now');
    later.focus();
    phone.put(
      someCall('in', ada, { direction: 'incoming', phase: { kind: 'ringing', path: true } }),
    );
    const card = await appears('alertdialog', 'Incoming call');
    await focusIs(() => card);
    find('button', 'Decline', card).click();
    await press(await appears('button', 'Not now'));
    await until(() => deep('tin-offers').shadowRoot!.activeElement?.role === 'status');
  });

  it('among the toasts, of which none is held by what is left of another', async () => {
    const { clock } = await open('recents');
    const tell = (text: string) =>
      deep('tin-recents').dispatchEvent(
        new ToastEvent(text, { undo: () => Promise.resolve(), label: text }),
      );
    for (const text of ['One', 'Two']) tell(text);
    await until(() => findAll('button', 'Dismiss').length === 2);
    await press(findAll('button', 'Dismiss')[0]!);
    await focusIs(() => find('button', 'Two'));
    await press(find('button', 'Dismiss'));
    await until(() => deep('tin-toasts').shadowRoot!.activeElement?.role === 'status');
    tell('Three');
    await appears('button', 'Three');
    clock.pass(13_000);
    await until(() => findAll('button', 'Three').length === 0);
  });

  it('in the bar of a call that was hung up', async () => {
    await open('voice', phone);
    (await appears('button', 'Minimise')).click();
    await appears('button', 'Return to Ada Lovelace');
    await press(find('button', 'Hang up'));
    await focusIs(() => find('button', 'Close'));
  });
});

describe('what comes by itself', () => {
  const afterNavigation = async () => {
    find('link', 'Settings').focus();
    await sendKeys({ press: 'Tab' });
    return nameOf(focusedElement()!);
  };

  it('is reached by Tab before the page: somebody who calls', async () => {
    const { phone } = await open('recents');
    phone.put(
      someCall('in', ada, { direction: 'incoming', phase: { kind: 'ringing', path: true } }),
    );
    await appears('alertdialog', 'Incoming call');
    expect(await afterNavigation()).to.equal('Reply by message');
  });

  it('is reached by Tab before the page: a toast', async () => {
    await open('recents');
    deep('tin-recents').dispatchEvent(new ToastEvent('Saved'));
    await appears('button', 'Dismiss');
    expect(await afterNavigation()).to.equal('Dismiss');
  });
});
