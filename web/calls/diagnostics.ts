import type { CallKind, Direction, EndReason } from './call.ts';
import type { Surroundings } from './quality.ts';
import type { Point } from './quality-points.ts';
import type { QualitySummary } from './quality-summary-schema.ts';

/** What a report is made of: nothing in it names a person, a device or an address. */
export interface DiagnosticsOf {
  readonly version: string;
  readonly surroundings: Surroundings;
  readonly call: {
    readonly direction: Direction;
    readonly kind: CallKind;
    readonly startedAt: number;
    /** Null while the call goes on. */
    readonly reason: EndReason | null;
    readonly talkedMs: number | null;
  };
  readonly quality: QualitySummary;
}

/** A plain text for whoever helps: English, one fact a line, without addresses, IDs and names. */
export function diagnostics({ version, surroundings, call, quality }: DiagnosticsOf): string {
  const { averages, route, local, remote, audioCodec, videoCodec, steps, points } = quality;
  return [
    `Tincan ${version}, diagnostics of a call`,
    `browser: ${surroundings.browser}, ${surroundings.system}`,
    `devices: ${surroundings.microphones} microphones, ${surroundings.cameras} cameras, ${surroundings.speakers} speakers`,
    `call: ${call.direction} ${call.kind}, ${minuteOf(call.startedAt)}`,
    `talked: ${call.talkedMs === null ? '-' : seconds(call.talkedMs)}`,
    `end: ${call.reason ?? 'goes on'}`,
    `route: ${route ?? '-'} (local ${local ?? '-'}, remote ${remote ?? '-'})`,
    `codecs: ${[audioCodec, videoCodec].map((one) => one ?? '-').join(', ')}`,
    '',
    'states:',
    ...steps.map(({ at, phase }) => `${seconds(at)} ${phase}`),
    '',
    'samples: seconds, MOS here, MOS there, round trip ms, jitter ms, lost % here, lost % there',
    `average, ${numbers(averages)}`,
    ...points.map((point) => `${seconds(point.at)}, ${numbers(point)}`),
    '',
  ].join('\n');
}

function numbers(point: Omit<Point, 'at'>): string {
  const { mine, theirs, roundTripMs, jitterMs, lost, lostThere } = point;
  return [
    fixed(mine, 2),
    fixed(theirs, 2),
    fixed(roundTripMs, 0),
    fixed(jitterMs, 1),
    fixed(lost && lost * 100, 1),
    fixed(lostThere && lostThere * 100, 1),
  ].join(', ');
}

function fixed(value: number | null, digits: number): string {
  return value === null ? '-' : value.toFixed(digits);
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

/** `2027-01-15 08:00 UTC`; whoever set the clock wrong gets a dash. */
function minuteOf(at: number): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '-';
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
