import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { after, test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { BrokerSocket, type Lobby } from '../../server/broker-socket.ts';
import { openDoor } from '../../server/door.ts';
import { nobodyWatches } from '../../server/observer.ts';
import { Rounds } from '../../server/rounds.ts';

const server = new WebSocketServer({
  port: 0,
  host: '127.0.0.1',
  WebSocket: BrokerSocket,
  autoPong: false,
});
const lobby: Lobby = { observer: nobodyWatches, clients: new Set() };
await once(server, 'listening');
after(() => server.close());

/** Both ends of a connection. */
async function connect(
  autoPong: boolean,
  { rests = [], hearsBeats = true }: { rests?: number[]; hearsBeats?: boolean } = {},
): Promise<{ here: BrokerSocket; there: WebSocket }> {
  const { port } = server.address() as AddressInfo;
  const connected = once(server, 'connection') as Promise<[BrokerSocket, IncomingMessage]>;
  const there = new WebSocket(`ws://127.0.0.1:${port}/`, { autoPong });
  const [[here, request]] = await Promise.all([connected, once(there, 'open')]);
  const visit = await openDoor.enter(request);
  assert.ok('frame' in visit);
  here.enter({ ...visit, takeRest: () => rests.shift() ?? 0 }, lobby, request.socket);
  here.listen(
    'someone',
    { message: () => here.emit('heard'), closed: () => undefined },
    hearsBeats,
  );
  return { here, there };
}

test('a client of which nothing is heard from one look to the next is cut off', async () => {
  const { here, there } = await connect(false);
  here.look();
  await once(there, 'ping');
  assert.equal(there.readyState, there.OPEN);
  here.look();
  await once(there, 'close');
});

test('a client that answers stays', async () => {
  const { here, there } = await connect(true);
  for (let at = 0; at < 3; at++) {
    const pong = once(here, 'pong');
    here.look();
    await pong;
  }
  assert.equal(there.readyState, there.OPEN);
  there.terminate();
});

test('a client that says something stays', async () => {
  const { here, there } = await connect(false);
  for (let at = 0; at < 3; at++) {
    const heard = once(here, 'heard');
    here.look();
    there.send('{"type":"HEARTBEAT"}');
    await heard;
  }
  assert.equal(there.readyState, there.OPEN);
  there.terminate();
});

test('a page, which sees no pings, hears at each look that the broker is there, in the same write', async () => {
  const { here, there } = await connect(true);
  const line = (there as unknown as { readonly _socket: Socket })._socket;
  const chunks: Buffer[] = [];
  line.on('data', (chunk: Buffer) => chunks.push(chunk));
  const heard = once(there, 'message') as Promise<[Buffer]>;
  here.look();
  const [data] = await heard;
  assert.equal(data.toString(), '{"type":"HEARTBEAT"}');
  // The heads of two frames take two bytes each.
  assert.deepEqual(
    chunks.map(({ length }) => length),
    [2 + 2 + data.length],
  );
  there.terminate();
});

test('a guest, whose PeerJS knows of no beats, hears none', async () => {
  const { here, there } = await connect(true, { hearsBeats: false });
  there.on('message', () => assert.fail('a beat'));
  for (let at = 0; at < 2; at++) {
    const pong = once(here, 'pong');
    here.look();
    await pong;
  }
  there.terminate();
});

test('a client that has to rest is read no further, and nothing it says is lost', async () => {
  const { here, there } = await connect(true, { rests: [50] });
  const heard = once(here, 'heard');
  there.send('{"type":"HEARTBEAT"}');
  await heard;
  assert.ok(here.isPaused);
  let later = 0;
  here.on('heard', () => later++);
  for (let at = 0; at < 3; at++) there.send('{"type":"HEARTBEAT"}');
  while (later < 3) await once(here, 'heard');
  assert.ok(!here.isPaused);
  there.terminate();
});

test('a ping is answered, unless something waits to be read', async () => {
  const { here, there } = await connect(true);
  const answered = once(there, 'pong');
  there.ping('one');
  assert.deepEqual(await answered, [Buffer.from('one')]);
  there.pause();
  while (here.bufferedAmount < 500_000) here.send('x'.repeat(60_000));
  const waiting = here.bufferedAmount;
  const asked = once(here, 'ping');
  there.ping('two');
  await asked;
  assert.ok(here.bufferedAmount <= waiting);
  there.terminate();
});

test('a round visits everybody once, few at a time', (t) => {
  const visits = new Map<number, number>();
  const rounds = new Rounds<number>(3_600_000, (member) => {
    visits.set(member, (visits.get(member) ?? 0) + 1);
  });
  t.after(() => rounds.stop());
  const groups = Array.from({ length: 800 }, (_, member) => rounds.join(member));
  rounds.leave(7, groups[7] ?? -1);
  for (let turn = 0; turn < 80; turn++) {
    const before = visits.size;
    rounds.turn();
    assert.ok(visits.size - before <= 10);
  }
  assert.equal(visits.size, 799);
  assert.ok(!visits.has(7));
  assert.ok([...visits.values()].every((times) => times === 1));
});
