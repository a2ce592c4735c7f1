import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { WebSocket, type ClientOptions } from 'ws';
import { BrokerClient, isOffer, offer } from './support/broker-client.ts';
import { selfSigned } from './support/certificate.ts';
import { freePort } from './support/free-port.ts';
import { Neighbours } from './support/neighbours.ts';
import { PhoneKey } from './support/phone-key.ts';
import { startServer, type ServerProcess } from './support/server-process.ts';

/** By number, so that a client can come from another address of this machine. */
function at({ port }: ServerProcess): string {
  return `http://127.0.0.1:${port}/`;
}

/** Runs `breaks` beside two clients who must not notice it, on a server with these flags. */
async function beside(
  flags: readonly string[],
  breaks: (url: string, server: ServerProcess) => Promise<void>,
): Promise<void> {
  const server = await startServer(flags);
  const neighbours = await Neighbours.meet(at(server));
  await breaks(at(server), server);
  const { longest } = await neighbours.part();
  assert.ok(longest < 5_000, `a message and its answer took ${longest} ms`);
  server.kill('SIGTERM');
  const { code, stderr } = await server.ended;
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
}

/** The code of the ERROR with which a client is sent away. */
async function refusalOf(client: BrokerClient): Promise<string | undefined> {
  const { payload } = await client.next(({ type }) => type === 'ERROR');
  await client.closed;
  const { code, msg } = payload as { code?: string; msg?: string };
  assert.ok(msg);
  return code;
}

/** How many were refused for that reason, as `/metrics` has it. */
async function refused(url: string, reason: string): Promise<number> {
  const figures = await (await fetch(new URL('metrics', url))).text();
  const line = figures.split(`tincan_refusals_total{reason="${reason}"} `)[1];
  return parseInt(line ?? '0');
}

function refusal(url: string, id: string, options?: ClientOptions): Promise<string | undefined> {
  return refusalOf(new BrokerClient(url, id, 'token', options));
}

