import { expect } from '@esm-bundle/chai';
import type { MessageId } from '../../../web/links/messages.ts';
import type { Message } from '../../../web/messages/message.ts';
import { conversationLines } from '../../../web/ui/conversation-lines.ts';
import { ada } from '../../fakes/scenes.ts';

const at = new Date(2026, 4, 3, 14, 5).getTime();

function said(text: string | null, rest: Partial<Message> = {}): Message {
  const reactions = { mine: null, theirs: null };
  const id = 'abcdefghijklmnopqrstuv' as MessageId;
  return {
    peer: ada,
    at,
    mine: false,
    n: 1,
    id,
    text,
    file: null,
    reply: null,
    edited: false,
    reactions,
    ...rest,
  };
}

async function textOf(...pages: Message[][]): Promise<string> {
  async function* each() {
    yield* pages;
  }
  let text = '';
  for await (const part of conversationLines({ id: ada, name: 'Ada' }, each(), at, 'en-GB'))
    text += part;
  return text.split('\n').slice(3).join('\n');
}

describe('a conversation as lines', () => {
  it('has who, when and what, page after page', async () => {
    expect(
      await textOf([said('Hello')], [said('Hi', { mine: true, edited: true }), said(null)]),
    ).to.equal(
      '[3 May 2026, 14:05] Ada: Hello\n' +
        '[3 May 2026, 14:05] You: Hi (edited)\n' +
        '[3 May 2026, 14:05] Ada: This message was deleted\n',
    );
  });

  it('lets nobody write a line in the name of another one', async () => {
    const forged = 'Hello\n[3 May 2026, 14:06] You: I owe you a thousand';
    const lines = (await textOf([said(forged)])).trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('['))).to.have.length(1);
  });
});
