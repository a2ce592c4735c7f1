import { assert } from '@esm-bundle/chai';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { wordsOf } from '../../../web/lib/search-text.ts';
import { newMessageId } from '../../../web/links/messages.ts';
import type { Message } from '../../../web/messages/message.ts';
import { newConversation, tell, type Conversation } from '../../../web/messages/conversation.ts';
import { changed, newResults, searchMessages, stepped } from '../../../web/messages/search.ts';
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

  it('finds what comes or is changed meanwhile as it is now, however far it has come', async () => {
    const { history, all, write, search } = await written(2_400);
    const words = wordsOf('cafe');
    let results = newResults(words);
    const texts = () => results.found.map(({ text }) => text);
    const take = (message: Message | undefined) => {
      results = changed(results, [message!]);
    };
    const edit = async (at: number, text: string) => {
      const peer = (at / 1_000) % 2 === 0 ? ben : cem;
      const of = history.of(peer).find((one) => Math.floor(one.at) === at)!.id;
      const told = { kind: 'edit', of, text } as const;
      take((await history.write([tell(all.get(peer)!, told, { ownId: ana, now: at })]))[0]);
    };
    const steps = search('cafe');
    const go = async () => {
      results = stepped(results, (await steps.next()).value ?? null);
    };
    const first = steps.next();
    await write(ben, 'A new café', 2_401_000);
    take(history.of(ben).at(-1));
    assert.deepEqual(texts(), [], 'nothing was looked through yet');
    results = stepped(results, (await first).value ?? null);
    assert.equal(texts()[0], 'A new café');
    await go();
    await go();
    assert.isBelow(results.back, 1_999_000);
    await edit(2_399_000, 'A café after all');
    await edit(2_000_000, 'No more');
    assert.deepEqual(texts().slice(0, 3), ['A new café', 'Number 2400, café', 'A café after all']);
    assert.notInclude(texts(), 'Number 2000, café');
    const shown = texts();
    // Ben's page with these was read and waits for Cem's.
    assert.isAbove(results.back, 1_203_000);
    await edit(1_200_000, 'None any more');
    await edit(1_202_000, 'Ben’s café');
    await edit(1_203_000, 'Cem’s café');
    await edit(100_000, 'None here either');
    assert.deepEqual(texts(), shown);
    while (results.back !== -Infinity) await go();
    assert.equal(texts().length, 24 - 3 + 4);
    assert.includeMembers(texts(), ['Ben’s café', 'Cem’s café']);
    assert.isTrue(texts().every((text) => text?.includes('café')));
    const times = results.found.map(({ at }) => at);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => b - a),
    );
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
