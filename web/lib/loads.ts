import type { Clock } from './clock.ts';
import { Store, type Readable } from './store.ts';

/** So long after a part did not come, it is asked for once more; in ms. */
const again = 1_000;

/** A part of the app on its way here. */
export type Load = object;

const onTheirWay = new Store<ReadonlySet<Load>>(new Set());

/** What is loaded now, and has neither come nor failed. */
export const loads: Readable<ReadonlySet<Load>> = onTheirWay;

/** Loads a part of the app, as one of the `loads`. */
export async function loaded<T>(load: () => Promise<T>): Promise<T> {
  const one: Load = {};
  onTheirWay.update((all) => new Set([...all, one]));
  try {
    return await load();
  } finally {
    onTheirWay.update((all) => new Set([...all].filter((each) => each !== one)));
  }
}

/**
 * Loads a part of the app. Networks change: what does not come is asked for once more, a second
 * later. Rejects with the second error.
 */
export async function loadedTwice<T>(clock: Clock, load: () => Promise<T>): Promise<T> {
  try {
    return await loaded(load);
  } catch {
    await new Promise<void>((resolve) => void clock.after(again, resolve));
    return loaded(load);
  }
}
