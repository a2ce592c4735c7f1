import type { RecentCall } from '../calls/recent-call.ts';
import { formatPeerId } from '../identity/peer-id.ts';
import type { Message } from '../messages/message.ts';
import { cardWords } from './card-words.ts';
import { dateFormat } from './formatters.ts';
import { messageWords } from './message-words.ts';
import { recentWords } from './recent-words.ts';
import { talkWords } from './talk-words.ts';
import type { Who } from './who.ts';

/**
 * A conversation as a text, a page at a time, the oldest message first, and the calls with that person
 * where they began; times as the language has them.
 */
export async function* conversationLines(
  { id, name }: Pick<Who, 'id' | 'name'>,
  {
    pages,
    calls,
  }: {
    readonly pages: AsyncIterable<readonly Message[]>;
    readonly calls: readonly RecentCall[];
  },
  now: number,
  language: string,
): AsyncGenerator<string> {
  const { format } = dateFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  yield `${cardWords.textTitle(name, formatPeerId(id))}\n${cardWords.savedOn(format(now))}\n\n`;
  const ahead = calls
    .filter(({ peer }) => peer === id)
    .toSorted((a, b) => a.startedAt - b.startedAt);
  const callsBefore = (at: number) => {
    const later = ahead.findIndex(({ startedAt }) => startedAt >= at);
    return ahead
      .splice(0, later === -1 ? ahead.length : later)
      .map((call) => `[${format(call.startedAt)}] 📞 ${recentWords(call, language).text}\n`);
  };
  for await (const page of pages) {
    const lines = page.flatMap((message) => {
      const who = message.mine ? talkWords.you : name;
      const line = `[${format(message.at)}] ${who}: ${inset(shownText(message))}\n`;
      return [...callsBefore(message.at), line];
    });
    yield lines.join('');
  }
  yield callsBefore(Infinity).join('');
}

function shownText({ text, file, edited }: Message): string {
  if (file !== null) return `📎 ${file.name}`;
  if (text === null) return messageWords.deleted;
  return edited ? `${text} (${messageWords.edited})` : text;
}

/** Further lines stand back: what somebody writes can’t look like a message of another one. */
function inset(text: string): string {
  return text.replaceAll('\n', '\n    ');
}
