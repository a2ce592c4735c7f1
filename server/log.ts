import { pino, type Logger } from 'pino';
import type { Settings } from './settings.ts';

/** What the server's parts log to. IDs and addresses only at level debug, tokens never. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Writes JSON lines to stderr, at once, so that nothing is lost when the process ends. */
export function createLog(level: Settings['logLevel']): Log {
  return pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
}
