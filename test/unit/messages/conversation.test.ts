import { assert } from '@esm-bundle/chai';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import {
  newMessageId,
  parseLinkData,
  type MessageId,
  type StreamId,
  type TellMessage,
} from '../../../web/links/messages.ts';
import {
  acknowledged,
  hear,
  looked,
  newConversation,
  parseConversation,
  progress,
  tell,
  type Change,
} from '../../../web/messages/conversation.ts';
import {
  amended,
  parseMessage,
  textProblem,
  tidyText,
  type Message,
} from '../../../web/messages/message.ts';
import { ana, ben } from '../../fakes/fake-house.ts';

const text = (words: string) =>
  ({ kind: 'text', id: 'm'.repeat(22) as MessageId, text: words, reply: null, at: null }) as const;
const here = (now: number) => ({ ownId: ana, now });
const stream = (letter: string) => letter.repeat(22) as StreamId;
const said = (n: number, first = 1, of = stream('a')): TellMessage => ({
  type: 'tell',
  stream: of,
  n,
  first,
  told: text(`number ${n}`),
});

describe('what is told', () => {
  it('has a number, and a time of its own whatever the clock does', () => {
    const one = tell(newConversation(ben), text('one'), here(1_000));
    const two = tell(one.conversation, text('two'), here(900));
    assert.deepEqual([one.message?.n, two.message?.n], [1, 2]);
    assert.deepEqual([one.message?.at, two.message?.at], [1_000, 1_001]);
    assert.deepEqual(two.pending, { peer: ben, n: 2, told: { ...text('two'), at: 1_001 } });
  });

  it('is waiting, sent, delivered, read', () => {
    const { conversation } = tell(newConversation(ben), text('one'), here(1));
    const { stream: own } = conversation.out;
    assert.equal(progress(conversation, 1, 0), 'waiting');
    assert.equal(progress(conversation, 1, 1), 'sent');
    const got = acknowledged(conversation, { stream: own, upTo: 1, read: 0 });
    assert.equal(progress(got, 1, 1), 'delivered');
    const read = acknowledged(got, { stream: own, upTo: 1, read: 1 });
    assert.equal(progress(read, 1, 1), 'read');
  });

  for (const [what, got] of [
    ['of another stream', { stream: stream('x'), upTo: 1, read: 1 }],
    ['again', { upTo: 0, read: 0 }],
  ] as const) {
    it(`is not acknowledged by a word ${what}`, () => {
      const { conversation } = tell(newConversation(ben), text('one'), here(1));
      const word = { type: 'got', stream: conversation.out.stream, ...got } as const;
      assert.equal(acknowledged(conversation, word), conversation);
    });
  }

  it('is told in another stream where the other side keeps more than was told', () => {
    const { conversation } = tell(newConversation(ben), text('one'), here(1));
    const { stream: own } = conversation.out;
    const { out } = acknowledged(conversation, { stream: own, upTo: 2, read: 2 });
    assert.notEqual(out.stream, own);
    assert.deepEqual([out.next, out.got, out.read], [2, 0, 0]);
  });

  it('is read only as far as it is kept', () => {
    const { conversation } = tell(newConversation(ben), text('one'), here(1));
    const { stream: own } = conversation.out;
    const word = { type: 'got', stream: own, upTo: 0, read: 1 } as const;
    assert.equal(acknowledged(conversation, word), conversation);
  });
});

