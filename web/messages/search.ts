import type { PeerId } from '../identity/peer-id.ts';
import { holdsAll } from '../lib/search-text.ts';
import type { Conversation } from './conversation.ts';
import type { History } from './history.ts';
import { messageKey, parseMessage, type Message } from './message.ts';

/** So many are read from the disk at once: nobody who writes meanwhile waits for more. */
const perPage = 500;

/** One step of a search. */
export interface SearchStep {
  /** What was found and has nothing newer left to be found, the newest first. */
  readonly found: readonly Message[];
  /** What is newer was looked through, in ms since 1970; null if nothing is left. */
  readonly back: number | null;
}

/**
 * Looks for messages that hold all these words (as `wordsOf` gives them) through all these
 * conversations at once, the newest first and a page at a time, until the signal is aborted. Throws
 * `Failure('storage')`.
 */
export async function* searchMessages(
  history: History,
  conversations: Iterable<Pick<Conversation, 'peer' | 'last'>>,
  words: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<SearchStep, void, void> {
  /** How far back each conversation was looked through. */
  const reached = new Map<PeerId, number>();
  // The newest message is itself to be read.
  for (const { peer, last } of conversations) reached.set(peer, last ? last.at + 1 : Infinity);
  let found: Message[] = [];
  for (let next = latest(reached); next && !signal.aborted; next = latest(reached)) {
    const [peer, before] = next;
    const records = await history.messages(peer, { before }, perPage);
    const messages = records.map(parseMessage).filter((message) => message !== null);
    const [oldest] = messages;
    if (oldest && records.length === perPage) reached.set(peer, oldest.at);
    else reached.delete(peer);
    found.push(...messages.filter((message) => isFound(message, words)));
    const back = latest(reached)?.[1] ?? null;
    const sure = found.filter(({ at }) => back === null || at >= back);
    found = found.filter(({ at }) => back !== null && at < back);
    yield { found: sure.sort((a, b) => b.at - a.at), back };
  }
}

/** All that was found so far. */
export interface SearchResults {
  /** What each of them holds, as `wordsOf` gives it. */
  readonly words: readonly string[];
  /** The newest first. */
  readonly found: readonly Message[];
  /**
   * What is not older was looked through, in ms since 1970: Infinity before the first step, -Infinity
   * after the last.
   */
  readonly back: number;
  /** Came or was changed meanwhile, and is older than that. */
  readonly later: readonly Message[];
}

/** Nothing was looked through yet. */
export function newResults(words: readonly string[]): SearchResults {
  return { words, found: [], back: Infinity, later: [] };
}

/** The results after one more step; null is what comes after the last. */
export function stepped(results: SearchResults, step: SearchStep | null): SearchResults {
  const found = [...results.found, ...(step?.found ?? [])];
  return merged({ ...results, found, back: step?.back ?? -Infinity });
}

/** The results after these messages were written, came in or were changed: they are found as they are now. */
export function changed(results: SearchResults, messages: readonly Message[]): SearchResults {
  return merged({ ...results, later: [...results.later, ...messages] });
}

/** Of two versions of a message the later one counts, as soon as so far was looked through. */
function merged({ words, found, back, later }: SearchResults): SearchResults {
  const latest = new Map(later.map((message) => [messageKey(message), message]));
  const now = [...latest.values()];
  const isDue = ({ at }: Message) => at >= back;
  const same = found.filter((message) => !latest.has(messageKey(message)));
  const due = now.filter((message) => isDue(message) && isFound(message, words));
  return {
    words,
    found: [...same, ...due].sort((a, b) => b.at - a.at),
    back,
    later: now.filter((message) => !isDue(message)),
  };
}

/** What of a message is looked through; null if it was deleted, or was spoken: nobody sees that name. */
export function searchedText({ text, file }: Message): string | null {
  if (file === null) return text;
  return file.voice === null ? file.name : null;
}

/** Whether a message holds all these words. */
export function isFound(message: Message, words: readonly string[]): boolean {
  const text = searchedText(message);
  return text !== null && holdsAll(text, words);
}

function latest(reached: ReadonlyMap<PeerId, number>): readonly [PeerId, number] | null {
  let most: readonly [PeerId, number] | null = null;
  for (const one of reached) if (most === null || one[1] > most[1]) most = one;
  return most;
}
