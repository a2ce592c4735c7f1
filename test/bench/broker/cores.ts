import { availableParallelism } from 'node:os';
import { pathsOf, runs } from '../../../tools/path.mjs';

const find = (name: string) => pathsOf([name]).find(runs) ?? null;
const [taskset, chrt] = [find('taskset'), find('chrt')];

/** How many cores there are to measure on. */
export const cores = availableParallelism();

/**
 * The command that runs `command` on that core only, where there is such a core and `taskset`. With
 * `BENCH_REALTIME=1`, which takes root, it goes before all other work of the machine (sched(7), SCHED_RR).
 */
export function pinned(core: number | null, command: readonly string[]): readonly string[] {
  const first = process.env['BENCH_REALTIME'] === '1' && chrt !== null ? [chrt, '--rr', '1'] : [];
  const there = taskset !== null && core !== null && core < cores;
  return [...first, ...(there ? [taskset, '-c', String(core)] : []), ...command];
}
