import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { BrokerClient, isOffer, offer } from './support/broker-client.ts';
import { startServer, type ServerProcess } from './support/server-process.ts';

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

function open(id: string, token?: string): Promise<BrokerClient> {
  return BrokerClient.open(server.url, id, token);
}

function join(id: string, token: string): BrokerClient {
  return new BrokerClient(server.url, id, token);
}

/** A text frame of less than 126 bytes, masked with zeros (RFC 6455, section 5.2). */
function maskedFrame(text: string): Buffer {
  return Buffer.concat([
    Buffer.from([0x81, 0x80 | Buffer.byteLength(text), 0, 0, 0, 0]),
    Buffer.from(text),
  ]);
}

describe('introducing', () => {
  test('what PeerJS sends arrives as it was, from whom it came', async () => {
    const [ann, bob] = await Promise.all([open('ann'), open('bob')]);
    for (const type of ['OFFER', 'ANSWER', 'CANDIDATE']) {
      const payload = { connectionId: type, nested: { list: [1, null, 'ü'] } };
      ann.send({ type, dst: 'bob', src: 'somebody else', payload });
      assert.deepEqual(await bob.next((message) => message.type === type), {
        type,
        src: 'ann',
        dst: 'bob',
        payload,
      });
    }
    ann.send({ type: 'LEAVE', dst: 'bob' });
    assert.equal((await bob.next(({ type }) => type === 'LEAVE')).src, 'ann');
  });

  test('somebody who is a moment late gets what was sent to them', async () => {
    const ann = await open('early');
    ann.send(offer('late', 'one'));
    ann.send(offer('early', 'mark'));
    await ann.next(isOffer('mark'));
    const bob = await open('late');
    await bob.next(isOffer('one'));
  });

  test('an absent person is reported within 6 s', async () => {
    const ann = await open('caller');
    const started = performance.now();
    ann.send(offer('nobody', 'call'));
    const { src } = await ann.next(({ type }) => type === 'EXPIRE');
    assert.equal(src, 'nobody');
    assert.ok(performance.now() - started < 5000);
  });

  test('the HTTP side of PeerServer is there', async () => {
    const response = await fetch(new URL('broker/peerjs/id', server.url), {
      headers: { origin: 'https://elsewhere.example' },
    });
    assert.equal(response.status, 200);
    assert.match(await response.text(), /^[0-9a-f-]{36}$/);
    assert.equal(response.headers.get('access-control-allow-origin'), 'https://elsewhere.example');
  });
});

describe('one ID, one socket', () => {
  test('the same token takes the ID over at once', async () => {
    const old = await open('mover', 'mine');
    const fresh = await open('mover', 'mine');
    await old.closed;
    const ann = await open('finder');
    ann.send(offer('mover', 'after'));
    await fresh.next(isOffer('after'));
    assert.deepEqual(old.inbox, []);
  });

  test('what the newcomer says before its OPEN is not lost', async () => {
    const bob = await open('hasty-friend');
    await open('hasty', 'mine');
    // Handshake and first frame in one packet, so that the frame is there before the take-over.
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      Buffer.concat([
        Buffer.from(
          'GET /broker/peerjs?key=peerjs&id=hasty&token=mine HTTP/1.1\r\nHost: x\r\n' +
            'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
            'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
        ),
        maskedFrame(
          '{"type":"OFFER","dst":"hasty-friend","payload":{"connectionId":"first words"}}',
        ),
      ]),
    );
    await bob.next(isOffer('first words'));
    socket.destroy();
  });

  test('of several in quick succession the newest stays', async () => {
    const first = await open('crowd', 'mine');
    // Each waits for the handshake only, so that they arrive in this order.
    const rest: BrokerClient[] = [];
    for (let at = 0; at < 5; at++) {
      const client = join('crowd', 'mine');
      rest.push(client);
      await once(client.socket, 'open');
    }
    const newest = rest.pop();
    assert.ok(newest);
    await Promise.all([first, ...rest].map(({ closed }) => closed));
    await newest.next(({ type }) => type === 'OPEN');
    newest.send(offer('crowd', 'to myself'));
    await newest.next(isOffer('to myself'));
  });

  test('several at the same moment leave exactly one', async () => {
    const clients = Array.from({ length: 8 }, () => join('herd', 'mine'));
    const left = new Set(clients);
    const gone = clients.map((client) => client.closed.then(() => left.delete(client)));
    while (left.size > 1) await Promise.race(gone.filter((_, at) => left.has(clients[at]!)));
    const [winner] = left;
    assert.ok(winner);
    winner.send(offer('herd', 'alone'));
    await winner.next(isOffer('alone'));
  });

  test('another token hears that the ID is taken, and disturbs nobody', async () => {
    const owner = await open('owned', 'mine');
    const thief = join('owned', 'theirs');
    await thief.next(({ type }) => type === 'ID-TAKEN');
    await thief.closed;
    owner.send(offer('owned', 'still here'));
    await owner.next(isOffer('still here'));
  });

  test('an ID is free as soon as its owner has left', async () => {
    const owner = await open('leaver', 'mine');
    owner.socket.close();
    await owner.closed;
    await open('leaver', 'theirs');
  });

  test('a client cannot sign itself off and stay', async () => {
    const ann = await open('stayer');
    ann.send({ type: 'LEAVE' });
    ann.send(offer('stayer', 'here'));
    await ann.next(isOffer('here'));
  });
});

