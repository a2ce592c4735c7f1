import { expect } from '@esm-bundle/chai';
import type { CallId } from '../../../web/calls/call.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import type { MessageId, StreamId } from '../../../web/links/messages.ts';
import type { ParcelId } from '../../../web/links/parcel-message.ts';
import { Chats } from '../../../web/messages/chats.ts';
import { Going } from '../../../web/messages/going.ts';
import { keepTyped, restoreTyped } from '../../../web/pwa/typed.ts';
import type { FakeServices } from '../../fakes/fake-services.ts';
import { ada, stageOf } from '../../fakes/scenes.ts';
import { appears, drawn, find, findAll, nameOf, textOf, type, until } from './find.ts';
import { desktop, mount, phone } from './mount.ts';

async function open(scene: string, size = desktop): Promise<FakeServices> {
  const stage = await stageOf(scene);
  await mount(stage, size);
  await appears('navigation', 'Main');
  return stage.services;
}

const log = () => find('log', 'Conversation with Ada Lovelace');
const lines = () => findAll('listitem', undefined, log()).map(textOf);
const field = () => find('textbox', 'Message text') as HTMLTextAreaElement;

function tell(
  { chatLinks }: FakeServices,
  n: number,
  text: string,
  at: number | null = null,
): void {
  const told = {
    kind: 'text',
    id: String(n).padStart(22, 'x') as MessageId,
    text,
    reply: null,
    at,
  } as const;
  const stream = ada.padEnd(22, 's') as StreamId;
  chatLinks.say(ada, { type: 'tell', stream, n, first: 1, told });
}

async function says(services: FakeServices, n: number, text: string): Promise<void> {
  tell(services, n, text);
  await until(() => lines().at(-1)?.startsWith(text));
}

describe('the list of conversations', () => {
  it('says who wrote what last, and how much nobody has read', async () => {
    await open('messages');
    const list = await appears('list', 'Conversations');
    const rows = findAll('listitem', undefined, list).map(textOf);
    expect(rows[0]).to.contain('Hedwig').and.contain('You: Which frequency today?');
    expect(rows[1]).to.contain('Ada Lovelace').and.contain('You: And a number of my own.');
    expect(rows[2]).to.contain('Alan Turing').and.contain('Call me when you know.');
    expect(rows[2]).to.contain('Unread: 2');
    const link = find('link', 'Messages');
    const described = link.getAttribute('aria-describedby') ?? '';
    const root = link.getRootNode() as ShadowRoot;
    expect(root.getElementById(described)?.textContent).to.equal('Unread: 4');
  });

  it('says where none could be read, instead of that there is none', async () => {
    for (const [scene, told] of [
      ['messages-empty', 'Your messages could not be read'],
      ['conversation', 'The conversation could not be read'],
    ] as const) {
      const stage = await stageOf(scene);
      const chats = { value: null, open: () => Promise.resolve(), use: () => {} };
      Object.assign(stage.services, { chats });
      await mount(stage, desktop);
      await until(() => findAll('alert').some((alert) => textOf(alert).includes(told)));
    }
  });

  it('teaches while there is none', async () => {
    await open('messages-empty', phone);
    await appears('heading', 'No messages yet');
  });
});

