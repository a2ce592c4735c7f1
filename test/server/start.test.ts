import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { BrokerClient } from './support/broker-client.ts';
import { selfSigned } from './support/certificate.ts';
import { runServer, startServer } from './support/server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'tincan-start-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('starting', () => {
  test('the URL it prints answers', async () => {
    const server = await startServer();
    assert.match(server.url, /^http:\/\/localhost:\d+\/$/);
    assert.notEqual(server.port, 0);
    assert.equal((await fetch(new URL('healthz', server.url))).status, 200);
    assert.equal((await fetch(new URL('readyz', server.url))).status, 200);
    server.kill('SIGTERM');
    const { stdout } = await server.ended;
    assert.equal(stdout, `Tincan is ready: ${server.url}\n`);
  });

  test('it is reached by IPv4 and, where the machine has it, by IPv6', async () => {
    const server = await startServer(['--host', '::']);
    assert.equal((await fetch(`http://127.0.0.1:${server.port}/healthz`)).status, 200);
    server.kill('SIGTERM');
    await server.ended;
  });

  test('the public URL is printed where there is one', async () => {
    const server = await startServer(['--public-url', 'https://phone.example.org']);
    assert.equal(server.url, 'https://phone.example.org/');
    server.kill('SIGTERM');
    await server.ended;
  });

  test('a flag wins over the variable', async () => {
    const env = { HOST: '192.0.2.254' };
    const server = await startServer(['--host', '127.0.0.1'], { env });
    assert.equal(new URL(server.url).hostname, '127.0.0.1');
    server.kill('SIGTERM');
    await server.ended;
  });

  test('--help lists every setting', async () => {
    const { code, stdout } = await runServer(['--help']);
    assert.equal(code, 0);
    const variables = `PORT HOST DATA_DIR PUBLIC_URL TRUST_PROXY TLS_CERT TLS_KEY STUN_URLS TURN_URLS
      TURN_SECRET TURN_TTL NATS_URL MAX_CONNECTIONS MAX_PER_ADDRESS ALLOW_GUESTS METRICS_TOKEN LOG_LEVEL`;
    for (const variable of variables.split(/\s+/)) {
      assert.match(stdout, new RegExp(`\\b${variable}\\b`));
      assert.match(stdout, new RegExp(`--${variable.toLowerCase().replaceAll('_', '-')}\\b`));
    }
  });
});

describe('refusing to start', () => {
  /** The exit code by which systemd tries it again. */
  const mayPass = 1;

  /** One sentence on stderr that names the setting, nothing else, and that exit code. */
  async function refuses(
    flags: string[],
    setting: string,
    env: Record<string, string> = {},
    exitCode = 2,
  ) {
    const { code, stdout, stderr } = await runServer(flags, env);
    assert.equal(code, exitCode, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, /^[^\n]+\n$/);
    assert.ok(stderr.includes(setting), stderr);
    return stderr;
  }

  test('a bad value', async () => {
    await refuses([], 'PORT', { PORT: 'abc' });
    await refuses(['--log-level', 'loud'], 'LOG_LEVEL');
  });

  test('an unknown flag', async () => {
    await refuses(['--prot', '1'], '--prot');
  });

  test('a port that is taken', async () => {
    const holder = createServer().listen(0, '::');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as AddressInfo;
    await refuses(['--port', String(port)], 'PORT', {}, mayPass);
    holder.close();
  });

  test('an address of another machine', async () => {
    await refuses(['--port', '0', '--host', '192.0.2.254'], 'HOST', {}, mayPass);
  });

  test('TLS files that are missing, wrong, or not a pair', async () => {
    const { cert, key } = selfSigned();
    const good = { cert: file('cert.pem', cert), key: file('key.pem', key) };
    const none = join(folder, 'none.pem');
    const text = file('text.pem', 'no PEM');
    const other = file('other.pem', selfSigned().key);
    const cases: [cert: string, key: string, setting: string][] = [
      [none, good.key, 'TLS_CERT'],
      [good.cert, none, 'TLS_KEY'],
      [folder, good.key, 'TLS_CERT'],
      [text, good.key, 'TLS_CERT'],
      [good.cert, text, 'TLS_KEY'],
      [good.cert, other, 'TLS_KEY'],
      [good.cert, '', 'TLS_KEY'],
    ];
    for (const [TLS_CERT, TLS_KEY, setting] of cases) {
      await refuses(['--port', '0'], setting, { TLS_CERT, TLS_KEY });
    }
  });

  test('TLS files that belong together and yet are of no use', async () => {
    const { cert, key } = selfSigned();
    const begun = `${cert}-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n`;
    const short = selfSigned('secp112r1');
    const cases: [name: string, cert: string, key: string][] = [
      ['chain', begun, key],
      ['short', short.cert, short.key],
    ];
    for (const [name, cert, key] of cases) {
      const env = { TLS_CERT: file(`${name}.pem`, cert), TLS_KEY: file(`${name}-key.pem`, key) };
      const sentence = await refuses(['--port', '0'], 'OpenSSL', env);
      for (const path of Object.values(env)) assert.ok(sentence.includes(path), sentence);
    }
  });
});

test('TLS: page, headers and broker', async () => {
  const { cert, key } = selfSigned();
  const env = { TLS_CERT: file('tls-cert.pem', cert), TLS_KEY: file('tls-key.pem', key) };
  const server = await startServer([], { env });
  assert.match(server.url, /^https:\/\/localhost:\d+\/$/);
  const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
    get(new URL('healthz', server.url), { ca: cert }, (response) => {
      response.resume();
      resolve(response.headers);
    }).on('error', reject);
  });
  assert.match(String(headers['strict-transport-security']), /max-age=\d+/);
  const client = await BrokerClient.open(server.url, 'over-tls', 'token', { ca: cert });
  server.kill('SIGTERM');
  assert.equal(await client.closed, 1001);
  assert.equal((await server.ended).code, 0);
});

describe('stopping', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`${signal} closes sockets as going away and ends`, async () => {
      const server = await startServer();
      const clients = await Promise.all(
        ['a', 'b', 'c'].map((id) => BrokerClient.open(server.url, id)),
      );
      const started = performance.now();
      server.kill(signal);
      assert.deepEqual(await Promise.all(clients.map(({ closed }) => closed)), [1001, 1001, 1001]);
      const { code, stderr } = await server.ended;
      assert.equal(code, 0);
      assert.equal(stderr, '');
      assert.ok(performance.now() - started < 5000);
      await assert.rejects(fetch(server.url));
    });
  }

  test('it ends within 5 s although clients hold on', async () => {
    const server = await startServer();
    const silent = await BrokerClient.open(server.url, 'silent');
    silent.socket.pause();
    const idle = connect(server.port, '127.0.0.1');
    idle.on('error', () => idle.destroy());
    idle.write('GET / HTTP/1.1\r\nHost: x\r\n');
    await new Promise((resolve) => idle.once('connect', resolve));
    const started = performance.now();
    server.kill('SIGTERM');
    assert.equal((await server.ended).code, 0);
    assert.ok(performance.now() - started < 8_000);
    silent.socket.terminate();
    idle.destroy();
  });
});
