import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../../../tools/programs.mjs';

const program = findProgram('nats-server') ?? 'nats-server';
const setup = fileURLToPath(new URL('../../../deploy/nats.conf', import.meta.url));

/** Where one NATS of several stands, all on this machine. */
interface Place {
  readonly port: number;
  readonly httpPort: number;
  readonly clusterPort: number;
}

/** What an operator writes into the first lines. */
interface Own {
  readonly password: string;
  readonly clusterPassword: string;
  /** The cluster ports of all. */
  readonly routes: readonly number[];
}

/** Why NATS does not take `deploy/nats.conf`, with these lines of one's own or without; null if it does. */
export function troubleOf(own: Own | null): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-nats-'));
  const file = join(folder, 'nats.conf');
  const text = readFileSync(setup, 'utf8');
  writeFileSync(file, own === null ? text : filledIn(text, own));
  try {
    execFileSync(program, ['-t', '-c', file], { env: {}, stdio: 'pipe' });
    return null;
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A NATS of several. */
export interface NatsNode {
  readonly port: number;
  readonly httpPort: number;
  /** Waits until it has said so of itself, now or before. */
  tells(wanted: RegExp): Promise<void>;
  stop(): Promise<void>;
}

/** Runs NATS with `deploy/nats.conf` as it stands, but for addresses and ports. */
export async function startNats(place: Place, own: Own): Promise<NatsNode> {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-nats-'));
  const text = filledIn(readFileSync(setup, 'utf8'), own);
  writeFileSync(join(folder, 'nats.conf'), placed(text, place));
  const child = spawn(program, ['-c', join(folder, 'nats.conf')], {
    env: {},
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  let told = '';
  child.stderr.on('data', (chunk) => (told += String(chunk)));
  const tells = async (wanted: RegExp) => {
    while (!wanted.test(told)) {
      if (child.exitCode !== null) throw new Error(`NATS has ended: ${told}`);
      await Promise.race([once(child.stderr, 'data'), ended]);
    }
  };
  // It says that it is ready before it listens to the others, which may end it.
  await tells(/Listening for route connections/);
  const { port, httpPort } = place;
  return {
    port,
    httpPort,
    tells,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

function filledIn(text: string, { password, clusterPassword, routes }: Own): string {
  const urls = routes.map((port) => `nats://nats:${clusterPassword}@127.0.0.1:${port}`);
  const lines = { PASSWORD: password, CLUSTER_PASSWORD: clusterPassword, ROUTES: urls };
  return Object.entries(lines).reduce(
    (filled, [name, value]) =>
      swap(filled, new RegExp(`^#${name}: .*$`, 'm'), `${name}: ${JSON.stringify(value)}`),
    text,
  );
}

function placed(text: string, { port, httpPort, clusterPort }: Place): string {
  const listening = swap(text, /^listen: 127\.0\.0\.1:4222$/m, `listen: 127.0.0.1:${port}`);
  const watched = swap(listening, /^http: 127\.0\.0\.1:8222$/m, `http: 127.0.0.1:${httpPort}`);
  return swap(watched, /^ {2}listen: 0\.0\.0\.0:6222$/m, `  listen: 127.0.0.1:${clusterPort}`);
}

function swap(text: string, line: RegExp, by: string): string {
  if (!line.test(text)) throw new Error(`deploy/nats.conf has no line ${line.source}.`);
  return text.replace(line, by);
}

/** Speaks NATS's own language, in lines (docs.nats.io, “Client Protocol”). */
export class NatsClient {
  readonly #socket: Socket;
  #said = '';

  /** As the user of that name; what that comes to is the answer to the first PING. */
  constructor(port: number, user: string, password: string) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.setEncoding('utf8').on('data', (chunk) => (this.#said += String(chunk)));
    this.say(
      `CONNECT ${JSON.stringify({ verbose: false, pedantic: false, user, pass: password })}`,
    );
  }

  say(line: string): void {
    this.#socket.write(`${line}\r\n`);
  }

  /** Waits until one of these has come, and takes all up to its end. */
  async hears(wanted: RegExp): Promise<string> {
    for (;;) {
      const match = wanted.exec(this.#said);
      if (match) {
        this.#said = this.#said.slice(match.index + match[0].length);
        return match[0];
      }
      await once(this.#socket, 'data');
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}
