import { ByHand, type ByHandOptions } from '../links/by-hand.ts';
import { RtcHandPath } from './rtc-hand-path.ts';

/** Connects this phone by hand, once. */
export function handHere(options: Omit<ByHandOptions, 'path'>): ByHand {
  return new ByHand({ ...options, path: () => new RtcHandPath() });
}
