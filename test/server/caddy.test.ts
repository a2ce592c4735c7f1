import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { BrokerClient, isOffer, offer } from './support/broker-client.ts';
import { caddyless, host, startCaddy, validate, type Caddy } from './support/caddy.ts';
import { freePort } from './support/free-port.ts';
import { PhoneKey } from './support/phone-key.ts';
import { startServer, type ServerProcess } from './support/server-process.ts';

const skip = caddyless ?? false;

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask({ url, agent }: Caddy, path: string, headers: object = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(new URL(path, url), { agent, headers: { ...headers } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    }).on('error', reject);
  });
}

/** Stands where Tincan would, and shows how Caddy asks. */
class Stand {
  readonly #server: Server;
  #isReady = true;
  /** Requests, but for those of Caddy itself. */
  seen: IncomingHttpHeaders[] = [];

  constructor(name: string) {
    this.#server = createServer((request, response) => {
      if (request.url === '/readyz') {
        response.writeHead(this.#isReady ? 200 : 503).end();
        this.#server.emit('looked');
        return;
      }
      this.seen.push(request.headers);
      response.end(name);
    });
  }

  /** The address at which it stands, as Caddy takes it. */
  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What `/readyz` answers from now on; resolves when Caddy knows. */
  async setReady(isReady: boolean): Promise<void> {
    this.#isReady = isReady;
    // By the second look it has taken in what the first one saw.
    for (let looks = 0; looks < 2; looks++) await once(this.#server, 'looked');
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

describe('deploy/Caddyfile', { skip }, () => {
  let server: ServerProcess;
  let caddy: Caddy;
  before(async () => {
    const port = String(await freePort());
    const env = { PUBLIC_URL: `https://${host}/`, TRUST_PROXY: 'loopback', HOST: '127.0.0.1' };
    server = await startServer(['--port', port], { env });
    const nodes = { '127.0.0.1:9000': `127.0.0.1:${port}` };
    caddy = await startCaddy({ file: 'Caddyfile', nodes });
  });
  after(async () => {
    await caddy.stop();
    server.kill('SIGTERM');
    await server.ended;
  });

  test('is as Caddy wants it', () => validate('Caddyfile'));

  test('brings the page by https, and insists on it', async () => {
    const { status, headers } = await ask(caddy, '/', { 'accept-encoding': 'br' });
    assert.equal(status, 200);
    assert.match(String(headers['strict-transport-security']), /max-age=\d{7}/);
    assert.match(String(headers['content-security-policy']), /default-src 'self'/);
    const plain = await fetch(`http://127.0.0.1:${caddy.httpPort}/`, { redirect: 'manual' });
    assert.ok(plain.status >= 300 && plain.status < 400);
  });

  test('brings phones to the broker', async () => {
    const [ann, bob] = [new PhoneKey(), new PhoneKey()];
    const [here, there] = await Promise.all(
      [ann, bob].map((key) =>
        BrokerClient.open(caddy.url, key.id, key.token(host), { agent: caddy.agent }),
      ),
    );
    here?.send(offer(bob.id, 'by way of Caddy'));
    assert.equal((await there?.next(isOffer('by way of Caddy')))?.src, ann.id);
    here?.socket.terminate();
    there?.socket.terminate();
  });
});

describe('what is behind deploy/Caddyfile', { skip }, () => {
  const stand = new Stand('one');
  let caddy: Caddy;
  before(async () => {
    const nodes = { '127.0.0.1:9000': await stand.open() };
    caddy = await startCaddy({ file: 'Caddyfile', nodes });
  });
  after(async () => {
    await caddy.stop();
    await stand.close();
  });

  test('hears from where a phone comes, whatever that says itself', async () => {
    const forged = { 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'http' };
    await ask(caddy, '/', forged);
    const [seen] = stand.seen;
    assert.equal(seen?.['x-forwarded-for'], '127.0.0.1');
    assert.equal(seen['x-forwarded-proto'], 'https');
    assert.equal(seen.host, new URL(caddy.url).host);
  });

  test('shows its figures to nobody outside', async () => {
    for (const path of ['/metrics', '/metrics/', '/METRICS', '/%6detrics', '/metrics?x']) {
      assert.equal((await ask(caddy, path)).status, 404, path);
    }
  });
});

describe('while no server is there', { skip }, () => {
  for (const [file, places] of [
    ['Caddyfile', ['127.0.0.1:9000']],
    ['Caddyfile.cluster', ['10.0.0.11:9000', '10.0.0.12:9000', '10.0.0.13:9000']],
  ] as const) {
    test(`the log of deploy/${file} says nothing of who asked`, async () => {
      const nodes: Record<string, string> = {};
      for (const place of places) nodes[place] = `127.0.0.1:${await freePort()}`;
      const caddy = await startCaddy({ file, nodes });
      const { id } = new PhoneKey();
      const token = 'of-a-phone';
      for (const path of [`broker/peerjs?key=peerjs&id=${id}&token=${token}`, 'api/ice']) {
        const headers = { authorization: `Bearer ${token}` };
        const { status } = await ask(caddy, `/${path}`, headers);
        assert.ok(status === 502 || status === 503, String(status));
        await assert.rejects(BrokerClient.open(caddy.url, id, token, { agent: caddy.agent }));
      }
      const log = await caddy.stop();
      assert.match(log, /"logger":"tls/);
      for (const name of [token, id, 'remote_ip', 'remote_addr']) {
        assert.ok(!log.includes(name), `${name} in ${log}`);
      }
    });
  }
});

describe('deploy/Caddyfile.cluster', { skip }, () => {
  const stands = ['a', 'b', 'c'].map((name) => new Stand(name));
  const [a, b, c] = stands as [Stand, Stand, Stand];
  let caddy: Caddy;
  before(async () => {
    const [first, second, third] = await Promise.all(stands.map((stand) => stand.open()));
    caddy = await startCaddy({
      file: 'Caddyfile.cluster',
      nodes: {
        '10.0.0.11:9000': first ?? '',
        '10.0.0.12:9000': second ?? '',
        '10.0.0.13:9000': third ?? '',
      },
    });
  });
  after(async () => {
    await caddy.stop();
    await Promise.all([a, b].map((stand) => stand.close()));
  });

  /** Who answers thirty people, one after the other. */
  async function answering(): Promise<string> {
    const names = new Set<string>();
    for (let person = 0; person < 30; person++) {
      const { status, body } = await ask(caddy, '/');
      assert.equal(status, 200);
      names.add(body);
    }
    return [...names].sort().join(' ');
  }

  test('is as Caddy wants it', () => validate('Caddyfile.cluster'));

  test('sends people to all nodes', async () => {
    assert.equal(await answering(), 'a b c');
  });

  test('sends nobody to one that stops or has lost the others, until it is ready again', async () => {
    await a.setReady(false);
    assert.equal(await answering(), 'b c');
    await a.setReady(true);
    assert.equal(await answering(), 'a b c');
  });

  test('rather sends people to those that are not ready than nowhere', async () => {
    await Promise.all(stands.map((stand) => stand.setReady(false)));
    assert.equal(await answering(), 'a b c');
    assert.equal((await ask(caddy, '/metrics')).status, 404);
    await Promise.all(stands.map((stand) => stand.setReady(true)));
  });

  test('has an answer for everybody while one dies', async () => {
    await c.close();
    assert.equal(await answering(), 'a b');
  });
});
