import { formatPeerId } from '../identity/peer-id.ts';
import type { Message } from '../messages/message.ts';
import { cardWords } from './card-words.ts';
import { messageWords } from './message-words.ts';
import { talkWords } from './talk-words.ts';
import type { Who } from './who.ts';

/** A conversation as a text, a page at a time, the oldest message first; times as the language has them. */
export async function* conversationLines(
  { id, name }: Pick<Who, 'id' | 'name'>,
  pages: AsyncIterable<readonly Message[]>,
  now: number,
  language: string,
): AsyncGenerator<string> {
  const { format } = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  yield `${cardWords.textTitle(name, formatPeerId(id))}\n${cardWords.savedOn(format(now))}\n\n`;
  for await (const page of pages) {
    const lines = page.map((message) => {
      const who = message.mine ? talkWords.you : name;
      return `[${format(message.at)}] ${who}: ${inset(shownText(message))}\n`;
    });
    yield lines.join('');
  }
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