describe(
  'a client that breaks a limit is told which, and nobody beside it notices',
  { concurrency: 2 },
  () => {
    test('connections from one address', () =>
      beside(['--max-per-address', '3'], async (url) => {
        const inside = await Promise.all(['a', 'b', 'c'].map((id) => BrokerClient.open(url, id)));
        assert.equal(await refusal(url, 'd'), 'address');
        await BrokerClient.open(url, 'd', 'token', { localAddress: '127.0.0.2' });
        inside[0]?.socket.close();
        await inside[0]?.closed;
        // The server hears of it at the same time, or a moment later.
        let client: BrokerClient;
        do {
          client = new BrokerClient(url, 'e', 'token');
        } while ((await client.next(() => true)).type === 'ERROR');
      }));

    test('connections from one address behind a proxy', () =>
      beside(['--max-per-address', '2', '--trust-proxy', 'loopback'], async (url) => {
        const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
        await BrokerClient.open(url, 'a', 'token', from('203.0.113.1'));
        await BrokerClient.open(url, 'b', 'token', from('198.51.100.1, 203.0.113.1'));
        assert.equal(await refusal(url, 'c', from('203.0.113.1')), 'address');
        await BrokerClient.open(url, 'c', 'token', from('203.0.113.2'));
        await BrokerClient.open(url, 'd', 'token', from('2001:db8::1'));
        await BrokerClient.open(url, 'e', 'token', from('2001:db8::2'));
        assert.equal(await refusal(url, 'f', from('2001:db8::ffff:3')), 'address');
      }));

    test('connections of pages of one other server', async () => {
      const flags = ['--max-per-address', '2', '--public-url', 'https://a.example'];
      const port = String(await freePort());
      const server = await startServer(['--port', port, ...flags]);
      const url = `http://127.0.0.1:${port}/`;
      let last = 0;
      const visit = (origin: string) => {
        const key = new PhoneKey();
        const localAddress = `127.0.1.${++last}`;
        return new BrokerClient(url, key.id, key.token('a.example'), { origin, localAddress });
      };
      const first = visit('https://b.example');
      const second = visit('https://b.example');
      for (const client of [first, second]) await client.next(({ type }) => type === 'OPEN');
      assert.equal(await refusalOf(visit('https://b.example')), 'site');
      for (const origin of ['https://a.example', 'https://c.example']) {
        await visit(origin).next(({ type }) => type === 'OPEN');
      }
      server.kill('SIGTERM');
      assert.equal((await server.ended).stderr, '');
    });

    test('pages of one other server at one address, which leaves the others of theirs room', async () => {
      const flags = ['--max-per-address', '4', '--public-url', 'https://a.example'];
      const port = String(await freePort());
      const server = await startServer(['--port', port, ...flags]);
      const url = `http://127.0.0.1:${port}/`;
      const visit = (localAddress: string, origin?: string) => {
        const key = new PhoneKey();
        const own = origin === undefined ? {} : { origin };
        return new BrokerClient(url, key.id, key.token('a.example'), { localAddress, ...own });
      };
      const page = 'https://b.example';
      const first = visit('127.0.1.1', page);
      await first.next(({ type }) => type === 'OPEN');
      assert.equal(await refusalOf(visit('127.0.1.1', page)), 'site');
      // Three in a minute, then none; of the address twelve, then nothing is counted any more.
      for (const asked of [page, page, undefined]) {
        for (let sign = 0; sign < 12; sign++) {
          const { type } = await visit('127.0.1.1', asked).next(() => true);
          if (asked !== undefined) assert.equal(type, 'ERROR');
        }
      }
      for (const other of ['127.0.1.2', '127.0.1.3', '127.0.1.4']) {
        await visit(other, page).next(({ type }) => type === 'OPEN');
      }
      server.kill('SIGTERM');
      assert.equal((await server.ended).stderr, '');
    });

    test('sign-ons from one address, before anything is looked at', () =>
      beside(['--max-per-address', '2'], async (url) => {
        for (let sign = 0; sign < 6; sign++) {
          const key = new PhoneKey();
          assert.equal(await refusal(url, key.id), 'token');
        }
        const key = new PhoneKey();
        const client = new BrokerClient(url, key.id, key.token(new URL(url).host));
        assert.equal(await refusalOf(client), 'sign-ons');
        await BrokerClient.open(url, 'other', 'token', { localAddress: '127.0.0.2' });
      }));

    test('questions for servers from one address', () =>
      beside(['--max-per-address', '1'], async (url) => {
        const { host } = new URL(url);
        const key = new PhoneKey();
        await BrokerClient.open(url, key.id, key.token(host));
        const statuses: number[] = [];
        for (let at = 0; at < 4; at++) {
          const headers = { authorization: `Bearer ${key.iceToken(host, Date.now() + at)}` };
          statuses.push((await fetch(new URL('api/ice', url), { headers })).status);
        }
        assert.deepEqual(statuses, [200, 200, 200, 429]);
      }));

    test('messages of one client', () =>
      beside([], async (url) => {
        const client = await BrokerClient.open(url, 'loud');
        for (let sent = 0; sent < 5_000; sent++) client.send({ type: 'HEARTBEAT' });
        // The frame after those that are too many is the one that is refused.
        const more = setInterval(() => client.send({ type: 'HEARTBEAT' }), 10);
        assert.equal(await refusalOf(client), 'messages');
        clearInterval(more);
        await BrokerClient.open(url, 'loud');
      }));

    test('messages of one client that signs on again and again', () =>
      beside([], async (url) => {
        const answers: string[] = [];
        for (let at = 0; at < 6 && !answers.includes('ERROR'); at++) {
          const client = await BrokerClient.open(url, 'again');
          for (let sent = 0; sent < 1_500; sent++) client.send({ type: 'HEARTBEAT' });
          client.send(offer('again', 'mark'));
          answers.push((await client.next(() => true)).type);
          client.socket.close();
          await client.closed;
        }
        assert.ok(answers.includes('ERROR'));
      }));

    test('pings of one client', () =>
      beside([], async (url) => {
        const client = await BrokerClient.open(url, 'pinging');
        // Each of them is answered.
        client.socket.on('pong', () => client.socket.ping());
        for (let sent = 0; sent < 20; sent++) client.socket.ping();
        assert.equal(await refusalOf(client), 'messages');
      }));

    test('bytes of one client', () =>
      beside([], async (url) => {
        const client = await BrokerClient.open(url, 'heavy');
        const heavy = JSON.stringify({ type: 'HEARTBEAT', fill: 'x'.repeat(60_000) });
        for (let sent = 0; sent < 200; sent++) client.socket.send(heavy);
        const more = setInterval(() => client.send({ type: 'HEARTBEAT' }), 10);
        assert.equal(await refusalOf(client), 'bytes');
        clearInterval(more);
      }));

    test('the length of a frame', () =>
      beside([], async (url) => {
        const client = await BrokerClient.open(url, 'long');
        client.socket.send('x'.repeat(64 * 1024 + 1));
        assert.equal(await refusalOf(client), 'frame');
        assert.equal(await client.closed, 1009);
        // Far above it nothing is read, not even to say why.
        const longer = await BrokerClient.open(url, 'longer');
        longer.socket.send('x'.repeat(1024 * 1024));
        assert.equal(await longer.closed, 1009);
        assert.deepEqual(longer.inbox, []);
        assert.equal(await refused(url, 'frame'), 2);
      }));

    test('the parts of a message', () =>
      beside([], async (url) => {
        const client = await BrokerClient.open(url, 'in-parts');
        for (let part = 0; part <= 1_024; part++) client.socket.send('x', { fin: false });
        assert.equal(await client.closed, 1008);
        assert.deepEqual(client.inbox, []);
        assert.equal(await refused(url, 'frame'), 1);
      }));

    test('bytes that it leaves unread', () =>
      beside([], async (url) => {
        const reader = await BrokerClient.open(url, 'reader');
        reader.socket.pause();
        let isThere = true;
        const payload = { connectionId: 'heavy', fill: 'x'.repeat(60_000) };
        // As much as the two sockets on the way take in comes from several, none of them too loud.
        for (let sender = 0; isThere && sender < 8; sender++) {
          const localAddress = `127.0.3.${sender + 1}`;
          const writer = await BrokerClient.open(url, `writer-${sender}`, 'token', {
            localAddress,
          });
          for (let sent = 0; sent < 100; sent++)
            writer.send({ type: 'OFFER', dst: 'reader', payload });
          writer.send({ type: 'LEAVE', dst: 'reader' });
          writer.send(offer(`writer-${sender}`, 'mark'));
          await writer.next(isOffer('mark'));
          const fresh = new BrokerClient(url, 'reader', 'another token');
          isThere = (await fresh.next(() => true)).type === 'ID-TAKEN';
        }
        assert.ok(!isThere, 'it still holds its ID');
        assert.equal(await refused(url, 'slow'), 1);
      }));
  },
);

