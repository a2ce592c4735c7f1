import type { Call, CallId } from '../calls/call.ts';
import type { Notice } from '../calls/notices.ts';
import type { RecentCall } from '../calls/recent-call.ts';
import type { Contact } from '../contacts/contact.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Note } from '../lib/outside.ts';
import { appWords } from './app-words.ts';
import { routeHash } from './route.ts';
import { talkWords } from './talk-words.ts';
import { whoIs } from './who.ts';
import { words } from './words.ts';

/** What the words of a notification depend on. */
interface NoteSources {
  readonly contacts: ReadonlyMap<PeerId, Contact>;
  readonly calls: ReadonlyMap<CallId, Call>;
  readonly recents: readonly RecentCall[];
  /** Whether calls of strangers are shown without a sound. */
  readonly strangersSilent: boolean;
}

type Known = Pick<Call, 'peer' | 'claimedName' | 'kind'>;

/** The notifications in words. */
export function notesOf(
  notices: ReadonlyMap<CallId, Notice>,
  sources: NoteSources,
): ReadonlyMap<string, Note> {
  const notes = new Map<string, Note>();
  for (const [id, notice] of notices) {
    const call = sources.calls.get(id) ?? sources.recents.find((recent) => recent.id === id);
    if (call === undefined) continue;
    notes.set(id, notice === 'ring' ? ringNote(call, sources) : missedNote(call, sources));
  }
  return notes;
}

/** Somebody calls; a name that nobody verified is never the headline. */
export function ringsText({ contacts }: Pick<NoteSources, 'contacts'>, { peer }: Known): string {
  const { contact } = whoIs(contacts, peer, null);
  return contact ? appWords.rings(contact.name) : talkWords.unknownCaller;
}

function ringNote(call: Known, sources: NoteSources): Note {
  return {
    kind: 'ring',
    title: ringsText(sources, call),
    body: bodyOf(call, sources, talkWords.incomingKind(call.kind)),
    silent: sources.strangersSilent && isStranger(call, sources),
    unread: 0,
    hash: routeHash('recents'),
    actions: [
      { action: 'answer', title: talkWords.answer },
      { action: 'decline', title: talkWords.decline },
    ],
  };
}

function missedNote(call: Known, sources: NoteSources): Note {
  const { contact } = whoIs(sources.contacts, call.peer, null);
  return {
    kind: 'missed',
    title: contact ? appWords.missedFrom(contact.name) : appWords.missedUnknown,
    body: bodyOf(call, sources, words.kind(call.kind)),
    // It rang already.
    silent: true,
    unread: 0,
    hash: routeHash('recents'),
    actions: [],
  };
}

function bodyOf(call: Known, sources: NoteSources, kind: string): string {
  const { claimedName } = call;
  if (!isStranger(call, sources) || claimedName === null) return kind;
  return `${talkWords.claims(claimedName)} · ${kind}`;
}

function isStranger({ peer }: Known, { contacts }: NoteSources): boolean {
  return whoIs(contacts, peer, null).contact === null;
}
