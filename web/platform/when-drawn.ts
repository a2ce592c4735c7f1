import { afterFrame } from '../lib/after-frame.ts';

/**
 * Runs `task` once what was changed so far is on the screen; at once in a hidden page, which draws
 * nothing, and whose timers may stand still for a minute.
 */
export function whenDrawn(task: () => void): void {
  if (document.visibilityState === 'hidden') task();
  else afterFrame(task);
}
