import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { Seats } from '../../server/seats.ts';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
const seats = new Seats(
  (socket) => socket.send('seated'),
  () => undefined,
);
server.on('connection', (socket, request) => {
  const id = new URL(request.url ?? '', 'http://x').searchParams.get('id') ?? '';
  seats.admit(id, { kind: 'signed' }, socket, request);
});
await once(server, 'listening');
after(() => server.close());

async function sit(id: string, autoPong: boolean): Promise<WebSocket> {
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/?id=${id}`, { autoPong });
  await once(socket, 'message');
  return socket;
}

test('a client that does not answer a ping has lost its seat by the next one', async () => {
  const living = await sit('living', true);
  const dead = await sit('dead', false);
  const pongs = once(server.clients.values().next().value as WebSocket, 'pong');
  seats.ping();
  await Promise.all([once(living, 'ping'), once(dead, 'ping'), pongs]);
  assert.equal(dead.readyState, dead.OPEN);
  const second = Promise.all([once(dead, 'close'), once(living, 'ping')]);
  seats.ping();
  await second;
  assert.equal(living.readyState, living.OPEN);
  const heir = await sit('dead', true);
  living.terminate();
  heir.terminate();
});
