/**
 * Milliseconds to wait before retry `attempt` (0 is the first): anywhere
 * between `first` and a ceiling which doubles up to `most`, so that many phones
 * which lost the same thing don't come back in the same moment.
 */
export function backOff(attempt: number, first: number, most: number): number {
  const ceiling = Math.min(most, first * 2 ** Math.min(attempt + 1, 30));
  return first + Math.random() * (ceiling - first);
}
