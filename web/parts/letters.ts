import type { Contacts } from '../contacts/contacts.ts';
import { openPost } from '../contacts/open-post.ts';
import type { Scope } from '../lib/scope.ts';
import type { LettersOptions } from '../links/letters.ts';
import type { Post } from '../links/post.ts';
import { findWays } from '../platform/ice.ts';
import { localNote } from '../platform/local-note.ts';
import type { PeerJsLine } from '../platform/peerjs-line.ts';
import { whenDrawn } from '../platform/when-drawn.ts';

type LettersHere = Omit<LettersOptions, 'keys' | 'noted' | 'whenDrawn'> & {
  readonly line: PeerJsLine;
  readonly contacts: Contacts;
};

/** Letters are signed and sealed once it is known by which servers their connections find a way. */
export async function openLetters(
  scope: Scope,
  { line, contacts, ...here }: LettersHere,
): Promise<Post> {
  const { identity, clock, report } = here;
  await findWays(scope, { identity, line, clock, report });
  return openPost(scope, contacts, { ...here, noted: localNote('tincan-read', report), whenDrawn });
}
