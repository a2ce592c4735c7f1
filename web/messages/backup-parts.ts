import type { BackupPart } from '../identity/backup-part.ts';
import { parseConversation } from './conversation.ts';
import type { History } from './history.ts';
import { parseMessage, parsePending } from './message.ts';
import { pagesOf } from './pages.ts';

/** Names of what a backup holds of all conversations. */
export const [conversationsPart, messagesPart, pendingPart] = [
  'conversations',
  'messages',
  'pending',
] as const;

/** All conversations for a backup, each record under the ID of the person. */
export function chatParts(history: History): readonly BackupPart[] {
  return [
    {
      name: conversationsPart,
      parse: withPeer(parseConversation),
      async *entries() {
        yield* (await history.conversations()).flatMap(entryOf(parseConversation));
      },
    },
    {
      name: messagesPart,
      parse: withPeer(parseMessage),
      async *entries() {
        const conversations = await history.conversations();
        for (const [, { peer }] of conversations.flatMap(entryOf(parseConversation))) {
          for await (const page of pagesOf(history, peer)) {
            for (const message of page) yield [peer, message];
          }
        }
      },
    },
    {
      // The last: what is acknowledged meanwhile waits no longer.
      name: pendingPart,
      parse: withPeer(parsePending),
      async *entries() {
        yield* (await history.pending()).flatMap(entryOf(parsePending));
      },
    },
  ];
}

type Parser<T> = (record: unknown) => T | null;

function entryOf<T extends { readonly peer: string }>(parse: Parser<T>) {
  return (record: unknown): (readonly [string, T])[] => {
    const parsed = parse(record);
    return parsed === null ? [] : [[parsed.peer, parsed]];
  };
}

function withPeer<T extends { readonly peer: string }>(parse: Parser<T>): BackupPart['parse'] {
  return (value, key) => {
    const parsed = parse(value);
    return parsed?.peer === key ? parsed : null;
  };
}
