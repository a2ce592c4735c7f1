import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { test } from 'node:test';
import { limitConnections } from '../../server/handshake.ts';
import { nobodyWatches } from '../../server/observer.ts';
import { turnAway } from '../../server/upgrades.ts';

const host = '127.0.0.1';
/** In ms. */
const soon = 100;
/** More than waits in sockets, in bytes. */
const much = 50_000_000;

test('who reads nothing of an answer is cut off', async (t) => {
  const server = createServer((_request, response) => response.end(Buffer.alloc(much)));
  limitConnections(server, {
    maxConnections: 10,
    maxPerAddress: 10,
    trust: () => false,
    observer: nobodyWatches,
    readsWithin: soon,
  });
  server.listen(0, host);
  await once(server, 'listening');
  t.after(() => server.close());
  const asked = once(server, 'request') as Promise<[unknown, ServerResponse]>;
  const client = connect((server.address() as AddressInfo).port, host).pause();
  t.after(() => client.destroy());
  client.write('GET / HTTP/1.1\r\nHost: tincan\r\n\r\n');
  const [, response] = await asked;
  await once(response, 'close');
  client.resume();
  await once(client, 'close');
  assert.ok(client.bytesRead < much);
});

test('who is turned away and does not close is cut off', { timeout: 10_000 }, async (t) => {
  const server = createTcpServer({ allowHalfOpen: true }, (socket) => turnAway(socket, 404, soon));
  server.listen(0, host);
  await once(server, 'listening');
  t.after(() => server.close());
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host, allowHalfOpen: true });
  t.after(() => client.destroy());
  // A byte now and then is no reason to wait longer.
  const more = setInterval(() => client.write('x'), soon / 10);
  t.after(() => clearInterval(more));
  client.on('error', () => undefined);
  const [answer] = (await once(client, 'data')) as [Buffer];
  assert.match(answer.toString(), /^HTTP\/1.1 404 Not Found\r\n/);
  const [socket] = await connected;
  if (!socket.closed) await once(socket, 'close');
  assert.ok(socket.destroyed);
});
