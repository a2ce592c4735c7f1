import express from 'express';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { createApp } from '../../server/app.ts';
import { createLog } from '../../server/log.ts';

const shell = '<!doctype html><title>Tincan</title>';
const script = 'export const answer = 42;';
const folder = mkdtempSync(join(tmpdir(), 'tincan-pages-'));
mkdirSync(join(folder, 'assets'));
for (const [name, content] of [
  ['index.html', shell],
  ['assets/main-Ab12.js', script],
] as const) {
  writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
  writeFileSync(join(folder, `${name}.gz`), gzipSync(content));
}
writeFileSync(join(folder, 'sw.js'), '// service worker');
// What is compressed is looked for at the start.
writeFileSync(join(folder, 'next.html.gz'), '');
writeFileSync(join(folder, 'manifest.webmanifest'), '{"name":"Tincan"}');
mkdirSync(join(folder, 'screenshots'));
writeFileSync(join(folder, 'screenshots/phone.png'), 'PNG');
writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
writeFileSync(join(folder, '.secret'), 'secret');

let ready = true;

async function serve(tls: boolean): Promise<number> {
  const broker = express();
  broker.get('/throw', () => {
    throw new Error('secret reason');
  });
  const log = createLog('silent');
  const whyNotReady = () => (ready ? null : 'stopping');
  const app = createApp({
    broker,
    ice: express.Router(),
    metrics: express.Router(),
    webFolder: folder,
    tls,
    trustProxy: false,
    log,
    whyNotReady,
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close());
  return (server.address() as AddressInfo).port;
}

const port = await serve(false);
after(() => rmSync(folder, { recursive: true }));

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request exactly as written: `fetch` would tidy up the path and the headers. */
function get(
  path: string,
  {
    headers = {},
    method = 'GET',
    at = port,
  }: { headers?: object; method?: string; at?: number } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: at, path, method, headers: { ...headers } };
    request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body: Buffer.concat(chunks) });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('pages', () => {
  test('the shell is asked for again each time', async () => {
    for (const path of ['/', '/index.html', '/?x=1']) {
      const { status, headers, body } = await get(path);
      assert.equal(status, 200);
      assert.match(String(headers['content-type']), /^text\/html/);
      assert.equal(headers['cache-control'], 'no-cache');
      assert.equal(body.toString(), shell);
    }
  });

  test('so is everything without a hash in its name', async () => {
    for (const path of ['/sw.js', '/icon.svg', '/manifest.webmanifest', '/screenshots/phone.png']) {
      assert.equal((await get(path)).headers['cache-control'], 'no-cache');
    }
  });

  test('service worker and manifest are what browsers take for such', async () => {
    const types = {
      '/sw.js': /^text\/javascript/,
      '/manifest.webmanifest': /^application\/manifest\+json/,
      '/icon.svg': /^image\/svg\+xml/,
      '/screenshots/phone.png': /^image\/png/,
    };
    for (const [path, type] of Object.entries(types)) {
      assert.match(String((await get(path)).headers['content-type']), type);
    }
  });

  test('a new version is sent, though it is as long as the one before and of the same time', async () => {
    const [path, time] = [join(folder, 'next.html'), new Date('2000-01-01')];
    const write = (content: string) => {
      for (const [name, data] of [
        [path, content],
        [`${path}.gz`, gzipSync(content)],
      ] as const) {
        writeFileSync(name, data);
        utimesSync(name, time, time);
      }
    };
    for (const encoding of ['identity', 'gzip']) {
      write('version 1');
      const ask = (more: object) =>
        get('/next.html', { headers: { 'accept-encoding': encoding, ...more } });
      const { etag, 'last-modified': modified } = (await ask({})).headers;
      write('version 2');
      // As browsers ask; without these headers 2000 is when they were told.
      const known = {
        'if-modified-since': modified ?? time.toUTCString(),
        ...(etag !== undefined && { 'if-none-match': etag }),
      };
      const { status, headers, body } = await ask(known);
      assert.equal(status, 200);
      const text = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      assert.equal(text.toString(), 'version 2');
    }
  });

  test('hashed files are kept for ever', async () => {
    for (const encoding of ['', 'br', 'gzip']) {
      const { headers } = await get('/assets/main-Ab12.js', {
        headers: { 'accept-encoding': encoding },
      });
      assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
      assert.match(String(headers['content-type']), /javascript/);
      assert.equal(headers['vary'], 'Accept-Encoding');
    }
  });

  test('brotli goes before gzip, and gzip before nothing', async () => {
    const path = '/assets/main-Ab12.js';
    const ask = (encoding: string) => get(path, { headers: { 'accept-encoding': encoding } });
    const br = await ask('gzip, deflate, br');
    assert.equal(br.headers['content-encoding'], 'br');
    assert.equal(brotliDecompressSync(br.body).toString(), script);
    const gzip = await ask('gzip');
    assert.equal(gzip.headers['content-encoding'], 'gzip');
    assert.equal(gunzipSync(gzip.body).toString(), script);
    const plain = await get(path);
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(plain.body.toString(), script);
  });

  test('what is not there, or not to be seen, is a 404 that nobody keeps', async () => {
    for (const path of [
      '/nothing',
      '/assets/old-1234.js',
      '/assets',
      '/assets/',
      '/.secret',
      '/../package.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/constructor',
      '/__proto__',
    ]) {
      const { status, headers } = await get(path);
      assert.ok(status === 404 || status === 403 || status === 400, `${path}: ${status}`);
      assert.notEqual(headers['cache-control'], 'public, max-age=31536000, immutable');
    }
    assert.equal((await get('/nothing')).status, 404);
    assert.equal((await get('/', { method: 'POST' })).status, 404);
  });

  test('what is no question for a page is refused in plain text, also where the page is compressed', async () => {
    for (const path of ['/', '/assets/main-Ab12.js']) {
      const headers = { 'accept-encoding': 'br, gzip' };
      const answer = await get(path, { method: 'POST', headers });
      assert.equal(answer.status, 404);
      assert.equal(answer.headers['content-encoding'], undefined);
      assert.equal(answer.headers['cache-control'], 'no-store');
      assert.equal(answer.body.toString(), 'Not found\n');
    }
  });

  test('what was shared without a service worker leads to the page, which says so', async () => {
    const { status, headers } = await get('/share', { method: 'POST' });
    assert.equal(status, 303);
    assert.equal(headers.location, './#/share');
    assert.equal((await get('/share')).status, 404);
  });

  test('a path that is no text is refused as any other error is', async () => {
    for (const path of ['/%', '/%E0%A4%A', '/assets/%ff', '/broker/%']) {
      const { status, headers, body } = await get(path);
      assert.equal(status, 400, path);
      assert.match(String(headers['content-type']), /^text\/plain/);
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(body.toString(), 'Bad request\n');
    }
  });

  test('an error inside is told without its reason', async () => {
    const { status, body } = await get('/broker/throw');
    assert.equal(status, 500);
    assert.doesNotMatch(body.toString(), /secret reason|node_modules/);
  });
});

describe('headers', () => {
  test('the policy allows what the phone needs and nothing else', async () => {
    for (const path of ['/', '/nothing', '/healthz']) {
      const { headers } = await get(path);
      assert.deepEqual(String(headers['content-security-policy']).split(';').sort(), [
        "base-uri 'none'",
        "connect-src 'self' ws: wss:",
        "default-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' blob: data:",
        "manifest-src 'self'",
        "media-src 'self' blob: mediastream:",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "worker-src 'self'",
      ]);
      const policy = String(headers['permissions-policy']);
      for (const device of ['microphone', 'camera', 'display-capture']) {
        assert.ok(policy.includes(`${device}=(self)`), policy);
      }
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.equal(headers['x-powered-by'], undefined);
    }
  });

  test('only TLS makes browsers insist on https', async () => {
    assert.equal((await get('/')).headers['strict-transport-security'], undefined);
    const at = await serve(true);
    assert.match(String((await get('/', { at })).headers['strict-transport-security']), /max-age/);
  });
});

test('a stopping server is alive, but not ready', async () => {
  assert.equal((await get('/readyz')).status, 200);
  ready = false;
  assert.equal((await get('/readyz')).status, 503);
  assert.equal((await get('/healthz')).status, 200);
});
