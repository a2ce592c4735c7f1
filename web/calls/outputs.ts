import type { Tone } from './tones.ts';

/** Where a tone is played: it rings where its owner wants it to, the rest is heard like a call. */
export function outputFor(
  tone: Tone,
  { speaker, ringer }: { readonly speaker: string | null; readonly ringer: string | null },
): string | null {
  return tone === 'ringtone' ? (ringer ?? speaker) : speaker;
}
