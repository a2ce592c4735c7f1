import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { findProgram, lackOf } from '../../../tools/programs.mjs';
import { freePort } from './free-port.ts';

/** Why there is no Caddy on this machine; null if there is one. */
export const caddyless: string | null = lackOf('caddy');

/** The name that stands in the files of `deploy/`. */
export const host = 'phone.example.org';

const program = findProgram('caddy') ?? 'caddy';
const look = 50;

/** A file of `deploy/`, by its name, and which address on this machine each of its own stands for. */
interface Setup {
  readonly file: string;
  readonly nodes: Readonly<Record<string, string>>;
}

/** A Caddy before these nodes, reached by the name `host` at 127.0.0.1. */
export interface Caddy {
  readonly url: string;
  readonly httpPort: number;
  /** Finds `host`, and takes the certificate that Caddy has made for it. */
  readonly agent: Agent;
  /** PEM of who has signed that; Caddy's own authority has signed this one in turn. */
  readonly intermediate: string;
  /** Resolves with its log. */
  stop(): Promise<string>;
}

/** Throws, with Caddy's words, if a file of `deploy/` is not as it should be. */
export function validate(file: string): void {
  execFileSync(program, ['validate', '--adapter', 'caddyfile', '--config', path(file)], {
    stdio: 'pipe',
  });
}

/**
 * Runs Caddy with a file of `deploy/` as it stands, but for what a test machine can't have: the
 * ports 80 and 443, certificates of a public authority, and the addresses of the nodes.
 */
export async function startCaddy({ file, nodes }: Setup): Promise<Caddy> {
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), 'tincan-caddy-'));
  const config = join(folder, 'caddy.json');
  writeFileSync(config, JSON.stringify(adapt(file, nodes, folder, httpPort, httpsPort)));
  const child = spawn(program, ['run', '--config', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: folder },
  });
  process.once('exit', () => child.kill('SIGKILL'));
  let told = '';
  child.stderr.on('data', (chunk) => (told += String(chunk)));
  const ended = once(child, 'close');
  const authority = join(folder, 'pki/authorities/local');
  while (!existsSync(join(authority, 'intermediate.key')) || !(await accepts(httpsPort))) {
    if (child.exitCode !== null) throw new Error(`Caddy has ended: ${told}`);
    await setTimeout(look);
  }
  const agent = new Agent({
    ca: readFileSync(join(authority, 'root.crt'), 'utf8'),
    lookup: (_name, { all }, found) => {
      if (all) found(null, [{ address: '127.0.0.1', family: 4 }]);
      else found(null, '127.0.0.1', 4);
    },
  });
  return {
    url: `https://${host}:${httpsPort}/`,
    httpPort,
    agent,
    intermediate: readFileSync(join(authority, 'intermediate.crt'), 'utf8'),
    async stop() {
      agent.destroy();
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true });
      return told;
    },
  };
}

interface Adapted {
  readonly apps: Readonly<Record<string, object>>;
  readonly logging?: object;
}

function adapt(
  file: string,
  nodes: Setup['nodes'],
  folder: string,
  httpPort: number,
  httpsPort: number,
): object {
  let text = execFileSync(program, ['adapt', '--adapter', 'caddyfile', '--config', path(file)], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  const stands = { '":443"': `"127.0.0.1:${httpsPort}"`, ...quoted(nodes) };
  for (const [there, here] of Object.entries(stands)) {
    if (!text.includes(there)) throw new Error(`${file} has no ${there}.`);
    text = text.replaceAll(there, here);
  }
  const { apps, logging } = JSON.parse(text) as Adapted;
  return {
    admin: { disabled: true },
    storage: { module: 'file_system', root: folder },
    logging,
    apps: {
      ...apps,
      http: { ...apps['http'], http_port: httpPort, https_port: httpsPort },
      tls: { automation: { policies: [{ issuers: [{ module: 'internal' }] }] } },
      pki: { certificate_authorities: { local: { install_trust: false } } },
    },
  };
}

function quoted(nodes: Setup['nodes']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(nodes).map(([there, here]) => [JSON.stringify(there), JSON.stringify(here)]),
  );
}

function path(file: string): string {
  return fileURLToPath(new URL(`../../../deploy/${file}`, import.meta.url));
}

/** True once it has a certificate for `host`; it takes connections before. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const there = { host: '127.0.0.1', port, servername: host, rejectUnauthorized: false };
    const socket = connect(there);
    socket.once('secureConnect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('secureConnect', () => socket.destroy());
  });
}
