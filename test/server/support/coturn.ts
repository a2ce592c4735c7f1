import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram, lackOf } from '../../../tools/programs.mjs';

const settings = fileURLToPath(new URL('../../../deploy/turnserver.conf', import.meta.url));

/** Why there is no TURN server on this machine; null if there is one. */
export const turnless: string | null = lackOf('turnserver');

interface Place {
  /** Where it listens and relays. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly secret: string;
  /** What comes before the command, as to run it in another network. */
  readonly within?: readonly string[];
}

/** Runs coturn as `deploy/turnserver.conf` has it; the returned function ends it. */
export function startCoturn({ addresses, port, secret, within = [] }: Place): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-turn-'));
  const [program = '', ...args] = [
    ...within,
    findProgram('turnserver') ?? 'turnserver',
    ...['-c', settings, '--static-auth-secret', secret, '--listening-port', String(port)],
    ...addresses.flatMap((address) => ['--listening-ip', address, '--relay-ip', address]),
    ...['--userdb', join(folder, 'turndb'), '--pidfile', join(folder, 'pid')],
    ...['--log-file', join(folder, 'log'), '--simple-log'],
  ];
  const child = spawn(program, args, { cwd: folder, stdio: 'ignore' });
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true });
  };
}
