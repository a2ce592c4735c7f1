import { assert } from '@esm-bundle/chai';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import {
  newMessageId,
  type ChatMessage,
  type MessageId,
  type StreamId,
} from '../../../web/links/messages.ts';
import { Chats } from '../../../web/messages/chats.ts';
import type { Message } from '../../../web/messages/message.ts';
import { progress } from '../../../web/messages/conversation.ts';
import { FakeChatLinks } from '../../fakes/fake-chat-links.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { ana, ben, cem } from '../../fakes/fake-house.ts';
import { MemoryHistory } from '../../fakes/memory-history.ts';

async function open(history = new MemoryHistory(), links = new FakeChatLinks()) {
  const clock = new FakeClock();
  const reports: string[] = [];
  const isContact = (peer: PeerId) => peer === ben;
  const report = (what: string) => void reports.push(what);
  const privacy = { tells: true };
  const tells = () => privacy.tells;
  const chats = await Chats.load({ ownId: ana, links, history, clock, report, isContact, tells });
  return { privacy, chats, links, history, clock, reports };
}

async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

const tells = (links: FakeChatLinks) =>
  links.sent.flatMap(([, message]) =>
    message.type === 'tell' && message.told.kind === 'text' ? [message.told.text] : [],
  );
const gots = (links: FakeChatLinks) =>
  links.sent.flatMap(([, message]) =>
    message.type === 'got' ? [[message.upTo, message.read]] : [],
  );
const stream = 's'.repeat(22) as StreamId;
const hello = (n: number, text = `hello ${n}`): ChatMessage => ({
  type: 'tell',
  stream,
  n,
  first: 1,
  told: { kind: 'text', id: `i${n}`.padEnd(22, 'i') as MessageId, text, reply: null, at: null },
});

