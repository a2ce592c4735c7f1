import type { LitElement } from 'lit';
import { isLive } from '../calls/call.ts';
import { loadedTwice } from '../lib/loads.ts';
import { ToastEvent } from './events.ts';
import type { Services } from './services.ts';
import { words } from './words.ts';

let asked = 0;

/**
 * Opens a dialog once it is loaded, unless whoever asked for it went on meanwhile: to another page
 * or dialog, into a call or out of one. What can't be loaded is told where `from` stands.
 */
export async function openLate<T>(
  from: EventTarget,
  services: Services,
  load: () => Promise<T>,
  open: (loaded: T) => void,
): Promise<void> {
  const ask = ++asked;
  const place = placeOf(services);
  let loaded: T;
  try {
    loaded = await loadedTwice(services.clock, load);
  } catch {
    from.dispatchEvent(new ToastEvent(words.partRefused));
    return;
  }
  if (ask === asked && placeOf(services) === place) open(loaded);
}

/** Puts a dialog over everything in `host` until it is closed. */
export function putOver(host: LitElement, dialog: HTMLElement): void {
  dialog.addEventListener('close', () => dialog.remove());
  host.renderRoot.append(dialog);
}

/** The same as long as the same page is shown, in the same call. */
function placeOf({ system, phone }: Services): string {
  const calls = [...phone.calls.value.values()].filter(isLive);
  return [system.hash.value, system.layer.top.value, ...calls.map(({ id }) => id)].join(' ');
}
