import { plainSymbols } from '../identity/peer-id.ts';
import { wordsOf } from '../lib/search-text.ts';
import type { Contact } from './contact.ts';

/** A text somebody looks for, ready to be compared. */
export interface Search {
  readonly words: readonly string[];
  /** The same text read as the beginning of an ID. */
  readonly symbols: string;
}

/** The text taken apart; one without words finds everybody. */
export function readSearch(text: string): Search {
  return { words: wordsOf(text), symbols: plainSymbols(text) };
}

/** True if every word begins some word of the name, or the whole begins the ID. */
export function isFound(contact: Contact, { words, symbols }: Search): boolean {
  if (words.length === 0) return true;
  if (contact.id.startsWith(symbols)) return true;
  const names = wordsOf(contact.name);
  return words.every((word) => names.some((name) => name.startsWith(word)));
}