test('a flood from one address neither cuts off whom it is for, nor keeps others from being heard', () =>
  beside([], async (url) => {
    const reader = await BrokerClient.open(url, 'reader');
    reader.socket.pause();
    const payload = { connectionId: 'heavy', fill: 'x'.repeat(60_000) };
    const localAddress = '127.0.3.1';
    for (let sender = 0; sender < 6; sender++) {
      const id = `writer-${sender}`;
      const writer = await BrokerClient.open(url, id, 'token', { localAddress });
      for (let sent = 0; sent < 100; sent++) writer.send({ type: 'OFFER', dst: 'reader', payload });
      writer.send(offer(id, 'mark'));
      await writer.next(isOffer('mark'));
    }
    const friend = await BrokerClient.open(url, 'friend');
    friend.send(offer('reader', 'friend'));
    friend.send(offer('friend', 'mark'));
    await friend.next(isOffer('mark'));
    reader.socket.resume();
    await reader.next(isOffer('friend'));
    assert.equal(reader.socket.readyState, WebSocket.OPEN);
  }));

test('all that waited is handed over, also where it comes from several addresses', () =>
  beside([], async (url) => {
    const fill = 'x'.repeat(60_000);
    // What is kept of one address, and of two.
    for (const at of [1, 2]) {
      const localAddress = `127.0.3.${at}`;
      const writer = await BrokerClient.open(url, `writer-${at}`, 'token', { localAddress });
      for (let sent = 0; sent < 4; sent++) {
        writer.send({
          type: 'OFFER',
          dst: 'late',
          payload: { connectionId: `${at} ${sent}`, fill },
        });
      }
      writer.send(offer(`writer-${at}`, 'mark'));
      await writer.next(isOffer('mark'));
    }
    const late = await BrokerClient.open(url, 'late');
    late.send(offer('late', 'last'));
    await late.next(isOffer('last'));
    assert.equal(late.inbox.length, 8);
  }));

test('a phone that dials 50 people at once is within the limits', () =>
  beside([], async (url) => {
    const [phone, friend] = await Promise.all(
      ['phone', 'friend'].map((id) => BrokerClient.open(url, id)),
    );
    assert.ok(phone && friend);
    const fill = 'x'.repeat(1_000);
    for (let sent = 0; sent < 2_050; sent++) {
      const payload = { connectionId: `message ${sent}`, fill };
      phone.send({ type: 'CANDIDATE', dst: 'friend', payload });
    }
    phone.send(offer('friend', 'last'));
    await friend.next(isOffer('last'));
    assert.equal(friend.inbox.length, 2_050);
    assert.deepEqual(phone.inbox, []);
  }));

