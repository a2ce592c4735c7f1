import { isMissed, type RecentCall } from '../calls/recent-call.ts';
import { formatLength } from './formats.ts';
import * as icons from './icons.ts';
import type { IconShapes } from './icon.ts';
import { words } from './words.ts';

/** A past call in a word, an icon, and what became of it. */
export interface RecentWords {
  readonly missed: boolean;
  readonly shapes: IconShapes;
  readonly text: string;
}

export function recentWords(call: RecentCall, language: string): RecentWords {
  const missed = isMissed(call);
  const shapes = missed ? icons.missed : icons[call.direction];
  const parts = [missed ? words.missed : words[call.direction], words.kind(call.kind)];
  if (call.talkedMs !== null) parts.push(formatLength(call.talkedMs, language));
  // A talk that ended as most do needs no word for it.
  if (call.reason === 'lost' || (call.talkedMs === null && !missed)) parts.push(outcome(call));
  return { missed, shapes, text: parts.join(' · ') };
}

/** Why it ended; whoever gave up here knows that it was not the other side. */
export function outcome({ reason }: RecentCall): string {
  return reason === 'cancelled' ? words.cancelled : words.ended(reason);
}
