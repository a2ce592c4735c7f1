import { deepAll } from './deep.ts';

/** Puts everything where it comes to rest. */
export function endMotion(): void {
  for (const element of deepAll()) {
    for (const animation of element.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
    }
  }
}
