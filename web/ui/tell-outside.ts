import { ringsHere, type CallId } from '../calls/call.ts';
import { noticesAfter, seenAfter, unseenOf, type Notice } from '../calls/notices.ts';
import type { Kept } from '../lib/kept.ts';
import type { Outside } from '../lib/outside.ts';
import { Scope } from '../lib/scope.ts';
import { appWords } from './app-words.ts';
import { notesOf, ringsText } from './outside-notes.ts';
import { readRoute, routeHash } from './route.ts';
import type { Services } from './services.ts';
import { words } from './words.ts';

/**
 * Keeps title, badge and notifications in line with the phone, until the
 * returned function is called. `seenUntil` is the newest call that was seen in the recents.
 */
export async function tellOutside(
  services: Services,
  outside: Outside,
  seenUntil: Kept<number>,
): Promise<() => void> {
  const { phone, contacts, log, settings, system } = services;
  const scope = new Scope();
  let notices: ReadonlyMap<CallId, Notice> = new Map(
    (await outside.left()).map((call) => [call as CallId, 'missed']),
  );
  let due = false;

  function tell(): void {
    due = false;
    if (scope.closed) return;
    const visible = outside.visible.value;
    const recents = log.recents.value;
    const calls = phone.calls.value;
    const rings = [...calls.values()].find(ringsHere);
    if (visible && rings === undefined && readRoute(system.hash.value).page === 'recents') {
      void seenUntil.set(seenAfter(recents, seenUntil.value.value));
    }
    const unseen = unseenOf(recents, seenUntil.value.value);
    notices = noticesAfter(notices, calls, unseen, visible);
    const sources = { ...settings.all.value, contacts: contacts.all.value, calls, recents };
    outside.notes(notesOf(notices, sources));
    outside.badge(unseen.length);
    outside.title(
      rings
        ? appWords.titleRings(ringsText(sources, rings))
        : titleAt(unseen.length, system.language),
    );
  }

  // A call that ends is written down right after: both are told as one.
  function soon(): void {
    if (!due) queueMicrotask(tell);
    due = true;
  }

  for (const store of [
    phone.calls,
    log.recents,
    contacts.all,
    settings.all,
    system.hash,
    outside.visible,
  ]) {
    scope.add(store.subscribe(soon));
  }
  scope.add(
    outside.listen({
      owns: (call) => phone.calls.value.has(call as CallId),
      press(press, call) {
        if (press === 'answer') phone.answer(call as CallId, 'voice');
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

/** Of a page in which nothing rings. */
function titleAt(missed: number, language: string): string {
  if (missed === 0) return words.app;
  return appWords.titleMissed(new Intl.NumberFormat(language).format(missed));
}
