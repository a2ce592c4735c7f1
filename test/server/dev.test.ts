import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { BrokerClient } from './support/broker-client.ts';
import { freePort } from './support/free-port.ts';
import { PhoneKey } from './support/phone-key.ts';
import { root } from './support/release.ts';

test('npm run dev serves the sources, with the broker inside', { timeout: 120_000 }, async (t) => {
  const port = await freePort();
  const stun = 'stun:stun.example.org:3478';
  const env = { PATH: process.env['PATH'], PORT: String(port), STUN_URLS: stun };
  // A group of its own, which gets its signals as from a terminal: npm starts a shell, which starts Vite.
  const child = spawn('npm', ['run', 'dev'], { cwd: root, env, detached: true });
  const send = (signal: NodeJS.Signals) => process.kill(-(child.pid ?? 0), signal);
  const ended = once(child, 'close').then(() => true);
  let isOver = false;
  t.after(() => isOver || send('SIGKILL'));
  let told = '';
  for (const out of [child.stdout, child.stderr]) out.on('data', (data) => (told += String(data)));

  const url = `http://127.0.0.1:${port}/`;
  const page = async () => (await fetch(url)).text();
  let html = await page().catch(() => null);
  while (html === null) {
    assert.equal(child.exitCode, null, told);
    await setTimeout(100);
    html = await page().catch(() => null);
  }
  assert.match(html, /src="\/@vite\/client"/);
  assert.match(html, /src="\/web\/main\.ts/);

  const { host } = new URL(url);
  const key = new PhoneKey();
  const phone = await BrokerClient.open(url, key.id, key.token(host));
  const headers = { authorization: `Bearer ${key.iceToken(host)}` };
  const answer = await fetch(new URL('api/ice', url), { headers });
  assert.equal(answer.status, 200);
  const { iceServers } = (await answer.json()) as { iceServers: unknown };
  assert.deepEqual(iceServers, [{ urls: [stun] }]);

  send('SIGTERM');
  isOver = await ended;
  await phone.closed;
  await assert.rejects(page);
});
