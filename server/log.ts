import { pino, type Logger } from 'pino';
import type { Settings } from './settings.ts';

/** What the server's parts log to. IDs and addresses only at level debug or trace, tokens never. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

/** Writes JSON lines to stderr, at once, so that nothing is lost when the process ends. */
export function createLog(level: Settings['logLevel']): Log {
  const isOpen = level === 'debug' || level === 'trace';
  const serializers = { err: (error: unknown) => read(error, isOpen) };
  return pino({ level, base: null, serializers }, pino.destination({ fd: 2, sync: true }));
}

/** An error by where it comes from. Its message may quote what a client sent, so only debug and trace have it. */
function read(error: unknown, isOpen: boolean) {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    code: 'code' in error ? error.code : undefined,
    message: isOpen ? withoutTokens(error.message) : undefined,
    stack: error.stack?.match(/^ {4}at .*$/gm)?.join('\n'),
  };
}

/** Tokens are in the query of a sign-on and in the `Authorization` of a request, and long. */
function withoutTokens(message: string): string {
  return message.replace(/\b(token=|Bearer )[^&\s"']*/gi, '$1…').replace(/[\w-]{100,}/g, '…');
}
