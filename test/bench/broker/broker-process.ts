import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../server/support/free-port.ts';
import { resident } from '../processes.ts';
import { pinned } from './cores.ts';
import type { Door } from './orders.ts';

/** What is measured, and what it is measured against. */
export type Kind = 'Tincan' | 'PeerServer' | 'minimal relay';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const entries: Readonly<Record<Kind, string>> = {
  Tincan: file('../../../dist/server/main.js'),
  PeerServer: file('stock.mjs'),
  'minimal relay': file('minimal.mjs'),
};
/** As `npm start` and the unit run it. */
const manifest = readFileSync(file('../../../package.json'), 'utf8');
const nodeFlags = manifest.match(/"start": "exec node (.*) tools/)?.[1]?.split(' ') ?? [];
/** A name that this machine need not know: where `PUBLIC_URL` is set, `Origin` is looked at too. */
const host = 'phone.example';
/** After its garbage was collected a server gives memory back within this, in ms. */
const settlesWithin = 3_000;

/** A server in a process of its own, ready for phones. */
export class BrokerProcess {
  readonly door: Door;
  readonly pid: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, door: Door) {
    this.#child = child;
    this.pid = child.pid!;
    this.door = door;
  }

  static async start(
    kind: Kind,
    core: number | null,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<BrokerProcess> {
    const port = await freePort();
    const flags = kind === 'Tincan' ? nodeFlags : [];
    const node = [process.execPath, ...flags, '--expose-gc', '--import', file('collect.mjs')];
    const entry = [entries[kind], ...(kind === 'Tincan' ? [] : [String(port)])];
    const [program = '', ...args] = pinned(core, [...node, ...entry]);
    const child = spawn(program, args, {
      env: {
        PATH: process.env['PATH'],
        ...(kind === 'Tincan'
          ? { PORT: String(port), PUBLIC_URL: `https://${host}`, LOG_LEVEL: 'error', ...settings }
          : {}),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${kind} ended`)));
    await Promise.race([once(child.stdout, 'data'), ended]);
    ended.catch(() => undefined);
    child.stdout.resume();
    return new BrokerProcess(child, {
      port,
      path: kind === 'Tincan' ? '/broker/peerjs' : '/peerjs',
      host,
    });
  }

  /** Resident memory once the garbage is collected, in kB. */
  async memory(): Promise<number> {
    for (let turn = 0; turn < 2; turn++) {
      this.#child.kill('SIGUSR2');
      await new Promise((resolve) => setTimeout(resolve, settlesWithin / 2));
    }
    return resident(this.pid);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
