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

/** Waits until the broker has read all that this client said. */
async function heardBy(client: BrokerClient, id: string): Promise<void> {
  client.send(offer(id, 'mark'));
  await client.next(isOffer('mark'));
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

  test('somebody who is a moment late gets what was sent to them, in order', async () => {
    const ann = await open('early');
    const ids = ['one', 'two', 'three'];
    for (const id of ids) ann.send(offer('late', id));
    await heardBy(ann, 'early');
    const bob = await open('late');
    await bob.next(isOffer('three'));
    assert.deepEqual(
      bob.inbox.map(({ src, payload }) => [
        src,
        (payload as { connectionId: string }).connectionId,
      ]),
      [
        ['early', 'one'],
        ['early', 'two'],
      ],
    );
    const second = await open('late');
    await heardBy(second, 'late');
    assert.deepEqual(second.inbox, []);
  });

  test('an absent person is reported once, after 3 s', async () => {
    const ann = await open('caller');
    const started = performance.now();
    for (const id of ['call', 'again']) ann.send(offer('nobody', id));
    ann.send(offer('caller', 'a moment later'));
    await ann.next(isOffer('a moment later'));
    ann.send({ type: 'CANDIDATE', dst: 'nobody else', payload: {} });
    assert.deepEqual(await ann.next(({ src }) => src === 'nobody'), {
      type: 'EXPIRE',
      src: 'nobody',
      dst: 'caller',
    });
    const took = performance.now() - started;
    assert.ok(took > 2900 && took < 8_000, `${took} ms`);
    // Told after the first, so that a second one of the first would stand before it.
    const { src } = await ann.next(({ type }) => type === 'EXPIRE');
    assert.equal(src, 'nobody else');
  });

  test('a LEAVE waits for nobody, and is not reported', async () => {
    const ann = await open('leaving');
    ann.send({ type: 'LEAVE', dst: 'later' });
    ann.send({ type: 'CANDIDATE', dst: 'later still', payload: {} });
    await heardBy(ann, 'leaving');
    const bob = await open('later');
    await ann.next(({ src }) => src === 'later still');
    assert.deepEqual([ann.inbox, bob.inbox], [[], []]);
  });

  test('a heartbeat is taken, and answered by nothing', async () => {
    const ann = await open('living');
    ann.send({ type: 'HEARTBEAT' });
    await heardBy(ann, 'living');
    assert.deepEqual(ann.inbox, []);
  });

  test('three thousand messages from one to another arrive in their order', async () => {
    const [ann, bob] = await Promise.all([open('talker'), open('listener')]);
    const count = 3_000;
    for (let at = 0; at < count; at++) ann.send(offer('listener', String(at)));
    await bob.next(isOffer(String(count - 1)));
    bob.inbox.forEach((message, at) => assert.ok(isOffer(String(at))(message)));
    assert.equal(bob.inbox.length, count - 1);
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
    await winner.next(({ type }) => type === 'OPEN');
    winner.send(offer('herd', 'alone'));
    await winner.next(isOffer('alone'));
  });

  test('another token hears that the ID is taken, and disturbs nobody', async () => {
    const owner = await open('owned', 'mine');
    const thief = join('owned', 'theirs');
    const { payload } = await thief.next(({ type }) => type === 'ID-TAKEN');
    assert.deepEqual(payload, { msg: 'ID is taken' });
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
    for (const [id, token, key] of [
      ['', 'token', 'peerjs'],
      ['id', '', 'peerjs'],
      ['id', 'token', ''],
      ['x'.repeat(65), 'token', 'peerjs'],
      ['sp@ce', 'token', 'peerjs'],
      ['id', 'x'.repeat(2049), 'peerjs'],
    ] as const) {
      const client = new BrokerClient(server.url, id, token, {}, key);
      const { payload } = await client.next(({ type }) => type === 'ERROR');
      assert.deepEqual(payload, {
        code: 'parameters',
        msg: 'No id, token, or key supplied to websocket server',
      });
      await client.closed;
    }
  });

  test('a wrong key', async () => {
    const client = new BrokerClient(server.url, 'id', 'token', {}, 'wrong');
    const { payload } = await client.next(({ type }) => type === 'ERROR');
    assert.deepEqual(payload, { code: 'key', msg: 'Invalid key provided' });
    await client.closed;
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

  test('another sender’s name, and whatever else is none of a message', async () => {
    const [liar, victim] = await Promise.all([open('forger'), open('reader')]);
    const payload = '"payload":{"connectionId":"forged"}';
    for (const more of ['"src":"somebody"', '"s\\u0072c":"somebody"', '"__proto__":{}', '"a":1']) {
      for (const text of [`${payload},${more}`, `${more},${payload}`, payload]) {
        liar.socket.send(` {"type":"OFFER","dst":"reader",${text}}`);
        const { src, ...rest } = await victim.next(isOffer('forged'));
        assert.equal(src, 'forger');
        assert.deepEqual(Object.keys(rest).sort(), ['dst', 'payload', 'type']);
      }
    }
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
    const { payload } = await second.next(({ type }) => type === 'ERROR');
    assert.equal((payload as { msg?: string }).msg, 'Server has reached its concurrent user limit');
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
