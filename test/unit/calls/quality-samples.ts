import type { Incoming, Outgoing, Path, Sample } from '../../../web/calls/quality-sample.ts';

const start = 1_800_000_000_000;

const path: Path = {
  route: 'direct',
  local: 'host',
  remote: 'srflx',
  protocol: 'udp',
  roundTripMs: 40,
};

/** Counters after so many seconds of 50 packets a second each way; `lost` of those to here never came. */
export function sampleAt(
  seconds: number,
  { lost = 0, lostShareThere = 0, roundTripMs = 40 } = {},
): Sample {
  const all = seconds * 50;
  const incoming: Incoming = {
    packets: all - lost,
    lost,
    bytes: (all - lost) * 80,
    jitterMs: 5,
    bufferedMs: seconds * 48_000 * 30,
    emitted: seconds * 48_000,
    codec: 'opus',
    picture: null,
  };
  const outgoing: Outgoing = {
    packets: all,
    bytes: all * 80,
    codec: 'opus',
    picture: null,
    limitation: null,
  };
  return {
    at: start + seconds * 1000,
    incoming: { audio: incoming, video: null },
    outgoing: { audio: outgoing, video: null },
    reported: {
      audio: { lost: 0, lostShare: lostShareThere, jitterMs: 7, roundTripMs: 42 },
      video: null,
    },
    path: { ...path, roundTripMs },
  };
}
