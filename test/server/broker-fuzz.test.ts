import fc from 'fast-check';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { BrokerClient, isOffer, offer } from './support/broker-client.ts';
import { startServer, type ServerProcess } from './support/server-process.ts';

const victimId = 'victim';
const words = ['OFFER', 'ANSWER', 'CANDIDATE', 'LEAVE', 'EXPIRE', 'OPEN', 'ERROR', 'ID-TAKEN'];
const strange = fc.anything({ withNullPrototype: true, maxDepth: 3 });

/** Something like a message, each part of it sometimes wrong. */
const nearly = fc
  .record(
    {
      type: fc.oneof(fc.constantFrom(...words, 'HEARTBEAT', '__proto__', 'constructor'), strange),
      dst: fc.oneof(fc.constantFrom(victimId, 'attacker', 'nobody', '', '__proto__'), strange),
      src: fc.oneof(fc.constant(victimId), strange),
      payload: fc.oneof(fc.object(), strange),
      __proto__: strange,
    },
    { requiredKeys: [] },
  )
  .map((message) => write(message));

const nested = fc
  .record({ depth: fc.integer({ min: 1, max: 15_000 }), open: fc.constantFrom('[', '{"a":') })
  .map(({ depth, open }) => {
    const deep = open.repeat(depth) + '1' + (open === '[' ? ']' : '}').repeat(depth);
    return `{"type":"OFFER","dst":"${victimId}","payload":${deep}}`.slice(0, 65_000);
  });

const polluting = fc.constantFrom(
  `{"__proto__":{"type":"OFFER","dst":"${victimId}","payload":{}}}`,
  `{"type":"OFFER","dst":"${victimId}","payload":{"__proto__":{"polluted":true}}}`,
  `{"type":"OFFER","dst":"${victimId}","payload":{"toJSON":"x","constructor":{"prototype":1}}}`,
  `{"type":"toString","dst":"__proto__"}`,
  'null',
  '[]',
  '"OFFER"',
  '1e999',
);

const frame = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.json(),
  fc.uint8Array({ maxLength: 300 }),
  polluting,
  { arbitrary: nearly, weight: 4 },
  nested,
);

function write(value: unknown): string {
  try {
    return JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'bigint' ? String(inner) : inner,
    );
  } catch {
    return '{}';
  }
}

let server: ServerProcess;
before(async () => {
  server = await startServer();
});
after(async () => {
  server.kill('SIGTERM');
  const { code, stderr } = await server.ended;
  assert.equal(code, 0);
  assert.equal(stderr, '');
});

test('2 000 frames of any kind harm nobody', async () => {
  const [ann, victim] = await Promise.all([
    BrokerClient.open(server.url, 'ann'),
    BrokerClient.open(server.url, victimId),
  ]);
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 100, maxLength: 100 }), async (frames) => {
      const attacker = await BrokerClient.open(server.url, 'attacker');
      for (const text of frames) attacker.socket.send(text);
      // A mark of its own behind them: then all of them have been read.
      attacker.send(offer('attacker', 'mark'));
      await attacker.next(isOffer('mark'));
      const name = `round ${round++}`;
      ann.send(offer(victimId, name));
      const { src } = await victim.next(isOffer(name));
      assert.equal(src, 'ann');
      for (const { type, src, payload } of victim.inbox.splice(0)) {
        assert.ok(['OFFER', 'ANSWER', 'CANDIDATE', 'LEAVE'].includes(type), type);
        assert.equal(src, 'attacker');
        if (type !== 'LEAVE') assert.equal(typeof payload, 'object');
      }
      attacker.socket.terminate();
      await attacker.closed;
    }),
    { numRuns: 20, endOnFailure: true },
  );
});

test('no request line brings it down', async () => {
  const target = fc.oneof(
    fc.webPath(),
    fc.webQueryParameters().map((query) => `/broker/peerjs?${query}`),
    fc.constantFrom(
      '//',
      '///broker/peerjs',
      '*',
      'http://[',
      '/broker/peerjs?%',
      '/%',
      '/broker/%',
    ),
  );
  const ask = (line: string) =>
    new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => resolve()).on('close', () => resolve());
      socket.once('data', () => socket.destroy());
      const headers =
        'Host: x\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
      socket.write(
        `GET ${line} HTTP/1.1\r\n${headers}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      );
    });
  await fc.assert(fc.asyncProperty(target, ask), { numRuns: 200, endOnFailure: true });
  assert.equal((await fetch(new URL('healthz', server.url))).status, 200);
});

test('a connection that breaks during its handshake harms nobody', async () => {
  for (const path of ['/broker/peerjs?key=peerjs&id=x&token=y', '/elsewhere']) {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(
      `GET ${path} HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nHost: x\r\n\r\n`,
    );
    socket.resetAndDestroy();
  }
  assert.equal((await fetch(new URL('healthz', server.url))).status, 200);
});
