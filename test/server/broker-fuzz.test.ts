import fc from 'fast-check';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { BrokerClient, isOffer, offer } from './support/broker-client.ts';
import { Neighbours } from './support/neighbours.ts';
import { startServer, type ServerProcess } from './support/server-process.ts';
import { writeJson } from './support/write-json.ts';

/** How many inputs of each kind; 100 000 in all. */
const rounds = { first: 4, rest: 78 };
const framesEach = 1_000;
const brokenSockets = { first: 200, rest: 7_800 };
const requests = { first: 200, rest: 9_800 };
/** Of those that are in the way of nobody who is not from the same address. */
const addresses = 12;
/** Connections at once. */
const atOnce = 24;

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
  .map((message) => writeJson(message));

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

/** One WebSocket frame (RFC 6455, section 5.2), mostly with something wrong about it. */
const rawFrame = fc
  .record({
    fin: fc.boolean(),
    reserved: fc.constantFrom(0, 0, 0, 1, 4, 7),
    opcode: fc.oneof(fc.constantFrom(0, 1, 1, 1, 2, 8, 9, 10), fc.nat(15)),
    masked: fc.constantFrom(true, true, true, false),
    length: fc.constantFrom('true', 'true', 'short', 'long', 'huge'),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(
        Buffer.from('{"type":"HEARTBEAT"}'),
        Buffer.from([0xc3, 0x28]),
        Buffer.from([0xed, 0xa0, 0x80]),
        Buffer.from([0x03, 0xe7]),
        Buffer.alloc(0),
      ),
    ),
  })
  .map(({ fin, reserved, opcode, masked, length, payload }) => {
    const mask = masked ? 0x80 : 0;
    const head = [(fin ? 0x80 : 0) | (reserved << 4) | opcode];
    if (length === 'huge') head.push(mask | 127, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
    else if (length === 'long') head.push(mask | 126, 0xff, 0xff);
    else if (length === 'short') head.push(mask | (payload.length >> 1 && 1));
    else if (payload.length < 126) head.push(mask | payload.length);
    else head.push(mask | 126, payload.length >> 8, payload.length & 0xff);
    return Buffer.concat([Buffer.from(head), Buffer.alloc(masked ? 4 : 0), payload]);
  });

const handshake =
  'HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

/** A client that signs on, and then says what is no WebSocket. */
const brokenSocket = fc.oneof(
  fc.array(rawFrame, { minLength: 1, maxLength: 12 }).map((frames) => Buffer.concat(frames)),
  fc.uint8Array({ minLength: 1, maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  // A message in parts without end.
  fc
    .integer({ min: 1, max: 3_000 })
    .map((parts) =>
      Buffer.concat([
        Buffer.from([0x01, 0x81, 0, 0, 0, 0, 0x7b]),
        ...new Array<Buffer>(parts).fill(Buffer.from([0x00, 0x81, 0, 0, 0, 0, 0x20])),
      ]),
    ),
);

const headerName = fc.constantFrom(
  ...['Host', 'Origin', 'Upgrade', 'Connection', 'Content-Length', 'Transfer-Encoding', 'Cookie'],
  ...['Authorization', 'X-Forwarded-For', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version', 'Expect'],
  ...[
    'Sec-WebSocket-Extensions',
    'Sec-WebSocket-Protocol',
    '__proto__',
    'Range',
    'Accept-Encoding',
  ],
);
const headerValue = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 60 }),
  fc.constantFrom('websocket', 'Upgrade', 'chunked', '-1', '9e99', 'null', '100-continue', '13'),
  fc.constantFrom(
    'bytes=0-',
    'bytes=9-1,1-9',
    'Bearer x',
    'permessage-deflate; x="',
    '::1, x',
    ',',
  ),
  fc.integer({ min: 1, max: 20_000 }).map((length) => 'x'.repeat(length)),
);

/** A request, or nearly one. */
const request = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 600 }).map((bytes) => Buffer.from(bytes)),
  fc
    .record({
      method: fc.constantFrom('GET', 'GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'CONNECT', 'X'),
      target: fc.oneof(
        fc.webPath(),
        fc.webQueryParameters().map((query) => `/broker/peerjs?${query}`),
        fc.constantFrom(
          '//',
          '///broker/peerjs',
          '*',
          'http://[',
          '/%',
          '/broker/%',
          '/%00',
          '/..%2f',
        ),
        fc.constantFrom('/broker/peerjs?%', '/broker/peerjs/id', '/api/ice', '/metrics', '/share'),
        fc.constantFrom('/healthz', '/readyz', '/index.html', '/assets/../../package.json', ''),
      ),
      headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 8 }),
      end: fc.constantFrom('\r\n\r\n', '\r\n\r\n', '\r\n', '\n\n', ''),
      body: fc.string({ unit: 'binary', maxLength: 60 }),
    })
    .map(({ method, target, headers, end, body }) => {
      const lines = [`${method} ${target} HTTP/1.1`, ...headers.map((one) => one.join(': '))];
      return Buffer.from(`${lines.join('\r\n')}${end}${body}`);
    }),
  fc
    .webQueryParameters()
    .map((query) => Buffer.from(`GET /broker/peerjs?${query} ${handshake}{"type":"OFFER"}`)),
);