describe('what is heard', () => {
  const hearAll = (...all: readonly TellMessage[]) => {
    let conversation = newConversation(ana);
    const texts: string[] = [];
    for (const one of all) {
      const change = hear(conversation, one, { ownId: ben, now: 1 });
      conversation = change.conversation;
      if (change.message) texts.push(change.message.text ?? '');
    }
    return { conversation, texts };
  };

  it('is kept once and in order', () => {
    const { texts, conversation } = hearAll(said(1), said(1), said(3), said(2), said(3), said(2));
    assert.deepEqual(texts, ['number 1', 'number 2', 'number 3']);
    assert.deepEqual([conversation.unread, conversation.in.kept], [3, 3]);
    assert.equal(conversation.firstUnread, 1);
  });

  it('goes on where the sender goes on, if this phone has lost what was before', () => {
    assert.deepEqual(hearAll(said(58, 57), said(57, 57), said(58, 57)).texts, [
      'number 57',
      'number 58',
    ]);
  });

  it('begins anew with a sender who has lost everything', () => {
    const other = stream('b');
    assert.deepEqual(hearAll(said(1), said(2), said(1, 1, other), said(1, 1, other)).texts, [
      'number 1',
      'number 2',
      'number 1',
    ]);
  });

  it('of a later version is passed over, and what follows comes', () => {
    const { texts, conversation } = hearAll({ ...said(1), told: { kind: 'unknown' } }, said(2));
    assert.deepEqual(texts, ['number 2']);
    assert.equal(conversation.in.kept, 2);
  });

  it('is unread until somebody looks', () => {
    const { conversation } = hearAll(said(1), said(2));
    const seen = looked(conversation, true);
    assert.deepEqual([seen.unread, seen.firstUnread, seen.in.read], [0, null, 2]);
    assert.equal(looked(seen, true), seen);
  });
});