describe('refusing', () => {
  test('sign-ons without ID, token or key', async () => {
    for (const [id, token] of [
      ['', 'token'],
      ['id', ''],
      ['x'.repeat(65), 'token'],
      ['sp@ce', 'token'],
      ['id', 'x'.repeat(2049)],
    ] as const) {
      const client = join(id, token);
      await client.next(({ type }) => type === 'ERROR');
      await client.closed;
    }
  });

  for (const path of ['', 'broker', 'broker/peerjs/', 'broker/other', 'BROKER/peerjs']) {
    test(`a WebSocket at /${path}`, async () => {
      const url = new URL(`${path}?key=peerjs&id=a&token=b`, server.url.replace('http', 'ws'));
      const socket = new WebSocket(url);
      const [error] = (await once(socket, 'error')) as [Error];
      assert.match(error.message, /404/);
    });
  }

  test('an upgrade to something else', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      'GET /broker/peerjs HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    assert.match(answer.toString(), /^HTTP\/1\.1 4\d\d /);
    socket.destroy();
  });

  test('a frame above 64 kB, and none below', async () => {
    const client = await open('large');
    const fill = 64 * 1024 - JSON.stringify(bulky('')).length;
    client.send(bulky('x'.repeat(fill)));
    await client.next(isOffer('bulk'));
    client.send(bulky('x'.repeat(fill + 1)));
    assert.equal(await client.closed, 1009);
  });

  test('words that are the broker’s own', async () => {
    const [liar, victim] = await Promise.all([open('liar'), open('victim')]);
    for (const type of ['OPEN', 'EXPIRE', 'ERROR', 'ID-TAKEN', 'INVALID-KEY', 'HEARTBEAT']) {
      liar.send({ type, dst: 'victim', payload: { msg: 'lie' } });
    }
    liar.send(offer('victim', 'last'));
    await victim.next(isOffer('last'));
    assert.deepEqual(victim.inbox, []);
  });

  test('more phones than it may hold', async () => {
    const small = await startServer(['--max-connections', '1']);
    const first = await BrokerClient.open(small.url, 'first', 'mine');
    const second = new BrokerClient(small.url, 'second', 'mine');
    await second.next(({ type }) => type === 'ERROR');
    await second.closed;
    // The one that is in may still change its socket.
    await BrokerClient.open(small.url, 'first', 'mine');
    await first.closed;
    small.kill('SIGTERM');
    assert.equal((await small.ended).code, 0);
  });

  function bulky(fill: string) {
    return { type: 'OFFER', dst: 'large', payload: { connectionId: 'bulk', fill } };
  }
});
