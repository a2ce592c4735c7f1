import type { Scope } from '../lib/scope.ts';
import { KeyBook } from '../links/key-book.ts';
import { Letters, type LettersOptions } from '../links/letters.ts';
import type { Post } from '../links/post.ts';
import type { Contacts } from './contacts.ts';

/** Who signs and seals; the keys of contacts stay with them. */
export function openPost(
  scope: Scope,
  contacts: Contacts,
  options: Omit<LettersOptions, 'keys'>,
): Post {
  const keys = new KeyBook(contacts);
  scope.add(contacts.all.subscribe(() => keys.review()));
  return new Letters({ ...options, keys });
}
