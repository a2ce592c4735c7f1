import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const fromSources = [process.execPath, '--import', 'tsx', 'server/main.ts'];

const children = new Set<ChildProcessWithoutNullStreams>();
process.once('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/** How a server process ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A server in a process of its own. */
export interface ServerProcess {
  /** As printed, e.g. `http://localhost:41234/`. */
  readonly url: string;
  readonly port: number;
  kill(signal: NodeJS.Signals): void;
  /** Settles once it has written something to stderr. */
  readonly warned: Promise<unknown>;
  readonly ended: Promise<Outcome>;
}

type Environment = Readonly<Record<string, string>>;

interface Start {
  readonly env?: Environment;
  readonly command?: readonly string[];
  /** For how long it runs at most, in ms. */
  readonly life?: number;
}

/** Starts the server on a free port and waits for its URL. */
export async function startServer(
  flags: readonly string[] = [],
  { env = {}, command = fromSources, life }: Start = {},
): Promise<ServerProcess> {
  const child = launch([...command, '--port', '0', ...flags], env, life);
  const ended = outcomeOf(child);
  const warned = once(child.stderr, 'data');
  const url = await Promise.race([
    firstLine(child),
    ended.then(({ stderr }) => Promise.reject(new Error(`The server ended: ${stderr}`))),
  ]);
  const port = Number(new URL(url).port);
  return { url, port, kill: (signal) => child.kill(signal), warned, ended };
}

/** Runs the server until it ends by itself; one that starts after all is ended, with code null. */
export function runServer(
  flags: readonly string[],
  env: Environment = {},
  command: readonly string[] = fromSources,
): Promise<Outcome> {
  const child = launch([...command, ...flags], env);
  child.stdout.once('data', (chunk) => {
    if (String(chunk).startsWith('Tincan is ready')) child.kill('SIGKILL');
  });
  return outcomeOf(child);
}

function launch(
  [program = '', ...args]: readonly string[],
  env: Environment,
  life = 600_000,
): ChildProcessWithoutNullStreams {
  const child = spawn(program, args, {
    cwd: root,
    // Most tests speak to the broker as guests, which needs no key.
    env: { PATH: process.env['PATH'], ALLOW_GUESTS: 'true', ...env },
    // One that a failed test left running would keep the tests from ending.
    timeout: life,
    killSignal: 'SIGKILL',
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

async function firstLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    const url = /^Tincan is ready: (\S+)$/m.exec(text)?.[1];
    if (url !== undefined && text.endsWith('\n')) return url;
  }
  // It ended without a URL; its outcome says why.
  return new Promise(() => undefined);
}

async function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
