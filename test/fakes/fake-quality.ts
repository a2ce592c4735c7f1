import type { CallId } from '../../web/calls/call.ts';
import type { Quality, QualityService, Surroundings } from '../../web/calls/quality.ts';
import type { Grade } from '../../web/calls/quality-grade.ts';
import type { Point } from '../../web/calls/quality-points.ts';
import type { Reading } from '../../web/calls/quality-reading.ts';
import type { QualitySummary } from '../../web/calls/quality-summary-schema.ts';
import { summarise } from '../../web/calls/quality-summary.ts';
import { Store } from '../../web/lib/store.ts';

/** Quality as the test says it is. */
export class FakeQuality implements QualityService {
  readonly all = new Store<ReadonlyMap<CallId, Quality>>(new Map());

  surroundings(): Promise<Surroundings> {
    return Promise.resolve({
      browser: 'Chromium 156',
      system: 'Linux',
      microphones: 1,
      cameras: 1,
      speakers: 0,
    });
  }

  put(id: CallId, quality: Quality): void {
    this.all.update((all) => new Map(all).set(id, quality));
  }
}

const start = 1_800_000_000_000;

/** A reading of a connection with nothing wrong, or with everything wrong that can be. */
export function someReading(how: 'good' | 'weak', at = start): Reading {
  const good = how === 'good';
  const audio = {
    kbps: 33.4,
    lost: good ? 0.001 : 0.18,
    jitterMs: good ? 4 : 61,
    codec: 'opus',
    picture: null,
  } as const;
  const video = {
    kbps: good ? 1_420 : 96,
    lost: good ? 0 : 0.12,
    jitterMs: good ? 6 : 70,
    codec: 'VP8',
    picture: { width: good ? 1280 : 320, height: good ? 720 : 180, fps: good ? 30 : 7 },
  } as const;
  return {
    at,
    roundTripMs: good ? 38 : 640,
    path: {
      route: good ? 'direct' : 'relayed',
      local: good ? 'srflx' : 'relay',
      remote: 'host',
      protocol: 'udp',
      roundTripMs: good ? 38 : 640,
    },
    mine: { audio, video, score: good ? 4.37 : 2.1 },
    theirs: { audio, video, score: good ? 4.39 : 3.4 },
    limitation: good ? 'none' : 'bandwidth',
  };
}

/** Two minutes of a call, with a dip in the middle. */
const somePoints: readonly Point[] = Array.from({ length: 60 }, (_, index) => {
  const dip = Math.max(0, 1 - Math.abs(index - 34) / 8);
  return {
    at: index * 2_000,
    mine: 4.38 - 1.9 * dip,
    theirs: 4.3 - 0.5 * dip,
    roundTripMs: 40 + Math.round(300 * dip),
    jitterMs: 4 + 30 * dip,
    lost: 0.12 * dip,
    lostThere: 0.02 * dip,
  };
});

export function someQuality(how: 'good' | 'weak'): Quality {
  const grades: readonly [Grade, Grade] = how === 'good' ? [4, 4] : [1, 2];
  return {
    mine: grades[0],
    theirs: grades[1],
    reading: someReading(how),
    points: somePoints,
    steps: [
      { at: 0, phase: 'connecting' },
      { at: 310, phase: 'talking' },
    ],
  };
}

export function someSummary(): QualitySummary {
  const summary = summarise(someQuality('good'));
  if (!summary) throw new Error('Nothing was measured');
  return summary;
}
