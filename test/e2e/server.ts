import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The built server as a child process on a free port. */
export class Server {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  static async start(
    port = 0,
    build = 'dist',
    settings: Readonly<Record<string, string>> = {},
  ): Promise<Server> {
    const child = spawn(process.execPath, [`${build}/server/main.js`], {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        LOG_LEVEL: 'error',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) {
      const url = /https?:\/\/\S+/.exec(line)?.[0];
      // Chromium takes “localhost” for a secure origin, as it does 127.0.0.1.
      if (url) return new Server(url.replace('127.0.0.1', 'localhost').replace(/\/$/, ''), child);
    }
    throw new Error('The server ended before it accepted connections.');
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill(signal);
    await ended;
  }
}
