import * as v from 'valibot';
import type { Report } from '../lib/report.ts';
import { Kept } from '../lib/kept.ts';
import type { Shelf } from '../lib/shelf.ts';

/** How much this phone has carried for its friends. */
export interface Carried {
  readonly letters: number;
  readonly bytes: number;
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const schema = v.object({ letters: count, bytes: count });

/** What was counted so far, and is from now on. */
export function loadCarried(shelf: Shelf, report: Report): Promise<Kept<Carried>> {
  return Kept.load({ shelf, key: 'carried', parse, first: { letters: 0, bytes: 0 }, report });
}

function parse(record: unknown): Carried | null {
  const parsed = v.safeParse(schema, record);
  return parsed.success ? parsed.output : null;
}
