/**
 * Milliseconds to wait before retry `attempt` (0 is the first): anywhere
 * between `first` and a ceiling which doubles up to `most`, so that many phones
 * which lost the same thing don't come back in the same moment.
 */
export function backOff(attempt: number, first: number, most: number): number {
  const ceiling = Math.min(most, first * 2 ** Math.min(attempt + 1, 30));
  return first + Math.random() * (ceiling - first);
}

/** So many sign-ons fail before a broker counts as gone for longer: about three minutes. */
const patience = 60;

/**
 * Milliseconds to wait before sign-on `attempt` (0 is the first). A broker that was restarted has
 * everybody back within 5 s, and of 10 000 phones not half in the same second; another server
 * of the same broker has them sooner. One that stays away is asked less often.
 */
export function signOnIn(attempt: number): number {
  if (attempt >= patience) return between(5_000, 30_000);
  return between(500, attempt === 0 ? 3_500 : 4_500);
}

function between(least: number, most: number): number {
  return least + Math.random() * (most - least);
}

/** So many sign-ons of a phone whose own network came back are not drawn: about six seconds. */
const urgent = 6;

/**
 * The same for a phone whose own network came back, where no crowd comes with it: 0.1 s, doubled
 * each time, since a network may be there before it leads anywhere.
 */
export function backAgainIn(attempt: number): number {
  return attempt < urgent ? 100 * 2 ** attempt : signOnIn(attempt - urgent);
}
