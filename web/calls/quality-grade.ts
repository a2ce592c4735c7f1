import type { Reception } from './quality-reading.ts';

/** Bars of a connection: 4 is as good as it gets, 1 is weak, 0 next to nothing. */
export type Grade = 0 | 1 | 2 | 3 | 4;

/** The last grades, newest last, and the one that is shown. */
export interface GradeTrack {
  readonly shown: Grade | null;
  readonly last: readonly Grade[];
}

export const ungraded: GradeTrack = { shown: null, last: [] };

/** Scores of R = 80, 70, 60 and 50, the borders of user satisfaction in ITU-T G.107, Annex B. */
const scores = [4.03, 3.6, 3.1, 2.58];
/** Shares of a picture's packets, lost for good, from which it breaks up more and more. */
const losses = [0.02, 0.05, 0.1, 0.2];

/** One reading of this many and it is believed: bad news sooner than good. */
const toFall = 2;
const toRise = 3;

/** The bars of what one side gets: of its sound, or of its picture where that is worse; null if nothing flowed. */
export function gradeOf({ score, video }: Reception): Grade | null {
  if (score === null) return null;
  const sound = scores.filter((border) => score >= border).length;
  const lost = video?.lost ?? 0;
  const picture = losses.filter((border) => lost < border).length;
  return Math.min(sound, picture) as Grade;
}

/**
 * The first grade is shown at once, unless it is weak: a call begins busily. After it the shown one
 * falls after two readings and rises after three.
 */
export function follow(track: GradeTrack, grade: Grade | null): GradeTrack {
  if (grade === null) return track;
  if (track.shown === null) {
    const [before] = track.last;
    if (before === undefined && isWeak(grade)) return { shown: null, last: [grade] };
    return { shown: Math.max(before ?? grade, grade) as Grade, last: [...track.last, grade] };
  }
  const last = [...track.last, grade].slice(-toRise);
  const [falling, rising] = [last.slice(-toFall), last];
  const { shown } = track;
  if (falling.length === toFall && falling.every((one) => one < shown)) {
    return { shown: Math.max(...falling) as Grade, last };
  }
  if (rising.length === toRise && rising.every((one) => one > shown)) {
    return { shown: Math.min(...rising) as Grade, last };
  }
  return { shown, last };
}

/** True where talking gets hard. */
export function isWeak(grade: Grade | null): boolean {
  return grade !== null && grade <= 1;
}
