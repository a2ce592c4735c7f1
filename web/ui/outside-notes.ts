import type { Call, CallId } from '../calls/call.ts';
import type { Notice } from '../calls/notices.ts';
import type { RecentCall } from '../calls/recent-call.ts';
import type { Contact } from '../contacts/contact.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Note } from '../lib/outside.ts';
import { appWords } from './app-words.ts';
import { words } from './words.ts';

/** What the words of a notification depend on. */
export interface NoteSources {
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
  const contact = contacts.get(peer);
  return contact ? appWords.rings(contact.name) : words.unknownCaller;
}

function ringNote(call: Known, sources: NoteSources): Note {
  return {
    kind: 'ring',
    title: ringsText(sources, call),
    body: bodyOf(call, sources, words.incomingKind(call.kind)),
    silent: sources.strangersSilent && !sources.contacts.has(call.peer),
    actions: [
      { action: 'answer', title: words.answer },
      { action: 'decline', title: words.decline },
    ],
  };
}

function missedNote(call: Known, sources: NoteSources): Note {
  const contact = sources.contacts.get(call.peer);
  return {
    kind: 'missed',
    title: contact ? appWords.missedFrom(contact.name) : appWords.missedUnknown,
    body: bodyOf(call, sources, words.kind(call.kind)),
    // It rang already.
    silent: true,
    actions: [],
  };
}

function bodyOf({ peer, claimedName }: Known, { contacts }: NoteSources, kind: string): string {
  if (contacts.has(peer) || claimedName === null) return kind;
  return `${words.claims(claimedName)} · ${kind}`;
}
