import * as v from 'valibot';
import type { Clock } from '../lib/clock.ts';
import { Kept } from '../lib/kept.ts';
import { offers, type Offer } from '../lib/pwa.ts';
import type { Report } from '../lib/report.ts';
import type { Shelf } from '../lib/shelf.ts';
import { BrowserOutside } from './browser-outside.ts';
import type { BrowserPwa } from './browser-pwa.ts';
import { Versions } from './versions.ts';

/** All files of the app are fetched once more for the cache; whoever opens the phone goes first. */
const graceMs = 3_000;

const time = v.pipe(v.number(), v.finite());
const declinedOffers = v.array(v.picklist(offers));

/** What comes after the phone is usable; once for each page. */
export async function comeLate(pwa: BrowserPwa, shelf: Shelf, clock: Clock, report: Report) {
  const [seenUntil, declined] = await Promise.all([
    Kept.load({
      shelf,
      key: 'seen-until',
      parse: (record) => (v.is(time, record) ? record : null),
      first: clock.now(),
      report,
    }),
    Kept.load<readonly Offer[]>({
      shelf,
      key: 'declined',
      parse: (record) => (v.is(declinedOffers, record) ? record : null),
      first: [],
      report,
    }),
  ]);
  const versions = new Versions(report);
  pwa.begin(versions, declined);
  // In development files change under the cache.
  if (import.meta.env.PROD) whenIdle(clock, () => versions.begin());
  return { outside: new BrowserOutside(report), seenUntil };
}

function whenIdle(clock: Clock, task: () => void): void {
  clock.after(graceMs, () => {
    // Safari has none.
    if ('requestIdleCallback' in window) requestIdleCallback(task, { timeout: graceMs });
    else task();
  });
}
