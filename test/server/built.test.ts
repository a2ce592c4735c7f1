import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BrokerClient } from './support/broker-client.ts';
import { runServer, startServer } from './support/server-process.ts';

const start = ['npm', 'start', '--'];

test('the start command serves the built page, its assets and the broker', async () => {
  const server = await startServer([], { command: start });
  const headers = { 'accept-encoding': 'br' };
  const shell = await fetch(server.url, { headers });
  assert.equal(shell.status, 200);
  assert.equal(shell.headers.get('content-encoding'), 'br');
  const html = await shell.text();
  const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  assert.ok(assets.some((path) => path?.endsWith('.js')));
  for (const path of assets) {
    const response = await fetch(new URL(path ?? '', server.url), { headers });
    assert.equal(response.status, 200);
    assert.match(response.headers.get('cache-control') ?? '', /immutable/);
    assert.equal(response.headers.get('content-encoding'), 'br');
  }
  // A policy without `unsafe-inline` runs nothing that stands in the page itself.
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
  // The call screen is dark on a light page only while the browser resolves colours itself.
  const style = assets.find((path) => path?.endsWith('.css'));
  assert.match(await (await fetch(new URL(style ?? '', server.url))).text(), /light-dark\(/);
  const client = await BrokerClient.open(server.url, 'somebody');
  server.kill('SIGTERM');
  assert.equal(await client.closed, 1001);
  assert.equal((await server.ended).code, 0);
});

test('a signal to the start command stops the server', async () => {
  const server = await startServer([], { command: start });
  server.kill('SIGINT');
  assert.equal((await server.ended).code, 0);
  await assert.rejects(fetch(server.url));
});

test('the start command passes flags and exit code on', async () => {
  const { code, stderr } = await runServer(['--host=not a host'], {}, start);
  assert.equal(code, 2);
  assert.match(stderr, /^HOST must/m);
});

test('all that the service worker keeps is there, the same in every encoding', async (t) => {
  const server = await startServer([], { command: start });
  // One that a failure leaves behind would keep the test from ending.
  t.after(() => server.kill('SIGKILL'));
  const get = async (path: string, encoding: string) => {
    const response = await fetch(new URL(path, server.url), {
      headers: { 'accept-encoding': encoding },
    });
    assert.equal(response.status, 200, path);
    return Buffer.from(await response.arrayBuffer());
  };
  const worker = (await get('/sw.js', 'identity')).toString();
  const kept = [...worker.matchAll(/\{"revision":(?:null|"[^"]*"),"url":"([^"]+)"\}/g)];
  const paths = kept.map(([, path]) => path ?? '');
  assert.ok(paths.includes('index.html') && paths.some((path) => path.startsWith('assets/')));
  // A hash may end in “sw” as well.
  assert.ok(!paths.some((path) => /screenshots|\.(?:br|gz)$|^sw\.js$/.test(path)), 'no ballast');
  for (const path of [...paths, 'sw.js']) {
    const plain = await get(path, 'identity');
    for (const encoding of ['br', 'gzip']) {
      assert.ok(plain.equals(await get(path, encoding)), `${path} in ${encoding}`);
    }
  }
  server.kill('SIGTERM');
  await server.ended;
});
