import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Arrival, Delay, Flood, Orders, Pace, Wait, Work } from './orders.ts';
import { pinned } from './cores.ts';

const generator = fileURLToPath(new URL('generator.ts', import.meta.url));

type Reply = { readonly value: unknown } | { readonly error: string };

/** The load generator, in a process of its own. */
export class Crowd implements Orders {
  readonly #child: ChildProcess;

  /** On that core, or wherever there is time. */
  constructor(core: number | null) {
    const [program = '', ...args] = pinned(core, [process.execPath, '--import', 'tsx', generator]);
    this.#child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  }

  signOn(order: Arrival, pids: readonly number[] = []): Promise<Work> {
    return this.#ask('signOn', order, pids) as Promise<Work>;
  }

  flood(order: Flood, pids: readonly number[]): Promise<Work> {
    return this.#ask('flood', order, pids) as Promise<Work>;
  }

  pace(order: Pace): Promise<Delay> {
    return this.#ask('pace', order) as Promise<Delay>;
  }

  wait(order: Wait, pids: readonly number[]): Promise<Work> {
    return this.#ask('wait', order, pids) as Promise<Work>;
  }

  async watch(name: string, within: number): Promise<void> {
    await this.#ask('watch', name, within);
  }

  async leave(name: string): Promise<void> {
    await this.#ask('leave', name);
  }

  stop(): void {
    this.#child.disconnect();
  }

  #ask(kind: keyof Orders, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error('The load generator ended'));
      this.#child.once('exit', ended);
      this.#child.once('message', (reply: Reply) => {
        this.#child.off('exit', ended);
        if ('error' in reply) reject(new Error(`${kind}: ${reply.error}`));
        else resolve(reply.value);
      });
      this.#child.send([kind, args]);
    });
  }
}