describe('the order of a conversation', () => {
  /** Ana and Ben, each with a clock; what one writes is on its way until the other hears it. */
  const phones = () => {
    const all = new Map([
      [ana, newConversation(ben)],
      [ben, newConversation(ana)],
    ]);
    const kept = new Map<PeerId, Message[]>([
      [ana, []],
      [ben, []],
    ]);
    const keep = (ownId: PeerId, { conversation, message }: Change) => {
      all.set(ownId, conversation);
      if (message) kept.get(ownId)?.push(message);
    };
    const write = (ownId: PeerId, words: string, now: number): TellMessage => {
      const change = tell(all.get(ownId)!, text(words), { ownId, now });
      keep(ownId, change);
      const { n, told } = change.pending;
      return { type: 'tell', stream: stream(ownId[0]!), n, first: 1, told };
    };
    const listen = (ownId: PeerId, message: TellMessage, now: number) =>
      keep(ownId, hear(all.get(ownId)!, message, { ownId, now }));
    const order = (ownId: PeerId) =>
      kept
        .get(ownId)
        ?.toSorted((a, b) => a.at - b.at)
        .map((one) => one.text);
    return { all, kept, write, listen, order };
  };

  it('is the same on both sides when messages cross, in the same ms too', () => {
    const { all, write, listen, order } = phones();
    const one = write(ben, 'one', 1_000);
    const two = write(ana, 'two', 1_000);
    const three = write(ben, 'three', 1_000);
    for (const message of [one, three]) listen(ana, message, 1_005);
    listen(ben, two, 1_004);
    assert.deepEqual(order(ana), ['two', 'one', 'three']);
    assert.deepEqual(order(ben), order(ana));
    assert.equal(all.get(ana)?.last?.text, 'three');
    assert.equal(all.get(ben)?.last?.text, 'three', 'what came late is not the newest');
  });

  it('puts an answer behind what it answers to, whatever the clocks show', () => {
    for (const wrong of [-50_000, 50_000, -86_400_000, 86_400_000]) {
      const { write, listen, order } = phones();
      const [anas, bens] = [1e12, 1e12 + wrong];
      for (let i = 0; i < 3; i++) {
        listen(ben, write(ana, `question ${i}`, anas + i), bens + i);
        listen(ana, write(ben, `answer ${i}`, bens + i), anas + i);
      }
      assert.deepEqual(order(ben), order(ana), `${wrong} ms`);
      const all = [0, 1, 2].flatMap((i) => [`question ${i}`, `answer ${i}`]);
      assert.deepEqual(order(ana), all, `${wrong} ms`);
    }
  });

  it('is the same again once a clock that was wrong is right', () => {
    const { write, listen, order } = phones();
    const [noon, hour] = [1e12, 3_600_000];
    listen(ben, write(ana, 'question', noon), noon - 2 * hour);
    listen(ana, write(ben, 'answer', noon - 2 * hour), noon);
    // Ben sets his clock right.
    listen(ana, write(ben, 'one', noon + hour), noon + hour);
    listen(ben, write(ana, 'two', noon + hour + 1), noon + hour + 1);
    // Written without a link, one after the other.
    const waiting = write(ben, 'three', noon + 2 * hour);
    listen(ben, write(ana, 'four', noon + 3 * hour), noon + 4 * hour);
    listen(ana, waiting, noon + 4 * hour);
    assert.deepEqual(order(ana), ['question', 'answer', 'one', 'two', 'three', 'four']);
    assert.deepEqual(order(ben), order(ana));
  });

  it('lets nobody write over anything, or far into the future', () => {
    const { kept, write, listen } = phones();
    const now = 1_000_000;
    for (let i = 0; i < 5; i++) write(ben, `mine ${i}`, now);
    const times = [0, now, now, now + 1, now + 60_000, now + 60_001, 2 ** 53 - 1, 1, null, now];
    times.forEach((at, i) =>
      listen(ben, { ...said(i + 1), told: { ...text(`theirs ${i}`), at } }, now),
    );
    write(ben, 'last', now);
    const all = kept.get(ben)!;
    assert.equal(new Set(all.map(({ at }) => at)).size, 5 + times.length + 1);
    const theirs = all.filter(({ mine }) => !mine).map(({ at }) => at);
    assert.deepEqual(
      theirs,
      theirs.toSorted((a, b) => a - b),
      'in the order in which they were told',
    );
    assert.isBelow(Math.max(...theirs), now + 60_010);
    assert.equal(all.toSorted((a, b) => a.at - b.at).at(-1)?.text, 'last');
  });

  it('stays readable where a clock was set back', () => {
    const day = 24 * 3_600_000;
    const { conversation } = tell(newConversation(ben), text('one'), here(2 * day));
    // Theirs shows more than this one does now, and less than it did.
    const late = { ...said(1), told: { ...text('two'), at: day + 90_000 } };
    const heard = hear(conversation, late, here(day));
    assert.isNotNull(parseConversation(heard.conversation));
    assert.isAbove(heard.message!.at, 2 * day, 'behind what was written before');
  });

  it('knows no times that are none', () => {
    for (const at of [-1, 0.5, '1', 1e300]) {
      const message = { ...said(1), told: { ...text('one'), at } };
      const parsed = parseLinkData(JSON.stringify(message));
      assert.deepEqual(parsed, { ...said(1), told: { kind: 'unknown' } });
    }
    const old = { ...said(1), told: { ...text('one'), at: undefined } };
    const parsed = parseLinkData(JSON.stringify(old));
    assert.deepEqual(parsed, { ...said(1), told: text('one') }, 'older phones say none');
  });

  it('goes on behind what was kept before it was the same on both sides', () => {
    const { conversation } = tell(newConversation(ben), text('one'), here(1_000));
    const read = parseConversation({ ...conversation, times: undefined, firstUnread: undefined })!;
    const heard = hear(read, { ...said(1), told: { ...text('two'), at: 1_000 } }, here(1_000));
    assert.isAbove(heard.message!.at, 1_000);
    assert.equal(heard.conversation.firstUnread, heard.message!.at);
  });
});

