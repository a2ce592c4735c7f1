import { opinionScore } from './e-model.ts';
import type {
  Codec,
  Incoming,
  Limitation,
  Outgoing,
  Path,
  Picture,
  Reported,
  Sample,
} from './quality-sample.ts';

/** One kind of media in one direction, between two samples. */
export interface Flow {
  readonly kbps: number;
  /** Share of packets that never came, 0–1. */
  readonly lost: number | null;
  readonly jitterMs: number | null;
  readonly codec: Codec | null;
  readonly picture: Picture | null;
}

/** What one side gets of the other. */
export interface Reception {
  readonly audio: Flow | null;
  readonly video: Flow | null;
  /** Estimated mean opinion score of the sound, 1–4.5. */
  readonly score: number | null;
}

/** How a call went between two samples. */
export interface Reading {
  /** Ms since 1970. */
  readonly at: number;
  readonly roundTripMs: number | null;
  readonly path: Path | null;
  /** What arrives here. */
  readonly mine: Reception;
  /** What arrives at the other side, as it reports itself. */
  readonly theirs: Reception;
  readonly limitation: Limitation | null;
}

/** An Opus packet holds 20 ms of sound before it can leave. */
const packetMs = 20;

/** The rates between two samples of one connection; nothing of what did not flow meanwhile. */
export function readingOf(before: Sample, after: Sample): Reading {
  const seconds = (after.at - before.at) / 1000;
  const roundTripMs =
    after.path?.roundTripMs ??
    after.reported.audio?.roundTripMs ??
    after.reported.video?.roundTripMs ??
    null;
  const flows = (kind: 'audio' | 'video') => {
    const sent = sentFlow(before.outgoing[kind], after.outgoing[kind], seconds);
    return {
      mine: receivedFlow(before.incoming[kind], after.incoming[kind], seconds),
      theirs: sent && arrival(before, after, kind, sent),
    };
  };
  const [audio, video] = [flows('audio'), flows('video')];
  const waited = waitedMs(before.incoming.audio, after.incoming.audio);
  const score = (flow: Flow | null, bufferMs: number | null): number | null => {
    if (flow?.lost == null || roundTripMs === null) return null;
    // A jitter buffer that can't be seen holds about twice the jitter.
    const buffer = bufferMs ?? 2 * (flow.jitterMs ?? 0);
    return opinionScore({ delayMs: roundTripMs / 2 + buffer + packetMs, lost: flow.lost });
  };
  return {
    at: after.at,
    roundTripMs,
    path: after.path,
    mine: { audio: audio.mine, video: video.mine, score: score(audio.mine, waited) },
    theirs: { audio: audio.theirs, video: video.theirs, score: score(audio.theirs, null) },
    limitation: video.theirs && (after.outgoing.video?.limitation ?? null),
  };
}

function receivedFlow(
  before: Incoming | null,
  after: Incoming | null,
  seconds: number,
): Flow | null {
  if (!after) return null;
  const packets = after.packets - (before?.packets ?? 0);
  // Counters that went back are those of another connection.
  if (packets <= 0 || seconds <= 0) return null;
  // Late packets are taken off the lost ones again, so the difference may be negative.
  const lost = Math.max(0, after.lost - (before?.lost ?? 0));
  const { jitterMs, codec, picture } = after;
  return {
    kbps: kbps(after.bytes - (before?.bytes ?? 0), seconds),
    lost: lost / (packets + lost),
    jitterMs,
    codec,
    picture,
  };
}

function sentFlow(
  before: Outgoing | null,
  after: Outgoing | null,
  seconds: number,
): Omit<Flow, 'lost' | 'jitterMs'> | null {
  if (!after || seconds <= 0 || after.packets - (before?.packets ?? 0) <= 0) return null;
  const { codec, picture } = after;
  return { kbps: kbps(after.bytes - (before?.bytes ?? 0), seconds), codec, picture };
}

/** What was sent, with what the other side said of its arrival. */
function arrival(
  before: Sample,
  after: Sample,
  kind: 'audio' | 'video',
  sent: Omit<Flow, 'lost' | 'jitterMs'>,
): Flow {
  const report = after.reported[kind];
  const lost = report && (report.lostShare ?? lostSince(before, report, after, kind));
  return { ...sent, lost, jitterMs: report?.jitterMs ?? null };
}

function lostSince(before: Sample, report: Reported, after: Sample, kind: 'audio' | 'video') {
  const lost = report.lost - (before.reported[kind]?.lost ?? 0);
  const sent = (after.outgoing[kind]?.packets ?? 0) - (before.outgoing[kind]?.packets ?? 0);
  return Math.min(1, Math.max(0, lost) / Math.max(1, sent));
}

/** How long sound waited to be played, on average, in ms. */
function waitedMs(before: Incoming | null, after: Incoming | null): number | null {
  const emitted = (after?.emitted ?? 0) - (before?.emitted ?? 0);
  if (!after || emitted <= 0) return null;
  return Math.max(0, after.bufferedMs - (before?.bufferedMs ?? 0)) / emitted;
}

function kbps(bytes: number, seconds: number): number {
  return Math.max(0, (bytes * 8) / 1000 / seconds);
}
