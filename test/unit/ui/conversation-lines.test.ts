import { expect } from '@esm-bundle/chai';
import type { CallId } from '../../../web/calls/call.ts';
import type { RecentCall } from '../../../web/calls/recent-call.ts';
import type { MessageId } from '../../../web/links/messages.ts';
import type { Message } from '../../../web/messages/message.ts';
import { conversationLines } from '../../../web/ui/conversation-lines.ts';
import { ada, hedy } from '../../fakes/scenes.ts';

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
    forgotten: false,
    edited: false,
    reactions,
    ...rest,
  };
}

function called(minutes: number, rest: Partial<RecentCall> = {}): RecentCall {
  return {
    id: String(minutes).padStart(22, 'c') as CallId,
    peer: ada,
    home: null,
    claimedName: null,
    direction: 'incoming',
    kind: 'voice',
    reason: 'no-answer',
    startedAt: at + minutes * 60_000,
    talkedMs: null,
    ...rest,
  };
}

async function textOf(pages: Message[][], calls: RecentCall[] = []): Promise<string> {
  async function* each() {
    yield* pages;
  }
  let text = '';
  const said = { pages: each(), calls };
  for await (const part of conversationLines({ id: ada, name: 'Ada' }, said, at, 'en-GB'))
    text += part;
  return text.split('\n').slice(3).join('\n');
}

describe('a conversation as lines', () => {
  it('has who, when and what, page after page', async () => {
    expect(
      await textOf([[said('Hello')], [said('Hi', { mine: true, edited: true }), said(null)]]),
    ).to.equal(
      '[3 May 2026, 14:05] Ada: Hello\n' +
        '[3 May 2026, 14:05] You: Hi (edited)\n' +
        '[3 May 2026, 14:05] Ada: This message was deleted\n',
    );
  });

  it('has the calls with that person where they began', async () => {
    const pages = [
      [said('Hello'), said('Hi', { at: at + 120_000 })],
      [said('Bye', { at: at + 240_000 })],
    ];
    const talked = { reason: 'hung-up', talkedMs: 60_000 } as const;
    // The newest one first, as the recents have them.
    const calls = [
      called(5, { direction: 'outgoing', kind: 'video', ...talked }),
      called(3, { peer: hedy }),
      called(3),
      called(-1, talked),
    ];
    expect(await textOf(pages, calls)).to.equal(
      '[3 May 2026, 14:04] 📞 Incoming · Voice · 1 min\n' +
        '[3 May 2026, 14:05] Ada: Hello\n' +
        '[3 May 2026, 14:07] Ada: Hi\n' +
        '[3 May 2026, 14:08] 📞 Missed · Voice\n' +
        '[3 May 2026, 14:09] Ada: Bye\n' +
        '[3 May 2026, 14:10] 📞 Outgoing · Video · 1 min\n',
    );
  });

  it('lets nobody write a line in the name of another one', async () => {
    const forged = 'Hello\n[3 May 2026, 14:06] You: I owe you a thousand';
    const lines = (await textOf([[said(forged)]])).trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('['))).to.have.length(1);
  });
});