describe('what is told about a message', () => {
  const { message } = tell(newConversation(ben), text('one'), here(1));
  const of = message!.id;

  it('changes its text, and says so', () => {
    const after = amended(message!, { kind: 'edit', of, text: 'two' }, true);
    assert.deepEqual([after.text, after.edited], ['two', true]);
  });

  it('takes it away, and may bring it back', () => {
    const reacted = amended(message!, { kind: 'react', of, emoji: '🎉' }, false);
    const gone = amended(reacted, { kind: 'delete', of }, true);
    assert.equal(gone.text, null);
    // What crosses with it counts on both sides.
    const crossed = amended(gone, { kind: 'react', of, emoji: '👍' }, false);
    assert.equal(crossed.text, null);
    for (const [before, emoji] of [
      [gone, '🎉'],
      [crossed, '👍'],
    ] as const) {
      const back = amended(before, { kind: 'edit', of, text: 'one' }, true);
      assert.deepEqual([back.text, back.reactions.theirs], ['one', emoji]);
    }
  });

  it('is one emoji of each side', () => {
    const theirs = amended(message!, { kind: 'react', of, emoji: '🎉' }, false);
    const both = amended(theirs, { kind: 'react', of, emoji: '👍' }, true);
    assert.deepEqual(both.reactions, { mine: '👍', theirs: '🎉' });
    const back = amended(both, { kind: 'react', of, emoji: null }, false);
    assert.deepEqual(back.reactions, { mine: '👍', theirs: null });
  });

  it('changes nothing that somebody else has written', () => {
    for (const told of [
      { kind: 'edit', of, text: 'two' },
      { kind: 'delete', of },
    ] as const) {
      assert.equal(amended(message!, told, false), message);
    }
    const other = 'o'.repeat(22) as MessageId;
    assert.equal(amended(message!, { kind: 'delete', of: other }, true), message);
  });

  it('is seen in the list too, and is nothing unread', () => {
    const { conversation } = tell(newConversation(ben), text('one'), here(1));
    const heard = hear(
      conversation,
      { ...said(1), told: { kind: 'react', of, emoji: '🎉' } },
      here(2),
    );
    assert.equal(heard.conversation.last?.reactions.theirs, '🎉');
    assert.equal(heard.conversation.unread, 0);
    assert.isUndefined(heard.message);
  });
});

describe('a saved record', () => {
  const change = tell(newConversation(ben), text('one'), here(1));

  it('comes back as it was', () => {
    assert.deepEqual(parseConversation(structuredClone(change.conversation)), change.conversation);
    assert.deepEqual(parseMessage(structuredClone(change.message)), change.message);
  });

  for (const [what, record] of [
    ['nothing', undefined],
    ['text', 'hello'],
    ['of nobody', { ...change.conversation, peer: 'nobody' }],
    ['with a count below nothing', { ...change.conversation, unread: -1 }],
  ] as const) {
    it(`that is ${what} is none`, () => {
      assert.isNull(parseConversation(record));
      assert.isNull(parseMessage(record));
    });
  }

  it('with a last message that is none still is a conversation', () => {
    const spoilt = { ...change.conversation, last: { at: 'yesterday' } };
    assert.deepEqual(parseConversation(spoilt), { ...change.conversation, last: null });
  });
});

describe('a text', () => {
  it('of 16 kB is one message, and of a byte more is not', () => {
    assert.isNull(textProblem('x'.repeat(16_384)));
    assert.equal(textProblem('x'.repeat(16_385)), 'long');
    assert.equal(textProblem('é'.repeat(8_193)), 'long');
    assert.equal(textProblem(' \n \u0007'), 'empty');
    assert.equal(textProblem('\u200b \u202e\ufe0f\u2060'), 'empty', 'nobody sees it');
    assert.isNull(textProblem('👩‍🚀'));
  });

  it('is sent without what nobody sees, and fits into one message of a link whatever is in it', () => {
    assert.equal(tidyText(' one\r\n\ttwo\u0000\u009f\ud83d \n'), 'one\n\ttwo');
    for (const symbol of ['\u0001', '\u2028', '"', '\n.', '\ud83d', '😀']) {
      const whole = tidyText(`x${symbol.repeat(9_000)}y`.slice(0, 16_384));
      const told = { ...text(whole), id: newMessageId() };
      if (textProblem(whole) !== null) continue;
      const message = { ...said(1), told };
      assert.deepEqual(parseLinkData(JSON.stringify(message)), message);
    }
  });
});
