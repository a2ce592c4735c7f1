import type { Readable } from './store.ts';

/**
 * What lies over the page and goes away by the back button, as a call does on a
 * phone: a step of its own in the history, without an address of its own.
 */
export interface Layer {
  /** The name of what the current step of the history shows over the page, or null. */
  readonly top: Readable<string | null>;
  /** Makes it so; none takes its step back, and leaves none behind. */
  cover(name: string | null): void;
  /**
   * Lays a dialog over all that is there, with a step of its own; `left` is called once the user
   * left that step. What is returned takes the step back, if it is still there.
   */
  over(left: () => void): () => void;
}
