import { assert } from '@esm-bundle/chai';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { wordsOf } from '../../../web/lib/search-text.ts';
import { newMessageId } from '../../../web/links/messages.ts';
import { newConversation, tell, type Conversation } from '../../../web/messages/conversation.ts';
import { searchMessages } from '../../../web/messages/search.ts';
import { ana, ben, cem } from '../../fakes/fake-house.ts';
import { MemoryHistory } from '../../fakes/memory-history.ts';

/** Conversations with two people, in which a message was written every second in turns. */
async function written(count: number) {
  const history = new MemoryHistory();
  const all = new Map<PeerId, Conversation>();
  const write = async (peer: PeerId, text: string, now: number) => {
    const told = { kind: 'text', id: newMessageId(), text, reply: null, at: null } as const;
    const change = tell(all.get(peer) ?? newConversation(peer), told, { ownId: ana, now });
    all.set(peer, change.conversation);
    await history.write([change]);
    return told.id;
  };
  for (let i = 1; i <= count; i++) {
    await write(i % 2 === 0 ? ben : cem, `Number ${i}${i % 100 === 0 ? ', café' : ''}`, i * 1_000);
  }
  const search = (text: string, signal = new AbortController().signal) =>
    searchMessages(history, all.values(), wordsOf(text), signal);
  return { history, all, write, search };
}

describe('looking through all messages', () => {
  it('finds the newest first, whosever they are, a page at a time', async () => {
    const { search, write } = await written(2_400);
    await write(cem, 'Another CAFÉ', 350_500);
    const found: (string | null)[] = [];
    let back = Infinity;
    let steps = 0;
    for await (const step of search('cafe')) {
      for (const { at } of step.found) assert.isBelow(at, back);
      found.push(...step.found.map(({ text }) => text));
      back = step.back ?? -Infinity;
      steps++;
    }
    assert.isAbove(steps, 4);
    const expected = Array.from({ length: 24 }, (_, i) => `Number ${2_400 - i * 100}, café`);
    assert.deepEqual(
      found.filter((text) => text !== 'Another CAFÉ'),
      expected,
    );
    assert.include(found, 'Another CAFÉ');
  });

  it('does not find what was deleted', async () => {
    const { history, all, write, search } = await written(10);
    const of = await write(ben, 'A secret', 20_000);
    const gone = tell(all.get(ben)!, { kind: 'delete', of }, { ownId: ana, now: 21_000 });
    await history.write([gone]);
    for await (const { found } of search('secret')) assert.deepEqual(found, []);
  });

  it('ends when it is given up, and reads no more', async () => {
    const { history, search } = await written(2_400);
    const abort = new AbortController();
    let reads = 0;
    const messages = history.messages.bind(history);
    history.messages = (...args) => {
      reads++;
      return messages(...args);
    };
    const steps = search('cafe', abort.signal);
    await steps.next();
    abort.abort();
    assert.isTrue((await steps.next()).done);
    assert.equal(reads, 1);
  });
});
