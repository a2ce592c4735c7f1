import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { natsPassword, type Nats } from './nats.ts';
import { startServer, type ServerProcess } from './server-process.ts';

export const host = 'phone.example';

/** Where it listens: what it prints is the public URL. */
export type Node = ServerProcess & { readonly at: string };

export async function startNode(
  nats: Pick<Nats, 'url'>,
  flags: readonly string[] = [],
): Promise<Node> {
  const port = await freePort();
  const own = ['--port', String(port), '--public-url', `https://${host}/`];
  const server = await startServer([...own, ...flags], { env: { NATS_URL: nats.url } });
  return { ...server, at: `http://127.0.0.1:${port}/` };
}

export async function readiness(node: Node): Promise<string> {
  const response = await fetch(new URL('readyz', node.at));
  return `${response.status} ${await response.text()}`;
}

/** Waits until a node says so of itself. */
export async function says(node: Node, ready: string): Promise<void> {
  while ((await readiness(node)) !== ready) await setTimeout(50);
}

export const ready = '200 ready\n';
export const cutOff = '503 NATS is out of reach\n';
export const refused = '503 NATS refuses the user, password or token of NATS_URL\n';

export async function stop(node: Node): Promise<void> {
  node.kill('SIGINT');
  const { code, stderr } = await node.ended;
  assert.equal(code, 0);
  assert.ok(!stderr.includes(natsPassword));
}
