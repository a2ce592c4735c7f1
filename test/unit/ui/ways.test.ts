import { expect } from '@esm-bundle/chai';
import { sendKeys } from '@web/test-runner-commands';
import type { MessageId, StreamId } from '../../../web/links/messages.ts';
import type { FakeServices } from '../../fakes/fake-services.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada, hedy, stageOf } from '../../fakes/scenes.ts';
import { deep } from './deep.ts';
import { appears, drawn, find, findAll, textOf, until } from './find.ts';
import { desktop, mount, phone } from './mount.ts';

const hedwig = 'Hedwig Eva Maria Kiesler, called Hedy Lamarr';

async function open(scene: string, size = phone): Promise<FakeServices> {
  const stage = await stageOf(scene);
  await mount(stage, size);
  return stage.services;
}

const hasFocus = (element: HTMLElement) =>
  (element.getRootNode() as ShadowRoot).activeElement === element;

describe('going to another page', () => {
  it('begins at its top', async () => {
    const { system } = await open('recents', { width: 390, height: 400 });
    const scroller = deep('.scroll');
    await until(() => scroller.scrollHeight > scroller.clientHeight + 100);
    scroller.scrollTop = 100;
    system.go('/settings');
    await appears('heading', 'Settings');
    expect(scroller.scrollTop).to.equal(0);
  });

  it('comes back to where it was after a person was opened from it', async () => {
    const { system } = await open('recents', { width: 390, height: 400 });
    const scroller = deep('.scroll');
    await until(() => scroller.scrollHeight > scroller.clientHeight + 100);
    scroller.scrollTop = 100;
    system.go(`/messages/${ada}`);
    await appears('log', 'Conversation with Ada Lovelace');
    system.go('/recents');
    await appears('list', 'Recents');
    expect(scroller.scrollTop).to.equal(100);
    system.go(`/contacts/${ada}`);
    await appears('heading', 'Ada Lovelace');
    system.go('/contacts');
    await appears('list', 'Contacts');
    expect(scroller.scrollTop).to.equal(0);
  });

  it('to another person begins at the top as well', async () => {
    const { system } = await open('person', { width: 1440, height: 420 });
    const page = () => deep('tin-person');
    await until(() => page().scrollHeight > page().clientHeight);
    page().scrollTop = page().scrollHeight;
    system.go(`/contacts/${hedy}`);
    await until(() => textOf(page()).includes(hedwig));
    expect(page().scrollTop).to.equal(0);
  });

  it('by keyboard goes on from the name of whom one opened, and back to the row', async () => {
    const { system } = await open('contacts');
    const list = await appears('list', 'Contacts');
    const row = findAll('link', undefined, list).find((one) => textOf(one).includes(hedwig))!;
    row.focus();
    system.go(`/contacts/${hedy}`);
    const name = await appears('heading', hedwig);
    await until(() => hasFocus(name));
    await sendKeys({ press: 'Tab' });
    expect(hasFocus(find('button', 'Voice call')), 'what comes after it').to.equal(true);
    system.go('/contacts');
    await until(() => hasFocus(row));
  });

  it('from a call by keyboard goes on in its bar, and back in the call', async () => {
    await open('voice');
    await appears('region', 'Call');
    const minimise = find('button', 'Minimise');
    minimise.focus();
    minimise.click();
    const bar = await appears('button', 'Return to Ada Lovelace');
    await until(() => hasFocus(bar));
    bar.click();
    const call = await appears('region', 'Call');
    await until(() => hasFocus(call));
  });
});

describe('a conversation behind a call', () => {
  it('is not read', async () => {
    const { chatLinks, conversations, phone: calls } = await open('conversation');
    await until(() => findAll('listitem', undefined, find('log')).length > 5);
    (await appears('button', 'To the newest message')).click();
    const unread = () => conversations.value.get(ada)?.unread;
    await until(() => unread() === 0);
    calls.put(someCall('talk', ada, { phase: { kind: 'talking', since: 0 } }));
    await appears('region', 'Call');
    const id = 'x'.repeat(22) as MessageId;
    const told = { kind: 'text', id, text: 'Look here', reply: null, at: null } as const;
    const stream = ada.padEnd(22, 's') as StreamId;
    const n = conversations.value.get(ada)!.in.kept + 1;
    chatLinks.say(ada, { type: 'tell', stream, n, first: 1, told });
    await until(() => unread() === 1);
    await drawn();
    expect(unread()).to.equal(1);
    find('button', 'Minimise').click();
    await until(() => unread() === 0);
  });

  it('is one button away, and so is an answer to who rings', async () => {
    const { system, phone: calls } = await open('voice');
    const call = await appears('region', 'Call');
    find('button', 'Message', call).click();
    await appears('log', 'Conversation with Ada Lovelace');
    await appears('button', 'Return to Ada Lovelace');
    expect(calls.asked).to.deep.equal([]);

    const incoming = await open('incoming');
    find('button', 'Reply by message', await appears('alertdialog', 'Incoming call')).click();
    await appears('log', 'Conversation with Ada Lovelace');
    expect(incoming.phone.asked).to.deep.equal(['decline']);
    expect(system.hash.value).to.equal(`/messages/${ada}`);
  });

  it('is offered to nobody who can’t be written to', async () => {
    await open('incoming-stranger');
    await appears('alertdialog', 'Incoming call');
    expect(findAll('button', 'Reply by message')).to.deep.equal([]);
  });
});

describe('a theme chosen by hand', () => {
  it('is that of the bar of the browser too', async () => {
    const bars = (['light', 'dark'] as const).map((theme) => {
      const bar = document.createElement('meta');
      bar.name = 'theme-color';
      bar.dataset['theme'] = theme;
      bar.media = `(prefers-color-scheme: ${theme})`;
      document.head.append(bar);
      return bar;
    });
    const { settings } = await open('settings', desktop);
    await settings.change({ theme: 'dark' });
    await until(() => bars[1]?.media === 'all');
    expect(bars[0]?.media).to.equal('not all');
    await settings.change({ theme: 'system' });
    await until(() => bars[1]?.media === '(prefers-color-scheme: dark)');
    for (const bar of bars) bar.remove();
  });
});
