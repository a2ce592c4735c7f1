import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { BrokerClient, isOffer, offer } from './support/broker-client.ts';
import { PhoneKey } from './support/phone-key.ts';
import { startServer, type ServerProcess } from './support/server-process.ts';

const proxied = '203.0.113.77';
const secrets = {
  metrics: 'the-token-of-the-metrics',
  turn: 'the-secret-of-the-relay',
  guest: 'the-token-of-a-guest',
};

const folder = mkdtempSync(join(tmpdir(), 'tincan-log-'));
after(() => rmSync(folder, { recursive: true }));

/** A server with a bug, there when it is called for: it quotes what a client sent. */
function buggy(words: string): readonly string[] {
  const module = join(folder, `${randomUUID()}.mjs`);
  const error = `new Error(${JSON.stringify(words)})`;
  writeFileSync(module, `process.on('SIGUSR2', () => { throw ${error}; });`);
  return [process.execPath, '--import', 'tsx', '--import', module, 'server/main.ts'];
}

/** All that clients do, good and bad; returns what they named: IDs, and tokens. */
async function traffic({ port }: ServerProcess): Promise<{ ids: string[]; tokens: string[] }> {
  const url = `http://127.0.0.1:${port}/`;
  const { host } = new URL(url);
  const from = { headers: { 'x-forwarded-for': proxied } };
  const phone = new PhoneKey();
  const other = new PhoneKey();
  const tokens = [
    phone.token(host),
    other.token(host),
    other.token(host, 1),
    other.token('elsewhere.example'),
    phone.iceToken(host),
    ...Object.values(secrets),
  ];
  const [good = '', second = '', old = '', elsewhere = '', ice = ''] = tokens;
  const ids = [phone.id, other.id, 'guest-of-the-house', 'nobody-at-all'];

  const ann = await BrokerClient.open(url, phone.id, good, from);
  const ben = await BrokerClient.open(url, other.id, second, from);
  const guest = await BrokerClient.open(url, 'guest-of-the-house', secrets.guest, from);
  for (const token of [good, old, elsewhere, 'nothing']) {
    const refused = new BrokerClient(url, phone.id, token, from);
    await refused.next(({ type }) => type === 'ERROR');
    await refused.closed;
  }
  const thief = new BrokerClient(url, 'guest-of-the-house', 'another', from);
  await thief.next(({ type }) => type === 'ID-TAKEN');
  const foreign = new BrokerClient(url, phone.id, secrets.guest, { ...from, origin: 'null' });
  await foreign.closed;

  ann.send(offer(other.id, 'hello'));
  await ben.next(isOffer('hello'));
  ann.send(offer('nobody-at-all', 'hello'));
  await ann.next(({ type }) => type === 'EXPIRE');
  for (const headers of [
    { authorization: `Bearer ${ice}` },
    { authorization: `Bearer ${ice}` },
    { authorization: `Bearer ${secrets.metrics}` },
  ]) {
    for (const path of [
      'api/ice',
      'metrics',
      `broker/%?token=${secrets.guest}`,
      `%00${phone.id}`,
    ]) {
      await (await fetch(new URL(path, url), { headers })).text();
    }
  }

  // Clients that break.
  ben.socket.send('x'.repeat(70_000));
  await ben.closed;
  guest.socket.terminate();
  await guest.closed;
  const invalid = await BrokerClient.open(url, 'guest-of-the-house', secrets.guest, from);
  invalid.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
  await invalid.closed;
  const query = `key=peerjs&id=guest-of-the-house&token=${secrets.guest}`;
  for (const rest of [
    '\r\n',
    `Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
    '\x00\xff\r\n\r\n',
  ]) {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(`GET /broker/peerjs?${query} HTTP/1.1\r\nHost: x\r\n${rest}`);
    socket.resetAndDestroy();
  }
  return { ids, tokens };
}

async function logOf(level: string): Promise<{ log: string; ids: string[]; tokens: string[] }> {
  const words = `${new PhoneKey().id} from ${proxied} with token=${secrets.guest}`;
  const flags = [
    '--log-level',
    level,
    '--trust-proxy',
    'loopback',
    '--turn-urls',
    'turn:relay.example',
  ];
  const server = await startServer(flags, {
    command: buggy(words),
    env: { METRICS_TOKEN: secrets.metrics, TURN_SECRET: secrets.turn },
  });
  const { ids, tokens } = await traffic(server);
  server.kill('SIGUSR2');
  const { code, stderr } = await server.ended;
  assert.equal(code, 1);
  const lines = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: number; msg: string });
  const last = lines.at(-1);
  assert.deepEqual([last?.level, last?.msg], [60, 'A bug ends the server']);
  return { log: stderr, ids: [...ids, words.slice(0, 20)], tokens };
}

describe('the log', { concurrency: true }, () => {
  test('at level info says what happens, and names nobody', async () => {
    const { log, ids, tokens } = await logOf('info');
    assert.match(log, /"stack":" {4}at /);
    for (const named of [...ids, ...tokens, proxied, '127.0.0.1', '::1']) {
      assert.ok(!log.toLowerCase().includes(named.toLowerCase()), named);
    }
  });

  test('at level debug names IDs and addresses, and no token', async () => {
    const { log, ids, tokens } = await logOf('debug');
    for (const named of [...ids.filter((id) => id !== 'nobody-at-all'), proxied]) {
      assert.ok(log.includes(named), named);
    }
    for (const token of tokens) assert.ok(!log.includes(token), token);
  });

  test('at level info counts refusals when the server ends', async () => {
    const server = await startServer(['--log-level', 'info']);
    const refused = new BrokerClient(server.url, new PhoneKey().id, 'nothing');
    await refused.closed;
    server.kill('SIGINT');
    const { stderr } = await server.ended;
    assert.match(stderr, /"refused":\{"token":1\}/);
  });
});
