import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { findProgram, lackOf } from '../../../tools/programs.mjs';
import { freePort } from './free-port.ts';

/** Why there is no NATS on this machine; null if there is. */
export const natsless: string | null = lackOf('nats-server');

const user = 'tincan';
/** What must stand in no log. */
export const natsPassword = 'hunter2';

/** A NATS server at a port of its own, to be killed and started again. */
export class Nats {
  readonly port: number;
  #child: ChildProcess | null = null;

  private constructor(port: number) {
    this.port = port;
  }

  /** Takes a port, at which nobody listens before `start`. */
  static async create(): Promise<Nats> {
    return new Nats(await freePort());
  }

  get url(): string {
    return `nats://${user}:${natsPassword}@127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async start(flags: readonly string[] = []): Promise<void> {
    const child = spawn(
      findProgram('nats-server') ?? 'nats-server',
      [
        '-a',
        '127.0.0.1',
        '-p',
        String(this.port),
        '--user',
        user,
        '--pass',
        natsPassword,
        ...flags,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    process.once('exit', () => child.kill('SIGKILL'));
    this.#child = child;
    let said = '';
    for await (const chunk of child.stderr.iterator({ destroyOnReturn: false })) {
      said += String(chunk);
      if (said.includes('Server is ready')) break;
    }
    if (!said.includes('Server is ready')) throw new Error(`NATS ended: ${said}`);
    child.stderr.resume();
  }

  async kill(): Promise<void> {
    if (this.#child === null || this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}
