import type { System } from '../lib/system.ts';

/** What a click on a link back does: where it leads to the step before, that is taken back. */
export function stepBack(event: MouseEvent, system: System): void {
  // Another tab or window is left to the browser.
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!isPlain || !(event.currentTarget instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  system.goBack(event.currentTarget.hash.slice(1));
}
