import type { CallId } from '../calls/call.ts';
import type { Sample } from '../calls/quality-sample.ts';
import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import type { MediaGate } from './media-gate.ts';

/** The counters of a call's connection; their parser is loaded with the first call. */
export async function sampleOf(
  media: MediaGate,
  id: CallId,
  clock: Clock,
  report: Report,
): Promise<Sample | null> {
  try {
    const [{ parseStats }, counters] = await Promise.all([
      import('./rtc-stats.ts'),
      media.stats(id),
    ]);
    return counters && parseStats(counters, clock.now());
  } catch (error) {
    report('the quality of a call was not measured', error);
    return null;
  }
}