describe('the search in all messages', () => {
  const box = () => find('searchbox', 'Search messages') as HTMLInputElement;
  const found = () => findAll('listitem', undefined, find('list', 'Messages found')).map(textOf);

  it('tells whose, when and where in the text, and opens the conversation there', async () => {
    const services = await open('messages', phone);
    await appears('list', 'Conversations');
    for (let n = 3; n < 103; n++) tell(services, n, `line ${n}`);
    await until(() => services.conversations.value.get(ada)?.in.kept === 102);
    type(box(), 'ALGEBRAICAL engine');
    await until(() => found().length === 1);
    expect(found()[0]).to.match(/^Ada Lovelace yesterday The engine weaves algebraical/);
    expect(findAll('list', 'Conversations')).to.have.length(0);
    const marks = [
      ...find('link', undefined, find('list', 'Messages found')).querySelectorAll('mark'),
    ];
    expect(marks.map(textOf)).to.deep.equal(['engine', 'algebraical']);
    services.system.hash.set(
      find('link', undefined, find('list', 'Messages found')).getAttribute('href')!.slice(1),
    );
    const sought = (await until(() =>
      findAll('listitem', undefined, log()).find((one) => textOf(one).startsWith('The engine')),
    ))!;
    await drawn();
    const edges = log().getBoundingClientRect();
    expect(sought.getBoundingClientRect().top).to.be.within(edges.top, edges.bottom);
    expect((sought.getRootNode() as ShadowRoot).activeElement).to.equal(sought);
    services.system.hash.set('/messages');
    await until(() => found().length === 1);
  });

  it('teaches where nothing is found, and shows the conversations again', async () => {
    await open('messages');
    await appears('list', 'Conversations');
    type(box(), '<b>nobody</b>');
    await until(() =>
      findAll('status').some((one) => textOf(one).includes('No message contains “<b>nobody</b>”')),
    );
    box().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await appears('list', 'Conversations');
    expect(box().value).to.equal('');
  });

  it('forgets what is deleted meanwhile, and shows a part of what is found', async () => {
    const services = await open('messages');
    await appears('list', 'Conversations');
    for (let n = 3; n < 103; n++) tell(services, n, `line ${n}`);
    await until(() => services.conversations.value.get(ada)?.in.kept === 102);
    type(box(), 'line');
    await until(() => find('button', 'Search on') && found().length >= 30);
    const before = found().length;
    const of = services.history.of(ada).at(-1)!.id;
    const stream = ada.padEnd(22, 's') as StreamId;
    services.chatLinks.say(ada, {
      ...{ type: 'tell', stream, n: 103, first: 1, told: { kind: 'delete', of } },
    });
    await until(() => found().length === before - 1);
  });

  it('takes what comes meanwhile, and what is changed', async () => {
    const services = await open('messages');
    await appears('list', 'Conversations');
    type(box(), 'engine');
    const shows = (...starts: RegExp[]) =>
      until(
        () =>
          found().length === starts.length &&
          starts.every((start, i) => start.test(found()[i] ?? '')),
      );
    await shows(/The engine weaves/);
    tell(services, 3, 'My engine is new');
    await shows(/My engine/, /The engine weaves/);
    const of = services.history.of(ada).find(({ text }) => text === '🎉')!.id;
    const stream = ada.padEnd(22, 's') as StreamId;
    const change = (n: number, text: string) =>
      services.chatLinks.say(ada, {
        ...{ type: 'tell', stream, n, first: 1, told: { kind: 'edit', of, text } },
      });
    change(4, 'To the engine! 🎉');
    await shows(/My engine/, /To the engine/, /The engine weaves/);
    change(5, 'To the loom! 🎉');
    await shows(/My engine/, /The engine weaves/);
  });

  it('does not find what was spoken by the name of its file, which nobody sees', async () => {
    await open('spoken');
    await appears('list', 'Conversations');
    type(box(), 'voice');
    await until(() =>
      findAll('status').some((one) => textOf(one).includes('No message contains “voice”')),
    );
  });
});

