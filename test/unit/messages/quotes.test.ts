import { assert } from '@esm-bundle/chai';
import { newMessageId, type MessageId } from '../../../web/links/messages.ts';
import { newConversation, tell, type Change } from '../../../web/messages/conversation.ts';
import type { Message } from '../../../web/messages/message.ts';
import { Quotes } from '../../../web/messages/quotes.ts';
import { ana, ben } from '../../fakes/fake-house.ts';
import { MemoryHistory } from '../../fakes/memory-history.ts';

/** A history, and what writes a text into it. */
function written() {
  const history = new MemoryHistory();
  let conversation = newConversation(ben);
  const asked: MessageId[] = [];
  const find = history.find.bind(history);
  history.find = (peer, id) => {
    asked.push(id);
    return find(peer, id);
  };
  const write = async (text: string, reply: MessageId | null = null): Promise<Message> => {
    const told = { kind: 'text', id: newMessageId(), text, reply, at: null } as const;
    const change: Change = tell(conversation, told, { ownId: ana, now: 1_000 });
    conversation = change.conversation;
    await history.write([change]);
    return change.message!;
  };
  return { quotes: new Quotes(ben, history), history, write, asked };
}

describe('what a message answers', () => {
  const texts = ({ all }: Quotes) => [...all.value.values()].map(({ text }) => text);

  it('is read where it stands elsewhere, once', async () => {
    const { quotes, write, asked } = written();
    const old = await write('old');
    const answer = await write('an answer', old.id);
    const near = await write('to what is there', answer.id);
    const other = await write('another answer', old.id);
    await quotes.load([answer, near, other]);
    await quotes.load([near, answer]);
    assert.deepEqual(texts(quotes), ['old']);
    assert.deepEqual(asked, [old.id]);
  });

  it('is read later where the disk refused, and takes no other with it', async () => {
    const { quotes, history, write } = written();
    const [one, two] = [await write('one'), await write('two')];
    const answers = [await write('to one', one.id), await write('to two', two.id)];
    const { find } = history;
    history.find = (peer, id) =>
      id === one.id ? Promise.reject(new Error('closed')) : find(peer, id);
    await quotes.load(answers);
    assert.deepEqual(texts(quotes), ['two']);
    history.find = find;
    await quotes.load(answers);
    assert.deepEqual(texts(quotes), ['two', 'one']);
  });

  it('is as it is now, and unknown where there is none', async () => {
    const { quotes, write, asked } = written();
    const [old, none] = [await write('old'), newMessageId()];
    const answers = [await write('answer', old.id), await write('to nothing', none)];
    const loads = quotes.load(answers);
    quotes.take([{ ...old, text: 'changed meanwhile' }, answers[0]!]);
    await loads;
    assert.deepEqual(texts(quotes), ['changed meanwhile']);
    quotes.take([{ ...old, text: null }]);
    assert.deepEqual(texts(quotes), [null]);
    assert.deepEqual(asked, [old.id, none]);
  });
});