describe('pages of others, where PUBLIC_URL says what one’s own is', () => {
  async function on(
    ask: (url: string) => Promise<void>,
    flags = ['--public-url', 'https://a.example'],
  ) {
    const port = String(await freePort());
    const server = await startServer(['--port', port, ...flags]);
    await ask(`http://127.0.0.1:${port}/`);
    server.kill('SIGTERM');
    assert.equal((await server.ended).stderr, '');
  }

  test('sign on phones, no guests', () =>
    on(async (url) => {
      const key = new PhoneKey();
      const origin = 'https://b.example';
      await BrokerClient.open(url, key.id, key.token('a.example'), { origin });
      assert.equal(await refusal(url, 'guest', { origin }), 'origin');
      await BrokerClient.open(url, 'guest', 'token', { origin: 'https://a.example' });
      await BrokerClient.open(url, 'no-browser');
      const unsigned = new PhoneKey();
      assert.equal(await refusal(url, unsigned.id, { origin }), 'token');
    }));

  test('of no server sign nobody on', () =>
    on(async (url) => {
      const key = new PhoneKey();
      for (const origin of ['null', 'file://']) {
        const target = new URL(
          `broker/peerjs?key=peerjs&id=${key.id}&token=${key.token('a.example')}`,
          url,
        );
        const socket = new WebSocket(target.href.replace('http', 'ws'), { origin });
        const [error] = (await once(socket, 'error')) as [Error];
        assert.match(error.message, /403/);
      }
    }));

  test('are asked nothing about where PUBLIC_URL is not set', () =>
    on(async (url) => {
      await BrokerClient.open(url, 'guest', 'token', { origin: 'null' });
    }, []));

  test('may not ask for servers', () =>
    on(async (url) => {
      const response = await fetch(new URL('api/ice', url), {
        method: 'OPTIONS',
        headers: {
          origin: 'https://b.example',
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
      });
      assert.equal(response.headers.get('access-control-allow-origin'), null);
      assert.equal(response.headers.get('access-control-allow-headers'), null);
    }));
});

describe('who does not say what they want loses their place', { concurrency: true }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-limits-'));

  async function isCutOff(socket: Socket, within: number): Promise<void> {
    const began = performance.now();
    socket.on('error', () => undefined).resume();
    await once(socket, 'close');
    const took = performance.now() - began;
    assert.ok(took < within, `it took ${took} ms`);
  }

  test('by saying nothing', () =>
    beside([], (_url, { port }) => isCutOff(connect(port, '127.0.0.1'), 20_000)));

  test('by saying it byte by byte', () =>
    beside([], async (_url, { port }) => {
      const socket = connect(port, '127.0.0.1');
      socket.write('GET / HTTP/1.1\r\nHost: x\r\nX: ');
      const more = setInterval(() => socket.write('x'), 200);
      await isCutOff(socket, 20_000);
      clearInterval(more);
    }));

  test('by never coming to an end', () =>
    beside([], async (_url, { port }) => {
      const socket = connect(port, '127.0.0.1');
      socket.write('POST /share HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n');
      await isCutOff(socket, 20_000);
    }));

  test('by a TLS handshake without end', async () => {
    const { cert, key } = selfSigned();
    const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    writeFileSync(certFile, cert);
    writeFileSync(keyFile, key);
    const server = await startServer(['--tls-cert', certFile, '--tls-key', keyFile]);
    const silent = connect(server.port, '127.0.0.1');
    const begun = connect(server.port, '127.0.0.1');
    begun.write(Buffer.from('16030100050100', 'hex'));
    await Promise.all([silent, begun].map((socket) => isCutOff(socket, 20_000)));
    server.kill('SIGTERM');
    assert.equal((await server.ended).code, 0);
    rmSync(folder, { recursive: true });
  });

  for (const [what, flags, address] of [
    ['too many from one address', ['--max-per-address', '1'], () => '127.0.0.5'],
    ['too many in all', ['--max-connections', '2'], (at: number) => `127.0.2.${at}`],
  ] as const) {
    test(`by being ${what}`, async () => {
      const server = await startServer([...flags]);
      const sockets = Array.from({ length: 120 }, (_, at) =>
        connect({ port: server.port, host: '127.0.0.1', localAddress: address(at) }),
      );
      let left = sockets.length;
      await new Promise<void>((resolve) => {
        for (const socket of sockets) {
          socket.on('error', () => undefined).resume();
          socket.once('close', () => {
            if (--left === 100 + 2 * (flags[1] === '1' ? 1 : 2)) resolve();
          });
        }
      });
      if (flags[0] === '--max-per-address')
        await Neighbours.meet(at(server)).then((pair) => pair.part());
      for (const socket of sockets) socket.destroy();
      server.kill('SIGTERM');
      assert.equal((await server.ended).code, 0);
    });
  }
});
