import type { Call } from './call.ts';

/**
 * True for a call that is over and whose reason its user should read. An
 * incoming call nobody took here leaves only an entry in the recents.
 */
export function hasToldEnd({ phase, direction }: Call): boolean {
  if (phase.kind !== 'ended') return false;
  if (direction === 'outgoing' || phase.since !== null) return true;
  return phase.reason === 'lost' || phase.reason === 'hung-up';
}