describe('conversations', () => {
  it('send at once where there is a link', async () => {
    const { chats, links, history } = await open();
    links.link(ben);
    await chats.write(ben, 'hello');
    assert.deepEqual(tells(links), ['hello']);
    assert.deepEqual(
      history.of(ben).map(({ text }) => text),
      ['hello'],
    );
  });

  it('keep what waits until the other side is there, over a reload too', async () => {
    const before = await open();
    await before.chats.write(ben, 'one');
    await before.chats.write(ben, 'two');
    assert.deepEqual([...before.links.wanted], [ben]);
    before.chats.close();
    const { links } = await open(before.history);
    assert.deepEqual([...links.wanted], [ben], 'who is waited for is dialled');
    links.link(ben);
    assert.deepEqual(tells(links), ['one', 'two']);
  });

  it('that open when there are links already use them', async () => {
    const before = await open();
    await before.chats.write(ben, 'one');
    const links = new FakeChatLinks();
    links.link(ben);
    await open(before.history, links);
    assert.deepEqual(tells(links), ['one']);
  });

  it('dial whoever is waited for again and again, and no more when all has come', async () => {
    const { chats, links, clock } = await open();
    await chats.write(ben, 'one');
    for (const pause of [4_000, 8_000, 16_000, 30_000, 30_000]) {
      links.wanted = new Set();
      clock.pass(pause - 1);
      assert.deepEqual([...links.wanted], []);
      clock.pass(1);
      assert.deepEqual([...links.wanted], [ben], 'soon first, then less and less often');
    }
    links.link(ben);
    const { stream: own } = chats.all.value.get(ben)!.out;
    links.say(ben, { type: 'got', stream: own, upTo: 1, read: 0 });
    await settle();
    assert.deepEqual([...links.wanted], []);
    clock.pass(60_000);
    assert.deepEqual([...links.wanted], []);
  });

  it('tell again what a link took with it', async () => {
    const { chats, links, clock } = await open();
    links.link(ben);
    await chats.write(ben, 'one');
    clock.pass(5_000);
    assert.deepEqual(links.renewed, [ben], 'without an answer the link is made anew');
    links.link(ben);
    assert.deepEqual(tells(links), ['one', 'one']);
  });

  it('tell what was written while a link was silent, once that is heard again', async () => {
    const { chats, links } = await open();
    links.link(ben);
    await chats.write(ben, 'one');
    links.silence(ben);
    await chats.write(ben, 'two');
    assert.deepEqual(tells(links), ['one']);
    links.resume(ben);
    assert.deepEqual(tells(links), ['one', 'two'], 'and nothing twice');
  });

  it('begin another stream where the other side keeps more than is known to have been told', async () => {
    const { chats, links } = await open();
    links.link(ben);
    await chats.write(ben, 'one');
    const { stream: before } = chats.all.value.get(ben)!.out;
    links.say(ben, { type: 'got', stream: before, upTo: 7, read: 7 });
    await settle();
    const { out } = chats.all.value.get(ben)!;
    assert.notEqual(out.stream, before);
    assert.equal(
      progress(chats.all.value.get(ben)!, 1, 1),
      'sent',
      'not what the other side has not',
    );
    assert.deepEqual(tells(links), ['one', 'one']);
    links.say(ben, { type: 'got', stream: out.stream, upTo: 7, read: 7 });
    await settle();
    assert.equal(chats.all.value.get(ben)!.out.stream, out.stream, 'once by each link');
    links.say(ben, { type: 'got', stream: out.stream, upTo: 1, read: 0 });
    await settle();
    assert.equal(progress(chats.all.value.get(ben)!, 1, 1), 'delivered');
  });

  it('do not tell what was deleted before it left, and tell what was changed as it is', async () => {
    const { chats, links, history } = await open();
    await chats.write(ben, 'wrong');
    await chats.write(ben, 'helo');
    const [wrong, helo] = history.of(ben) as [Message, Message];
    await chats.delete(ben, wrong.id);
    await chats.edit(ben, helo.id, 'hello');
    links.link(ben);
    const told = links.sent.flatMap(([, message]) => (message.type === 'tell' ? message.told : []));
    assert.deepEqual(
      told.map(({ kind }) => kind),
      ['unknown', 'text', 'delete', 'edit'],
    );
    assert.deepEqual(tells(links), ['hello']);
    await chats.restore(wrong, 'wrong');
    assert.deepEqual(tells(links), ['hello', 'wrong'], 'undone, it is written anew');
  });

  it('bring back what was deleted and not told yet where it stood', async () => {
    const { chats, links, history } = await open();
    await chats.write(ben, 'right');
    const [right] = history.of(ben) as [Message];
    await chats.delete(ben, right.id);
    await chats.restore(right, 'right');
    links.link(ben);
    assert.deepEqual(tells(links), ['right']);
    assert.deepEqual(
      history.of(ben).map(({ text }) => text),
      ['right'],
    );
  });

  it('forget a message on this phone alone, whatever is told of it once more', async () => {
    const { chats, links, history } = await open();
    links.link(ben);
    links.say(ben, hello(1));
    await settle();
    const [before] = history.of(ben) as [Message];
    const { id: of, at } = before;
    await chats.forget(before);
    const gone = [{ id: of, at, text: null, forgotten: true }];
    const kept = () =>
      history.of(ben).map(({ id, at, text, forgotten }) => ({ id, at, text, forgotten }));
    assert.deepEqual(kept(), gone, 'it keeps its place');
    assert.isNull(chats.all.value.get(ben)!.last!.text);
    assert.isTrue(
      links.sent.every(([, { type }]) => type === 'got'),
      'and nobody is told',
    );
    chats.close();
    const { links: again } = await open(history);
    again.link(ben);
    again.say(ben, hello(1));
    const edit = { kind: 'edit', of, text: 'changed' } as const;
    again.say(ben, { type: 'tell', stream, n: 2, first: 1, told: edit });
    await settle();
    assert.deepEqual(kept(), gone, 'told again, and changed');
    // As a phone does that was restored.
    const other = 'o'.repeat(22) as StreamId;
    again.say(ben, { ...hello(1), stream: other } as ChatMessage);
    again.say(ben, { type: 'tell', stream: other, n: 2, first: 1, told: edit });
    await settle();
    assert.deepEqual(gots(again).at(-1), [2, 0]);
    assert.deepEqual(kept(), gone, 'in another stream');
  });

  it('forget no message of mine for one that somebody wrote under its ID', async () => {
    const { chats, links, history } = await open();
    links.link(ben);
    await chats.write(ben, 'mine');
    const [mine] = history.of(ben) as [Message];
    await chats.forget({ ...mine, mine: false, at: mine.at + 1 });
    assert.deepInclude(history.of(ben)[0], { text: 'mine', forgotten: false });
  });

  it('that were closed write nothing any more', async () => {
    const { chats, links, history, reports } = await open();
    links.link(ben);
    const late = chats.write(ben, 'two');
    chats.close();
    const refused = await late.then(
      () => false,
      () => true,
    );
    links.say(ben, hello(1));
    const later = await chats.write(ben, 'three').catch(() => 'refused');
    await settle();
    assert.equal(later, 'refused');
    assert.lengthOf(history.of(ben), refused ? 0 : 1);
    assert.deepEqual(reports, [], 'nothing went wrong');
  });

  it('leave a link alone that brings no answer while a call is on it', async () => {
    const { chats, links, clock } = await open();
    links.inCall.add(ben);
    links.link(ben);
    await chats.write(ben, 'one');
    clock.pass(60_000);
    assert.deepEqual(links.renewed, []);
    links.inCall.delete(ben);
    clock.pass(5_000);
    assert.deepEqual(links.renewed, [ben]);
  });

  it('tell the first one again in a call, to somebody who adds its writer in the middle of it', async () => {
    const { chats, links, clock } = await open();
    links.inCall.add(ben);
    links.link(ben);
    for (const words of ['one', 'two']) await chats.write(ben, words);
    // Ben took neither.
    clock.pass(5_000);
    assert.deepEqual(tells(links), ['one', 'two', 'one'], 'by which he shows that he takes it');
    const { stream: own } = chats.all.value.get(ben)!.out;
    links.say(ben, { type: 'got', stream: own, upTo: 1, read: 0 });
    await settle();
    assert.deepEqual(tells(links), ['one', 'two', 'one', 'two'], 'and the rest follows at once');
  });

  it('make a link anew less and less often where nothing is ever answered', async () => {
    const { chats, links, clock } = await open();
    links.link(ben);
    await chats.write(ben, 'one');
    for (let second = 0; second < 600; second++) {
      const before = links.renewed.length;
      clock.pass(1_000);
      if (links.renewed.length > before) links.link(ben);
    }
    assert.ok(links.renewed.length < 12, `${links.renewed.length} times in ten minutes`);
  });

  it('say how far a message has come', async () => {
    const { chats, links } = await open();
    await chats.write(ben, 'one');
    const how = () => progress(chats.all.value.get(ben)!, 1, chats.sent.value.get(ben) ?? 0);
    assert.equal(how(), 'waiting');
    links.link(ben);
    assert.equal(how(), 'sent');
    const { stream: own } = chats.all.value.get(ben)!.out;
    links.say(ben, { type: 'got', stream: own, upTo: 1, read: 0 });
    await settle();
    assert.equal(how(), 'delivered');
    links.say(ben, { type: 'got', stream: own, upTo: 1, read: 1 });
    await settle();
    assert.equal(how(), 'read');
  });

  it('do not say that something was sent where nothing is ever answered, in a call either', async () => {
    const { chats, links, clock } = await open();
    const how = () => progress(chats.all.value.get(ben)!, 1, chats.sent.value.get(ben) ?? 0);
    links.inCall.add(ben);
    links.link(ben);
    await chats.write(ben, 'one');
    assert.equal(how(), 'sent');
    clock.pass(5_000);
    assert.equal(how(), 'waiting');
    links.inCall.delete(ben);
    links.link(ben);
    assert.equal(how(), 'waiting', 'by another link, too');
    assert.deepEqual(tells(links), ['one', 'one', 'one']);
    const { stream: own } = chats.all.value.get(ben)!.out;
    links.say(ben, { type: 'got', stream: own, upTo: 1, read: 0 });
    await settle();
    await chats.write(ben, 'two');
    assert.equal(progress(chats.all.value.get(ben)!, 2, chats.sent.value.get(ben)!), 'sent');
  });

  it('acknowledge what is kept, and what was looked at', async () => {
    const { chats, links, history } = await open();
    links.link(ben);
    links.say(ben, hello(1));
    links.say(ben, hello(2));
    await settle();
    assert.deepEqual(
      history.of(ben).map(({ text }) => text),
      ['hello 1', 'hello 2'],
    );
    assert.deepEqual(gots(links).at(-1), [2, 0]);
    await chats.look(ben);
    assert.deepEqual(gots(links).at(-1), [2, 2]);
    links.link(ben);
    assert.deepEqual(gots(links).at(-1), [2, 2], 'and say it again by a new link');
  });

  it('change what was written, on the disk too', async () => {
    const { chats, links, history } = await open();
    links.link(ben);
    await chats.write(ben, 'one');
    const [{ id }] = history.of(ben) as [Message];
    const changed: Message[] = [];
    chats.onMessages((messages) => changed.push(...messages));
    await chats.edit(ben, id, ' two ');
    await chats.react(ben, id, '👍');
    assert.deepEqual(
      history.of(ben).map(({ text, edited }) => [text, edited]),
      [['two', true]],
    );
    assert.deepEqual(changed.at(-1), history.of(ben)[0]);
    assert.equal(chats.all.value.get(ben)?.last?.text, 'two');
    await chats.delete(ben, id);
    assert.isNull(history.of(ben)[0]?.text);
    const kinds = links.sent.map(([, message]) => message.type === 'tell' && message.told.kind);
    assert.deepEqual(kinds, ['text', 'edit', 'react', 'delete']);
  });

  it('let nobody change what somebody else has written', async () => {
    const { chats, links, history } = await open();
    links.link(ben);
    await chats.write(ben, 'mine');
    const [{ id }] = history.of(ben) as [Message];
    links.say(ben, { type: 'tell', stream, n: 1, first: 1, told: { kind: 'delete', of: id } });
    links.say(ben, {
      type: 'tell',
      stream,
      n: 2,
      first: 1,
      told: { kind: 'react', of: id, emoji: '🎉' },
    });
    await settle();
    assert.equal(history.of(ben)[0]?.text, 'mine');
    assert.equal(history.of(ben)[0]?.reactions.theirs, '🎉');
    assert.deepEqual(gots(links).at(-1), [2, 0], 'heard all the same');
  });

  it('keep to themselves what was read, if the owner wants that', async () => {
    const { chats, links, privacy } = await open();
    privacy.tells = false;
    links.link(ben);
    links.say(ben, hello(1));
    await settle();
    const before = links.sent.length;
    await chats.look(ben);
    chats.type(ben);
    assert.lengthOf(links.sent, before, 'not even when');
    assert.deepEqual(gots(links).at(-1), [1, 0]);
    assert.isFalse(links.sent.some(([, { type }]) => type === 'typing'));
    assert.equal(chats.all.value.get(ben)?.unread, 0);
    privacy.tells = true;
    links.link(ben);
    assert.deepEqual(gots(links).at(-1), [1, 0], 'not later either');
    links.say(ben, hello(2));
    await settle();
    await chats.look(ben);
    assert.deepEqual(gots(links).at(-1), [2, 2], 'what is read from now on is told');
  });

  it('keep every message, whatever time a contact claims for it', async () => {
    const { chats, links, history, clock } = await open();
    links.link(ben);
    await chats.write(ben, 'mine');
    const now = clock.now();
    const times = [now, now, 0, now + 1e9, now + 1e9, 2 ** 53 - 1, null, now];
    times.forEach((at, i) => {
      const told = {
        kind: 'text',
        id: newMessageId(),
        text: `theirs ${i}`,
        reply: null,
        at,
      } as const;
      links.say(ben, { type: 'tell', stream, n: i + 1, first: 1, told });
    });
    await settle();
    await chats.write(ben, 'mine again');
    assert.lengthOf(history.of(ben), times.length + 2);
    const all = history.of(ben).map(({ text }) => text);
    assert.includeMembers(all, ['mine', ...times.map((_, i) => `theirs ${i}`)]);
    assert.equal(all.at(-1), 'mine again');
  });

  it('tell that somebody is writing, now and then', async () => {
    const { chats, links, clock } = await open();
    links.link(ben);
    const said = () => links.sent.filter(([, { type }]) => type === 'typing').length;
    chats.type(ben);
    chats.type(ben);
    assert.equal(said(), 1);
    clock.pass(3_000);
    chats.type(ben);
    assert.equal(said(), 2);
  });

  it('know who is writing, until they have written or rest', async () => {
    const { chats, links, clock } = await open();
    links.link(ben);
    links.say(cem, { type: 'typing' });
    assert.isFalse(chats.writers.value.has(cem), 'a stranger is not listened to');
    links.say(ben, { type: 'typing' });
    clock.pass(4_000);
    links.say(ben, { type: 'typing' });
    clock.pass(4_000);
    assert.isTrue(chats.writers.value.has(ben));
    clock.pass(2_000);
    assert.isFalse(chats.writers.value.has(ben));
    links.say(ben, { type: 'typing' });
    links.say(ben, hello(1));
    await settle();
    assert.isFalse(chats.writers.value.has(ben));
  });

  it('do not acknowledge what the disk refused, and show none of it', async () => {
    const { chats, links, history, reports } = await open();
    links.link(ben);
    history.isFull = true;
    links.say(ben, hello(1));
    await settle();
    assert.deepEqual(gots(links), []);
    assert.isUndefined(chats.all.value.get(ben));
    assert.include(reports, 'a message could not be kept');
    history.isFull = false;
    links.say(ben, hello(1));
    await settle();
    assert.deepEqual(gots(links), [[1, 0]]);
  });

  it('refuse to send what the disk refused', async () => {
    const { chats, links, history } = await open();
    links.link(ben);
    history.isFull = true;
    let refused = false;
    await chats.write(ben, 'one').catch(() => (refused = true));
    assert.isTrue(refused);
    assert.deepEqual(tells(links), []);
    history.isFull = false;
    await chats.write(ben, 'two');
    assert.deepEqual(tells(links), ['two']);
  });

  it('neither hear nor answer who is no contact', async () => {
    const { chats, links } = await open();
    links.link(cem);
    links.say(cem, hello(1));
    await settle();
    assert.deepEqual(links.sent, []);
    assert.equal(chats.all.value.size, 0);
  });

  it('keep a draft, and forget it when it is sent', async () => {
    const { chats, history } = await open();
    await chats.draft(ben, 'Dear B');
    const again = await open(history);
    assert.equal(again.chats.all.value.get(ben)?.draft, 'Dear B');
    await again.chats.write(ben, 'Dear Ben');
    assert.equal(again.chats.all.value.get(ben)?.draft, '');
    await again.chats.draft(ben, 'Dear B');
    await again.chats.pass(ben, 'Something of somebody else');
    assert.equal(again.chats.all.value.get(ben)?.draft, 'Dear B');
  });

  it('leave out records that are none', async () => {
    const history = new MemoryHistory();
    history.conversations = () => Promise.resolve([{ peer: 'nobody' }]);
    const { chats, reports } = await open(history);
    assert.equal(chats.all.value.size, 0);
    assert.lengthOf(reports, 1);
  });
});
