import { readdirSync, readFileSync } from 'node:fs';
import { rest } from './rest.ts';

/** Clock ticks a second (sysconf _SC_CLK_TCK on every Linux of today). */
const ticksPerSecond = 100;

function statOf(pid: number): { readonly parent: number; readonly ticks: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

/**
 * A process and each of its descendants, by process ID: processor time so far, in clock ticks
 * (proc(5), utime + stime).
 */
function family(root: number): ReadonlyMap<number, number> {
  const stats = new Map<number, ReturnType<typeof statOf>>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      stats.set(Number(name), statOf(Number(name)));
    } catch {
      // The process ended while the list was read.
      continue;
    }
  }
  const belongs = (pid: number): boolean => {
    if (pid === root) return true;
    const parent = stats.get(pid)?.parent;
    return parent !== undefined && parent > 1 && belongs(parent);
  };
  const mine = [...stats].filter(([pid]) => belongs(pid));
  return new Map(mine.map(([pid, { ticks }]) => [pid, ticks]));
}

/**
 * Processor seconds of a process and all its descendants during the next `seconds`. One that ends
 * meanwhile does not count: what it used before must not be taken off the others.
 */
export async function used(root: number, seconds: number): Promise<number> {
  const before = family(root);
  await rest(seconds);
  const after = family(root);
  const ticks = [...after].reduce((sum, [pid, now]) => sum + now - (before.get(pid) ?? 0), 0);
  return ticks / ticksPerSecond;
}

/** Processor seconds of that one process so far. */
export function spent(pid: number): number {
  return statOf(pid).ticks / ticksPerSecond;
}

/** Resident memory of that one process, in kB (proc(5), VmRSS). */
export function resident(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** The processes in which Chromium has its pages, as their command lines tell. */
export const pagesOnly = /--type=renderer/;

/**
 * Memory of a process and all its descendants, in MB; what they share counts once (proc(5), Pss). Where
 * it is given, only of those whose command line is like that.
 */
export function memory(root: number, kind = /^/): number {
  const kilobytes = [...family(root).keys()].map((pid) => {
    try {
      if (!kind.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) return 0;
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
    } catch {
      // It ended while the others were read.
      return 0;
    }
  });
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1_000;
}