let server: ServerProcess;
let url: string;
before(async () => {
  const collect = `data:text/javascript,process.on('SIGUSR2',()=>gc())`;
  const node = [process.execPath, '--expose-gc', '--import', 'tsx', '--import', collect];
  // All of it takes a minute, on a busy machine two.
  server = await startServer([], { command: [...node, 'server/main.ts'], life: 10 * 60_000 });
  url = `http://127.0.0.1:${server.port}/`;
});
after(async () => {
  server.kill('SIGTERM');
  const { code, stderr } = await server.ended;
  assert.equal(code, 0);
  assert.equal(stderr, '');
});

let turn = 0;
function anAddress(): string {
  return `127.0.3.${1 + (turn++ % addresses)}`;
}

function dial(): Socket {
  const socket = connect({ port: server.port, host: '127.0.0.1', localAddress: anAddress() });
  return socket.on('error', () => undefined);
}

/** Says it, and resolves when the server has closed the connection. */
function say(bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = dial();
    socket.on('close', () => resolve()).resume();
    socket.end(bytes);
  });
}

/** Says that many inputs, each by a connection of its own, some at once. */
async function sayEach(inputs: fc.Arbitrary<Buffer>, count: number): Promise<void> {
  const chunk = 200;
  for (let said = 0; said < count; said += chunk) {
    const left = fc.sample(inputs, chunk);
    const speak = async () => {
      for (let bytes = left.pop(); bytes; bytes = left.pop()) await say(bytes);
    };
    await Promise.all(Array.from({ length: atOnce }, speak));
  }
}

function sayBroken(count: number): Promise<void> {
  let client = 0;
  const inputs = brokenSocket.map((bytes) => {
    const query = `key=peerjs&id=broken-${client++ % atOnce}&token=broken`;
    return Buffer.concat([Buffer.from(`GET /broker/peerjs?${query} ${handshake}`), bytes]);
  });
  return sayEach(inputs, count);
}

/** The inputs are megabytes, which the test runner can't take from a test; the seed makes them again. */
function tellBriefly<T>({
  failed,
  seed,
  counterexamplePath,
  errorInstance,
}: fc.RunDetails<T>): void {
  if (!failed) return;
  throw new Error(`seed ${seed}, path ${counterexamplePath}`, { cause: errorInstance });
}

/** Sends frames of any kind, and looks at what comes of them at somebody else. */
async function sendFrames(victim: BrokerClient, numRuns: number): Promise<void> {
  const frames = fc.array(frame, { minLength: framesEach, maxLength: framesEach });
  await fc.assert(
    fc.asyncProperty(frames, async (batch) => {
      // One alone would say more than anybody may.
      const localAddress = anAddress();
      const id = `attacker-${turn}`;
      const attacker = await BrokerClient.open(url, id, 'token', { localAddress });
      for (const text of batch) attacker.socket.send(text);
      // A mark of its own behind them: then all of them have been read.
      attacker.send(offer(id, 'mark'));
      await attacker.next(isOffer('mark'));
      for (const { type, src, payload } of victim.inbox.splice(0)) {
        assert.ok(['OFFER', 'ANSWER', 'CANDIDATE', 'LEAVE'].includes(type), type);
        // It may be read after the mark of whoever said it; none of them names another one.
        assert.match(src ?? '', /^attacker-\d+$/);
        if (type !== 'LEAVE') assert.equal(typeof payload, 'object');
      }
      attacker.socket.terminate();
      await attacker.closed;
    }),
    { numRuns, endOnFailure: true, reporter: tellBriefly },
  );
}

/** Bytes that the server holds after it has thrown away what it can, by its own figures. */
async function memory(): Promise<number> {
  server.kill('SIGUSR2');
  const figures = await (await fetch(new URL('metrics', url))).text();
  const sum = ['nodejs_heap_size_used_bytes', 'nodejs_external_memory_bytes'].map((name) =>
    Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(figures)?.[1]),
  );
  return sum.reduce((a, b) => a + b);
}

/** Connections that have begun to say something, each another thing. */
function unfinished(): Socket[] {
  const signOn = 'GET /broker/peerjs?key=peerjs&id=unfinished&token=t ';
  return ['', 'G', 'GET / HTTP/1.1\r\nX: ', signOn, `${signOn}${handshake}\x01`].map((begun) => {
    const socket = dial();
    socket.write(begun);
    return socket;
  });
}

test('100 000 inputs of any kind, while others talk, and the memory is what it was', async () => {
  const victim = await BrokerClient.open(url, victimId);
  const neighbours = await Neighbours.meet(url);
  // What is made once is there after the first of each kind.
  await sendFrames(victim, rounds.first);
  await sayBroken(brokenSockets.first);
  await sayEach(request, requests.first);
  let before = await memory();
  for (let at = 0; at < 3; at++) before = Math.min(before, await memory());

  const open = Array.from({ length: 20 }, unfinished).flat();
  await sendFrames(victim, rounds.rest);
  await sayBroken(brokenSockets.rest);
  await sayEach(request, requests.rest);
  for (const socket of open) socket.destroy();

  const { longest } = await neighbours.part();
  assert.ok(longest < 5_000, `a message and its answer took ${longest} ms`);
  const inputs =
    (rounds.first + rounds.rest) * framesEach +
    [brokenSockets, requests].reduce((sum, { first, rest }) => sum + first + rest, 0);
  assert.equal(inputs, 100_000);

  // Who spoke is counted for some seconds more.
  const until = performance.now() + 60_000;
  let now = await memory();
  while (now > 1.1 * before && performance.now() < until) {
    await setTimeout(500);
    now = await memory();
  }
  assert.ok(now <= 1.1 * before, `${now} bytes instead of ${before}`);
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
