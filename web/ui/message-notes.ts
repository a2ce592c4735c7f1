import type { Contact } from '../contacts/contact.ts';
import { isPeerId, type PeerId } from '../identity/peer-id.ts';
import type { Note } from '../lib/outside.ts';
import type { Conversation } from '../messages/conversation.ts';
import { gistOf } from './gist.ts';
import { messageWords } from './message-words.ts';
import { routeHash } from './route.ts';
import { whoIs } from './who.ts';

const prefix = 'from-';

/** Whose messages have a notification: who wrote while nobody saw the page, until somebody has read it. */
export function writersAfter(
  before: ReadonlySet<PeerId>,
  conversations: ReadonlyMap<PeerId, Conversation>,
  visible: boolean,
): ReadonlySet<PeerId> {
  const unread = [...conversations.values()].filter((one) => one.unread > 0);
  const told = unread.filter(({ peer }) => !visible || before.has(peer));
  return new Set(told.map(({ peer }) => peer));
}

/** The notifications of these conversations in words; none is heard by whom nobody is to disturb. */
export function messageNotes(
  writers: ReadonlySet<PeerId>,
  conversations: ReadonlyMap<PeerId, Conversation>,
  contacts: ReadonlyMap<PeerId, Contact>,
  silent: boolean,
): ReadonlyMap<string, Note> {
  const notes = new Map<string, Note>();
  for (const peer of writers) {
    const { last = null, unread = 0 } = conversations.get(peer) ?? {};
    if (last === null) continue;
    const title = whoIs(contacts, peer, null).name;
    // What came late may stand before what was written here.
    const body = last.mine ? messageWords.fresh : gistOf(last);
    const hash = routeHash('messages', peer);
    notes.set(prefix + peer, { kind: 'message', title, body, silent, unread, hash, actions: [] });
  }
  return notes;
}

/** Whose conversation a notification is about; null if it is about a call. */
export function writerOf(note: string): PeerId | null {
  const peer = note.startsWith(prefix) ? note.slice(prefix.length) : null;
  return isPeerId(peer) ? peer : null;
}
