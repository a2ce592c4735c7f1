import { present, type Device } from '../lib/device-list.ts';
import type { Tone } from './tones.ts';

/** The speakers the owner of this phone chose; null takes the system's choice. */
export interface OutputWishes {
  readonly speaker: string | null;
  /** Null rings where calls are heard. */
  readonly ringer: string | null;
}

/** Where calls are heard: the chosen speaker, while that is plugged in. */
export function callOutput(list: readonly Device[], { speaker }: OutputWishes): string | null {
  return present(list, 'speaker', speaker);
}

/** Where it rings: what was chosen for it, while that is plugged in, or else where calls are heard. */
export function ringOutput(list: readonly Device[], wishes: OutputWishes): string | null {
  return present(list, 'speaker', wishes.ringer) ?? callOutput(list, wishes);
}

/** Where a tone is played: it rings where its owner wants it to, the rest is heard like a call. */
export function outputFor(
  tone: Tone,
  list: readonly Device[],
  wishes: OutputWishes,
): string | null {
  return tone === 'ringtone' ? ringOutput(list, wishes) : callOutput(list, wishes);
}
