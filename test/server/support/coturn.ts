import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram, lackOf } from '../../../tools/programs.mjs';

const deploy = (file: string) => fileURLToPath(new URL(`../../../deploy/${file}`, import.meta.url));
export const settings = deploy('turnserver.conf');

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
export function startCoturn({ addresses, port, secret, within }: Place): () => Promise<void> {
  const args = ['-c', settings, '--static-auth-secret', secret, ...at(addresses, port)];
  return run(args, within).stop;
}

interface Contained {
  readonly port: number;
  /** What it finds as its settings. */
  readonly settings: string;
}

/** Runs coturn as `deploy/compose.yaml` does, at 127.0.0.1. */
export function startContained({ port, settings }: Contained): Running {
  const compose = readFileSync(deploy('compose.yaml'), 'utf8');
  const command = /^  coturn:\n(?:    .*\n)*?    command:\s*(\[[^\]]*\])/m.exec(compose)?.[1] ?? '';
  const args = Array.from(command.matchAll(/'([^']*)'/g), ([, arg = '']) =>
    arg === '/etc/coturn/turnserver.conf' ? settings : arg,
  );
  return run([...args, ...at(['127.0.0.1'], port)]);
}

function at(addresses: readonly string[], port: number): string[] {
  return [
    ...['--listening-port', String(port)],
    ...addresses.flatMap((address) => ['--listening-ip', address, '--relay-ip', address]),
  ];
}

interface Running {
  /** Resolves once it has written this to stdout. */
  wrote(text: string): Promise<void>;
  stop(): Promise<void>;
}

function run(flags: readonly string[], within: readonly string[] = []): Running {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-turn-'));
  const [program = '', ...args] = [
    ...within,
    findProgram('turnserver') ?? 'turnserver',
    ...flags,
    ...['--userdb', join(folder, 'turndb'), '--pidfile', join(folder, 'pid')],
  ];
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  let written = '';
  child.stdout.on('data', (chunk) => (written += String(chunk)));
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    async wrote(text) {
      const over = ended.then(() => true);
      while (!written.includes(text)) {
        const isOver = await Promise.race([once(child.stdout, 'data').then(() => false), over]);
        if (isOver) throw new Error(`coturn ended: ${written}`);
      }
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
