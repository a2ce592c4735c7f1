import { foundBusy, ringsHere, type CallId } from '../calls/call.ts';
import { noticesAfter, seenAfter, unseenOf, type Notice } from '../calls/notices.ts';
import { searchContacts } from '../contacts/contacts.ts';
import type { Contact } from '../contacts/contact.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { afterFrame } from '../lib/after-frame.ts';
import type { Kept } from '../lib/kept.ts';
import type { Outside, Shortcut } from '../lib/outside.ts';
import { Scope } from '../lib/scope.ts';
import type { System } from '../lib/system.ts';
import { appWords } from './app-words.ts';
import { formatNumber } from './formats.ts';
import { messageNotes, writerOf, writersAfter } from './message-notes.ts';
import { notesOf, ringsText } from './outside-notes.ts';
import { readRoute, routeHash } from './route.ts';
import type { Services } from './services.ts';
import { words } from './words.ts';

/** Android shows four shortcuts, and the first is everybody's. */
const mostFavourites = 3;

/**
 * Keeps title, badges, notifications and shortcuts in line with the phone, until the
 * returned function is called. `seenUntil` is the newest call that was seen in the recents.
 */
export async function tellOutside(
  services: Services,
  outside: Outside,
  seenUntil: Kept<number>,
): Promise<() => void> {
  const { phone, contacts, log, settings, system, conversations } = services;
  const scope = new Scope();
  let notices: ReadonlyMap<CallId, Notice> = new Map(
    (await outside.left()).map((call) => [call as CallId, 'missed']),
  );
  let writers: ReadonlySet<PeerId> = new Set();
  /** Calls that found this phone busy and of which the screen told. */
  let shown: ReadonlySet<CallId> = new Set();
  let due = false;

  function tell(): void {
    due = false;
    if (scope.closed) return;
    const visible = outside.visible.value;
    const recents = log.recents.value;
    const calls = phone.calls.value;
    const rings = [...calls.values()].find(ringsHere);
    if (visible && rings === undefined && showsRecents(system)) {
      void seenUntil.set(seenAfter(recents, seenUntil.value.value));
    }
    const unseen = unseenOf(recents, seenUntil.value.value);
    const busy = [...calls.values()].filter(foundBusy).map(({ id }) => id);
    shown = new Set(busy.filter((id) => visible || shown.has(id)));
    const others = new Map([...calls].filter(([id]) => !shown.has(id)));
    notices = noticesAfter(notices, others, unseen, visible);
    const sources = { ...settings.all.value, contacts: contacts.all.value, calls, recents };
    const written = conversations.value;
    writers = writersAfter(writers, written, visible);
    const { doNotDisturb } = settings.all.value;
    const messages = messageNotes(writers, written, sources.contacts, doNotDisturb);
    outside.notes(new Map([...notesOf(notices, sources), ...messages]));
    const unread = [...written.values()].reduce((sum, one) => sum + one.unread, 0);
    const count = unseen.length + unread;
    outside.badge(count);
    services.unseen.set(unseen.length);
    outside.shortcuts(favourites(contacts.all.value.values(), system.language));
    outside.title(
      rings ? appWords.titleRings(ringsText(sources, rings)) : titleAt(count, system.language),
    );
  }

  // A call that ends is written down right after: both are told as one. And the screen comes first.
  function soon(): void {
    if (!due && outside.visible.value) afterFrame(tell);
    else if (!due) queueMicrotask(tell);
    due = true;
  }

  for (const store of [
    phone.calls,
    log.recents,
    contacts.all,
    settings.all,
    system.hash,
    system.layer.top,
    outside.visible,
    conversations,
  ]) {
    scope.add(store.subscribe(soon));
  }
  scope.add(
    outside.listen({
      owns(note) {
        const writer = writerOf(note);
        return writer ? conversations.value.has(writer) : phone.calls.value.has(note as CallId);
      },
      press(press, call) {
        const writer = writerOf(call);
        if (writer) system.go(routeHash('messages', writer));
        else if (press === 'answer') phone.answer(call as CallId, 'voice');
        else if (press === 'decline') phone.decline(call as CallId);
        else if (!phone.calls.value.has(call as CallId)) system.go(routeHash('recents'));
      },
    }),
  );
  scope.add(() => outside.notes(new Map()));
  scope.add(() => outside.title(words.app));
  tell();
  return () => scope.close();
}

/** The list can be seen: no call covers it, and no person where there is room for one pane. */
function showsRecents({ hash, layer }: System): boolean {
  const { page, person } = readRoute(hash.value);
  const isOver = person !== null && !matchMedia('(min-width: 900px)').matches;
  return page === 'recents' && !isOver && layer.top.value === null;
}

function favourites(contacts: Iterable<Contact>, language: string): Shortcut[] {
  return searchContacts(contacts, '', language)
    .filter(({ favourite, blocked }) => favourite && !blocked)
    .slice(0, mostFavourites)
    .map(({ id, name }) => ({ name, hash: routeHash('contacts', id) }));
}

/** Of a page in which nothing rings. */
function titleAt(count: number, language: string): string {
  if (count === 0) return words.app;
  return appWords.titleMissed(formatNumber(count, language));
}