describe('a conversation', () => {
  /** It opens where what is new begins. */
  async function toEnd(services: FakeServices): Promise<void> {
    await until(field);
    (await appears('button', 'To the newest message')).click();
    await until(() => services.conversations.value.get(ada)?.unread === 0);
  }

  it('shows days, texts and how far they have come', async () => {
    await open('conversation');
    await until(() => lines().length > 5);
    const all = lines();
    expect(all).to.include('yesterday');
    expect(all).to.include('today');
    expect(all.find((line) => line.startsWith('Shall we meet?'))).to.match(/Read$/);
    expect(all.find((line) => line.startsWith('At nine'))).to.match(/Delivered$/);
    expect(all.find((line) => line.startsWith('And a number'))).to.match(/Sent$/);
    expect(find('link', 'https://tin.example/notes', log())).to.have.property('target', '_blank');
  });

  it('says with how many friends what waits is, too', async () => {
    const services = await open('conversation');
    await until(() => lines().length > 5);
    services.chatLinks.open.clear();
    services.chats.use((chats) => void chats.write(ada, 'Until you are back'));
    const line = () => lines().find((one) => one.startsWith('Until you are back'));
    await until(line);
    expect(line()).to.match(/Waiting$/);
    const { stream, next } = services.conversations.value.get(ada)!.out;
    const left = (friend: string, n: number) => ({
      ...{ friend: friend as PeerId, slot: 0, since: services.clock.now() },
      ...{ id: friend.padEnd(22, 'x') as ParcelId, from: n, upTo: n },
    });
    const friends = (...names: string[]) => names.map((name) => left(name, next - 1));
    for (const [some, said] of [
      [friends('a'), /Waiting · with a friend$/],
      [friends('a', 'b'), /Waiting · with 2 friends$/],
      [friends('a', 'b', 'c'), /Waiting · with 3 friends$/],
      [[left('a', next)], /Waiting$/],
    ] as const) {
      services.errands.set(new Map([[ada, { to: ada, stream, parcels: [], left: some }]]));
      await drawn();
      expect(line()).to.match(said);
    }
  });

  it('sends with Enter, and begins a new line with Shift and Enter', async () => {
    const services = await open('conversation');
    await until(field);
    type(field(), 'See you there');
    const press = (shiftKey: boolean) =>
      field().dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', shiftKey, cancelable: true, bubbles: true }),
      );
    expect(press(true), 'left to the field').to.equal(true);
    expect(press(false)).to.equal(false);
    await until(() => lines().some((line) => line.includes('See you there')));
    expect(field().value).to.equal('');
    expect(services.history.of(ada).at(-1)?.text).to.equal('See you there');
  });

  it('has a field as high as what is typed, also where the browser does not see to that', async () => {
    await open('conversation');
    await until(field);
    const height = () => field().getBoundingClientRect().height;
    const low = height();
    const { supports } = CSS;
    CSS.supports = () => false;
    field().style.setProperty('field-sizing', 'fixed');
    try {
      type(field(), 'Several lines of a message. '.repeat(20));
      await until(() => height() > 1.5 * low);
      type(field(), 'One');
      await until(() => Math.abs(height() - low) <= 1);
    } finally {
      CSS.supports = supports;
    }
  });

  it('leaves Enter to an input method that chooses a word', async () => {
    await open('conversation');
    await until(field);
    type(field(), '你好');
    const how = { key: 'Enter', cancelable: true, bubbles: true };
    for (const more of [{ isComposing: true }, { keyCode: 229 }]) {
      const left = field().dispatchEvent(new KeyboardEvent('keydown', { ...how, ...more }));
      expect(left).to.equal(true);
    }
    expect(field().value).to.equal('你好');
  });

  it('takes a picture that is pasted for a file, and cells of a table for text', async () => {
    const services = await open('conversation');
    await until(field);
    const paste = (types: readonly string[]) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(['x'], 'cells.png', { type: 'image/png' }));
      for (const each of types) clipboardData.setData(each, '1');
      const how = { clipboardData, cancelable: true, bubbles: true };
      return field().dispatchEvent(new ClipboardEvent('paste', how));
    };
    expect(paste(['text/plain', 'text/html']), 'left to the field').to.equal(true);
    expect(paste([])).to.equal(false);
    await until(() => services.filesHere.sent.length === 1);
  });

  it('gives back a text that the disk refused, and says why', async () => {
    const services = await open('conversation');
    await until(field);
    services.history.isFull = true;
    type(field(), 'Nobody reads this');
    await drawn();
    find('button', 'Send').click();
    await until(() => findAll('status').some((one) => textOf(one).includes('refused to save it')));
    await until(() => field().value === 'Nobody reads this');
  });

  it('goes on changing a message where the disk refused the change', async () => {
    const services = await open('conversation');
    await until(field);
    type(field(), 'A draft');
    await drawn();
    await more('At nine, then.', 'Edit');
    await until(() => field().value.startsWith('At nine'));
    services.history.isFull = true;
    type(field(), 'Changed');
    await drawn();
    find('button', 'Send').click();
    await until(() => findAll('status').some((one) => textOf(one).includes('refused to save it')));
    await until(() => field().value === 'Changed');
    find('button', 'Cancel').click();
    await until(() => field().value === 'A draft');
  });

  it('keeps what was typed when one looks at something else', async () => {
    const services = await open('conversation');
    await until(field);
    type(field(), 'Half a thou');
    services.system.hash.set('/messages');
    await until(() => textOf(find('list', 'Conversations')).includes('Draft: Half a thou'));
    services.system.hash.set(`/messages/${ada}`);
    await until(() => field().value === 'Half a thou');
  });

  it('refuses a text that is too long while it is typed', async () => {
    await open('conversation');
    await until(field);
    type(field(), 'x'.repeat(16_385));
    await until(() => field().getAttribute('aria-invalid') === 'true');
    expect(find('button', 'Send')).to.have.property('disabled', true);
    find('alert');
  });

  it('stays at its end when something comes, and elsewhere stays where one reads', async () => {
    const services = await open('conversation', phone);
    await toEnd(services);
    for (let n = 3; n < 89; n++) tell(services, n, `line ${n}`);
    await says(services, 89, 'line 89');
    const box = log();
    const below = () => box.scrollHeight - box.scrollTop - box.clientHeight;
    await until(() => below() < 2);
    await until(() => services.conversations.value.get(ada)?.unread === 0);
    box.scrollTop = 1_200;
    const button = await appears('button', 'To the newest message');
    const [first] = findAll('listitem', undefined, box).filter(
      (one) => one.getBoundingClientRect().top > box.getBoundingClientRect().top,
    );
    const top = first?.getBoundingClientRect().top ?? 0;
    await says(services, 90, 'one more');
    await drawn();
    expect(first?.getBoundingClientRect().top).to.be.closeTo(top, 1);
    expect(services.conversations.value.get(ada)?.unread, 'nobody has seen it').to.equal(1);
    button.click();
    await until(() => below() < 2);
    await until(() => services.conversations.value.get(ada)?.unread === 0);
  });

  it('tells of calls where they were, and calls back', async () => {
    const services = await open('conversation');
    await until(field);
    await until(() => lines().length > 5);
    const all = lines();
    const missed = all.findIndex((line) => line.startsWith('Missed call'));
    expect(all[missed]).to.contain('Call back');
    expect(all.findIndex((line) => line.startsWith('Voice call · No answer'))).to.be.below(missed);
    expect(all.findIndex((line) => line.startsWith('The engine'))).to.be.above(missed);
    const [last] = services.log.recents.value;
    const startedAt = services.clock.now() + 1;
    const id = 'v'.repeat(22) as CallId;
    await services.log.add({ ...last!, id, startedAt, kind: 'video', talkedMs: 192_000 });
    await until(() => lines().at(-1)?.startsWith('Video call · 3 min'));
    find('button', 'Call back', log()).click();
    expect(services.phone.asked).to.deep.equal([`dial ${ada} voice`]);
  });

  it('opens where what nobody has read begins', async () => {
    const services = await open('messages', phone);
    await new Promise<void>((resolve) =>
      services.chats.use((chats) => void chats.look(ada).then(() => resolve())),
    );
    for (let n = 3; n < 63; n++) tell(services, n, `line ${n}`);
    await until(() => services.conversations.value.get(ada)?.unread === 60);
    services.system.hash.set(`/messages/${ada}`);
    await until(() => lines().includes('New messages'));
    await drawn();
    const box = log().getBoundingClientRect();
    const items = findAll('listitem', undefined, log());
    const place = items.findIndex((one) => textOf(one) === 'New messages');
    const first = items[place + 1]!;
    expect(textOf(first)).to.match(/^line 3/);
    expect(first.getBoundingClientRect().top).to.be.within(box.top, box.bottom);
    expect(services.conversations.value.get(ada)?.unread, 'the end was not seen').to.equal(60);
    (await appears('button', 'To the newest message')).click();
    await until(() => services.conversations.value.get(ada)?.unread === 0);
  });

  it('shows what comes late where it stands, also if that is out of sight', async () => {
    const services = await open('conversation', phone);
    await toEnd(services);
    const write = (text: string) =>
      new Promise<void>((resolve) =>
        services.chats.use((chats) => void chats.write(ada, text).then(resolve)),
      );
    const then = services.clock.now();
    services.clock.pass(60_000);
    for (let i = 0; i < 30; i++) await write(`own ${i}`);
    await until(() => lines().at(-1)?.startsWith('own 29'));
    await until(() => services.conversations.value.get(ada)?.unread === 0);
    tell(services, 3, 'Said long ago', then + 1);
    await until(() => lines().includes('New messages'));
    await drawn();
    const late = findAll('listitem', undefined, log()).find((one) =>
      textOf(one).startsWith('Said long ago'),
    );
    const next = lines()[lines().findIndex((one) => one.startsWith('Said long ago')) + 1];
    expect(next).to.match(/^own 0/);
    const box = log().getBoundingClientRect();
    expect(late?.getBoundingClientRect().top).to.be.within(box.top, box.bottom);
    expect(services.conversations.value.get(ada)?.unread).to.equal(1);
    (await appears('button', 'To the newest message')).click();
    await until(() => services.conversations.value.get(ada)?.unread === 0);
  });

  async function more(text: string, what: string): Promise<void> {
    const line = await until(() =>
      findAll('listitem', undefined, log()).find((one) => textOf(one).includes(text)),
    );
    find('button', 'More about this message', line).click();
    (await appears('button', what, await appears('dialog', 'More about this message'))).click();
    await until(() => findAll('dialog').length === 0);
  }

  it('answers to a message, and shows to which', async () => {
    const services = await open('conversation');
    await more('The engine weaves', 'Reply');
    await until(() => textOf(find('main')).includes('Reply to Ada Lovelace'));
    type(field(), 'How so?');
    await drawn();
    find('button', 'Send').click();
    await until(() => lines().at(-1)?.startsWith('Ada Lovelace The engine weaves'));
    expect(lines().at(-1)).to.contain('How so?');
    expect(services.history.of(ada).at(-1)?.reply).to.equal(services.history.of(ada)[0]?.id);
    expect(findAll('button', 'Cancel')).to.have.length(0);
  });

  it('keeps to what one answers when one looks at something else', async () => {
    const services = await open('conversation');
    await more('The engine weaves', 'Reply');
    await until(() => textOf(find('main')).includes('Reply to Ada Lovelace'));
    type(field(), 'How s');
    services.system.hash.set('/messages');
    await until(() => textOf(find('list', 'Conversations')).includes('Draft: How s'));
    services.system.hash.set(`/messages/${ada}`);
    await until(() => textOf(find('main')).includes('Reply to Ada Lovelace'));
    expect(field().value).to.equal('How s');
    find('button', 'Cancel').click();
    await until(() => services.conversations.value.get(ada)?.draftReply === null);
    type(field(), 'How so?');
    await drawn();
    find('button', 'Send').click();
    await until(() => lines().at(-1)?.startsWith('How so?'));
    expect(services.history.of(ada).at(-1)?.reply).to.equal(null);
  });

  it('changes a message of one’s own, and not one of somebody else', async () => {
    await open('conversation');
    await more('At nine, then.', 'Edit');
    await until(() => field().value.startsWith('At nine'));
    type(field(), 'At ten, then.');
    await drawn();
    find('button', 'Send').click();
    await until(() => lines().some((line) => /^At ten, then. ?edited/.test(line)));
    expect(field().value).to.equal('');
    const theirs = findAll('listitem', undefined, log()).find((one) =>
      textOf(one).startsWith('The engine'),
    );
    find('button', 'More about this message', theirs).click();
    const dialog = await appears('dialog', 'More about this message');
    expect(findAll('button', 'Edit', dialog)).to.have.length(0);
    expect(findAll('button', 'Delete for both', dialog)).to.have.length(0);
  });

  it('gives back what was typed right before one began to change another message', async () => {
    await open('conversation');
    await until(field);
    // The clock stands still: no pause in typing has kept it.
    type(field(), 'Half a thou');
    await more('At nine, then.', 'Edit');
    await until(() => field().value.startsWith('At nine'));
    find('button', 'Cancel').click();
    await until(() => field().value === 'Half a thou');
  });

  it('is still changed, and its draft kept, when a new version takes the place of the page', async () => {
    const stage = await stageOf('conversation');
    await mount(stage);
    await until(field);
    type(field(), 'A draft');
    await more('At nine, then.', 'Edit');
    await until(() => field().value.startsWith('At nine'));
    type(field(), 'At ten, then.');
    keepTyped();
    await mount(stage);
    restoreTyped();
    await until(() => field().value === 'At ten, then.');
    type(field(), 'At noon, then.');
    stage.services.clock.pass(1_000);
    await says(stage.services, 3, 'Well?');
    await drawn();
    expect(field().value, 'what comes meanwhile takes nothing back').to.equal('At noon, then.');
    find('button', 'Send').click();
    await until(() => lines().some((line) => /^At noon, then. ?edited/.test(line)));
    expect(lines().filter((line) => line.startsWith('At noon, then.'))).to.have.length(1);
    await until(() => field().value === 'A draft');
  });

  it('changes nothing that was deleted meanwhile', async () => {
    const services = await open('conversation');
    await more('At nine, then.', 'Edit');
    await until(() => field().value.startsWith('At nine'));
    const edited = services.history.of(ada).find(({ text }) => text?.startsWith('At nine'));
    services.chats.use((chats) => void chats.delete(ada, edited!.id));
    await until(() => findAll('button', 'Cancel').length === 0);
    type(field(), 'Something else.');
    await drawn();
    find('button', 'Send').click();
    await until(() => lines().at(-1)?.startsWith('Something else.'));
    expect(lines().some((line) => line.startsWith('This message was deleted'))).to.equal(true);
    expect(services.history.of(ada).at(-1)?.edited).to.equal(false);
  });

  it('hands a message on to several, who get it as if it were written to them', async () => {
    const services = await open('conversation');
    await more('At nine, then.', 'Forward');
    const dialog = await appears('dialog', 'Send to…');
    const text = find('textbox', 'Message text', dialog) as HTMLTextAreaElement;
    expect(text.value).to.contain('At nine, then.');
    type(text, 'At ten, then.');
    const people = findAll('checkbox', undefined, dialog).slice(0, 2);
    for (const person of people) person.click();
    await drawn();
    find('button', 'Send', dialog).click();
    await until(() => findAll('dialog').length === 0);
    await until(() => findAll('status').some((one) => textOf(one).startsWith('Sent to Ada')));
    await until(() => lines().at(-1)?.startsWith('At ten, then.'));
    const others = [...services.conversations.value.values()].map(({ last }) => last?.text);
    expect(others.filter((last) => last === 'At ten, then.')).to.have.length(2);
    expect(services.system.hash.value).to.equal(`/messages/${ada}`);
  });

  it('hands nothing on that nobody was chosen for', async () => {
    const services = await open('conversation');
    await more('At nine, then.', 'Forward');
    const dialog = await appears('dialog', 'Send to…');
    expect((find('button', 'Send', dialog) as HTMLButtonElement).disabled).to.equal(true);
    find('button', 'Close', dialog).click();
    await until(() => findAll('dialog').length === 0);
    expect(services.system.hash.value).to.equal(`/messages/${ada}`);
  });

  it('takes a message back for both, and brings it again', async () => {
    await open('conversation');
    await more('At nine, then.', 'Delete for both');
    await until(() => lines().some((line) => line.startsWith('This message was deleted')));
    (await appears('button', 'Undo')).click();
    await until(() => lines().some((line) => line.startsWith('At nine, then.')));
  });

  it('says of a deletion and a change how far that has come, until the other side has it', async () => {
    const { chatLinks, conversations } = await open('conversation');
    const line = (start: string) => lines().find((one) => one.startsWith(start));
    const has = async (upTo = conversations.value.get(ada)!.out.next - 1) => {
      const { stream } = conversations.value.get(ada)!.out;
      chatLinks.say(ada, { type: 'got', stream, upTo, read: 0 });
      await drawn();
    };
    await until(() => line('Shall we meet?')?.endsWith('Read'));
    chatLinks.silence(ada);
    await more('Shall we meet?', 'Edit');
    await until(() => field().value.startsWith('Shall we meet?'));
    type(field(), 'Shall we?');
    await drawn();
    find('button', 'Send').click();
    await until(() => /edited.*Waiting$/.test(line('Shall we?') ?? ''));
    chatLinks.link(ada);
    await until(() => line('Shall we?')?.endsWith('Sent'));
    await has();
    await until(() => line('Shall we?')?.endsWith('Read'));
    chatLinks.silence(ada);
    await more('Shall we?', 'Delete for both');
    await until(() => line('This message was deleted')?.endsWith('Waiting'));
    const said = 'Deleted here, and for Ada Lovelace as soon as both have Tincan open.';
    await until(() => findAll('status').some((one) => textOf(one).includes(said)));
    chatLinks.link(ada);
    await until(() => line('This message was deleted')?.endsWith('Sent'));
    await has(conversations.value.get(ada)!.out.next - 2);
    expect(line('This message was deleted')).to.match(/Sent$/);
    await has();
    await until(() => line('This message was deleted')?.endsWith('Read'));
  });

  it('deletes with the next page what was to be deleted here when a page went', async () => {
    const services = await open('conversation');
    const { chatLinks, clock, goingNote, history, ownId } = services;
    await more('The engine weaves', 'Delete here');
    await until(() => !lines().some((line) => line.startsWith('The engine weaves')));
    services.chats.value!.close();
    const going = new Going(goingNote);
    const chats = await Chats.load({
      ...{ ownId, links: chatLinks, history, clock, report: () => {} },
      ...{ isContact: () => true, tells: () => true },
    });
    await going.forgetLeft(chats, () => {});
    const next = {
      ...services,
      ...{ going, conversations: chats.all, sentMessages: chats.sent },
      chats: { ...services.chats, value: chats, use: (task: (all: Chats) => void) => task(chats) },
    };
    await mount({ kind: 'ready', services: next });
    await until(() => lines().some((line) => line.startsWith('This message was deleted')));
    expect(lines().some((line) => line.startsWith('The engine weaves'))).to.equal(false);
    expect(history.of(ada)[0]?.text).to.equal(null);
  });

  it('deletes what anybody wrote on this phone alone, when nobody can go back any more', async () => {
    const { chatLinks, clock, history } = await open('conversation');
    const gone = () => history.of(ada).filter(({ text }) => text === null).length;
    for (const [at, text] of ['The engine weaves', 'At nine, then.'].entries()) {
      const isSeen = () => lines().some((line) => line.startsWith(text));
      await more(text, 'Delete here');
      await until(() => !isSeen());
      (await appears('button', 'Undo')).click();
      await until(isSeen);
      clock.pass(60_000);
      await more(text, 'Delete here');
      await until(() => !isSeen());
      expect(gone()).to.equal(at);
      clock.pass(12_000);
      await until(() => gone() === at + 1);
    }
    const told = chatLinks.sent.flatMap(([, message]) =>
      message.type === 'tell' ? message.told.kind : [],
    );
    expect(told).not.to.include('delete').and.not.to.include('edit');
  });

  it('offers nothing that would leave a message to be sent', async () => {
    const services = await open('conversation');
    const line = () => lines().find((one) => one.startsWith('And a number'));
    services.clock.pass(5_000);
    await until(() => line()?.endsWith('Waiting'));
    const row = findAll('listitem', undefined, log()).find((one) =>
      textOf(one).startsWith('And a number'),
    );
    find('button', 'More about this message', row).click();
    const dialog = await appears('dialog', 'More about this message');
    find('button', 'Delete for both', dialog);
    expect(findAll('button', 'Delete here', dialog)).to.have.length(0);
  });

  it('says when that arrives which nobody answers, and not that it was sent', async () => {
    const services = await open('conversation');
    const line = () => lines().find((one) => one.startsWith('And a number'));
    const said = 'Arrives when Ada Lovelace has you as a contact and both have Tincan open.';
    await until(() => line()?.endsWith('Sent'));
    expect(textOf(log())).not.to.include(said);
    services.clock.pass(5_000);
    await until(() => line()?.endsWith('Waiting'));
    expect(textOf(log()).endsWith(said)).to.equal(true);
    const { stream, next } = services.conversations.value.get(ada)!.out;
    services.chatLinks.say(ada, { type: 'got', stream, upTo: next - 1, read: 0 });
    await until(() => line()?.endsWith('Delivered'));
    expect(textOf(log())).not.to.include(said);
  });

  it('shows what is answered though it is far away, and goes there as often as one wants', async () => {
    const services = await open('conversation', phone);
    await toEnd(services);
    for (let n = 3; n < 303; n++) tell(services, n, `line ${n}`);
    const [first] = services.history.of(ada);
    services.chatLinks.say(ada, {
      ...{ type: 'tell', stream: ada.padEnd(22, 's') as StreamId, n: 303, first: 1 },
      told: {
        ...{ kind: 'text', id: 'a'.repeat(22) as MessageId, text: 'An answer', at: null },
        reply: first!.id,
      },
    });
    const quote = () =>
      find('link', undefined, findAll('listitem', undefined, log()).at(-1)) as HTMLAnchorElement;
    for (let times = 1; times <= 2; times++) {
      await until(() => lines().at(-1)?.includes('The engine weaves'));
      expect(quote().hash).to.equal(`#/messages/${ada}/${first!.at}`);
      quote().addEventListener('click', (event) => event.preventDefault());
      quote().click();
      services.system.hash.set(quote().hash.slice(1));
      const sought = (await until(() =>
        findAll('listitem', undefined, log()).find((one) => textOf(one).startsWith('The engine')),
      ))!;
      await until(() => (sought.getRootNode() as ShadowRoot).activeElement === sought);
      await until(() => log().scrollTop < 400);
      (await appears('button', 'To the newest message')).click();
    }
  });

  it('says what to do where the browser refuses to copy a text', async () => {
    const { system } = await open('conversation');
    system.copies = false;
    await more('The engine weaves', 'Copy text');
    await until(() => findAll('status').some((one) => textOf(one).includes('Select the text of')));
  });

  it('says that nothing was changed where the disk refuses it', async () => {
    const { history } = await open('conversation');
    await until(field);
    history.isFull = true;
    await more('The engine weaves', 'React with 👍');
    await until(() => findAll('status').some((one) => textOf(one).includes('Nothing was changed')));
  });

  it('shows what both sides think of a message', async () => {
    const services = await open('conversation');
    await more('The engine weaves', 'React with 👍');
    await until(() => lines().some((line) => /^The engine.*You: 👍/.test(line)));
    expect(services.history.of(ada)[0]?.reactions.mine).to.equal('👍');
    await more('The engine weaves', 'React with 👍');
    await until(() => !lines().some((line) => line.includes('You: 👍')));
  });

  it('says that the other side is writing', async () => {
    const services = await open('conversation');
    await until(field);
    services.chatLinks.say(ada, { type: 'typing' });
    await until(() => textOf(find('main')).includes('is writing…'));
    services.clock.pass(6_000);
    await until(() => !textOf(find('main')).includes('is writing…'));
  });

  it('with somebody who is blocked says so, and takes nothing until they are not', async () => {
    const { contacts } = await open('conversation');
    await until(field);
    await contacts.block(ada, true);
    await until(() => textOf(find('main')).includes('You have blocked Ada'));
    expect(findAll('textbox', 'Message text')).to.have.length(0);
    findAll('button', 'Unblock')[0]?.click();
    await until(field);
  });

  it('with somebody who is blocked offers for a message only what works', async () => {
    const { clock, contacts } = await open('conversation');
    const line = (start: string) => lines().find((one) => one.startsWith(start));
    clock.pass(5_000);
    await until(() => line('And a number')?.endsWith('Waiting'));
    await contacts.block(ada, true);
    await until(() => textOf(find('main')).includes('You have blocked Ada'));
    for (const start of ['The engine weaves', 'Shall we meet?', 'And a number']) {
      const row = findAll('listitem', undefined, log()).find((one) =>
        textOf(one).startsWith(start),
      );
      find('button', 'More about this message', row).click();
      const dialog = await appears('dialog', 'More about this message');
      const deeds = findAll('button', undefined, dialog).map(nameOf);
      expect(deeds, start).to.deep.equal(['Close', 'Forward', 'Copy text', 'Delete here']);
      find('button', 'Close', dialog).click();
      await until(() => findAll('dialog').length === 0);
      await drawn();
    }
    await more('And a number', 'Delete here');
    await until(() => line('This message was deleted'));
    await until(() =>
      findAll('status').some((one) => textOf(one).includes('The message was deleted here.')),
    );
    (await appears('button', 'Undo')).click();
    await until(() => line('And a number'));
  });

  it('with a stranger offers to add them, and nothing to write', async () => {
    await open('conversation-stranger');
    const button = await until(() => findAll('button', 'Add contact')[1]);
    expect(findAll('textbox', 'Message text')).to.have.length(0);
    button?.click();
    await until(field);
  });
});
