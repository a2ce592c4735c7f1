import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BrokerClient } from './support/broker-client.ts';
import { startServer } from './support/server-process.ts';

const start = ['tools/start.mjs'];

test('the start command serves the built page, its assets and the broker', async () => {
  const server = await startServer([], { script: start });
  const shell = await fetch(server.url);
  assert.equal(shell.status, 200);
  assert.equal(shell.headers.get('content-encoding'), 'br');
  const html = await shell.text();
  const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  assert.ok(assets.some((path) => path?.endsWith('.js')));
  for (const path of assets) {
    const response = await fetch(new URL(path ?? '', server.url));
    assert.equal(response.status, 200);
    assert.match(response.headers.get('cache-control') ?? '', /immutable/);
    assert.equal(response.headers.get('content-encoding'), 'br');
  }
  // A policy without `unsafe-inline` runs nothing that stands in the page itself.
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
  const client = await BrokerClient.open(server.url, 'somebody');
  server.kill('SIGTERM');
  assert.equal(await client.closed, 1001);
  assert.equal((await server.ended).code, 0);
});

test('the start command passes flags and exit code on', async () => {
  await assert.rejects(startServer(['--host', 'not a host'], { script: start }), /HOST must/);
});
