import type { ToastEvent } from './events.ts';

/** Tells something from an element, also when that is part of the page no longer: what takes long outlives its screen. */
export function tell(from: Element, toast: ToastEvent): void {
  if (from.isConnected) from.dispatchEvent(toast);
  else document.querySelector('tin-app')?.show(toast);
}
