import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { BrokerClient, isOffer, offer } from './support/broker-client.ts';
import { Nats, natsless } from './support/nats.ts';
import { PhoneKey } from './support/phone-key.ts';
import { startServer, type ServerProcess } from './support/server-process.ts';

interface Panel {
  readonly targets: readonly { readonly expr: string }[];
}

async function figuresOf(url: string): Promise<string> {
  return (await fetch(new URL('metrics', url))).text();
}

/** One figure by its name and labels, as Prometheus writes it. */
function figure(figures: string, name: string): number | null {
  const line = figures.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? null : Number(line.slice(name.length + 1));
}

describe('figures', () => {
  let server: ServerProcess;
  let figures: string;
  const phone = new PhoneKey();

  before(async () => {
    server = await startServer();
    const { host } = new URL(server.url);
    const [ann, ben] = await Promise.all([
      BrokerClient.open(server.url, phone.id, phone.token(host)),
      BrokerClient.open(server.url, 'ben'),
    ]);
    const left = await BrokerClient.open(server.url, 'left');
    left.socket.close();
    await left.closed;
    for (const name of ['one', 'two']) {
      ann.send(offer('ben', name));
      await ben.next(isOffer(name));
    }
    ben.send({ type: 'LEAVE', dst: phone.id });
    await ann.next(({ type }) => type === 'LEAVE');
    ann.socket.send('nothing');
    ann.send(offer('nobody', 'x'));
    await ann.next(({ type }) => type === 'EXPIRE');
    const thief = new BrokerClient(server.url, phone.id, 'token');
    await thief.closed;
    figures = await figuresOf(server.url);
  });
  after(async () => {
    server.kill('SIGTERM');
    assert.equal((await server.ended).stderr, '');
  });

  test('count what happened', () => {
    const bytes = Buffer.byteLength(JSON.stringify({ ...offer('ben', 'one'), src: phone.id }));
    for (const [name, value] of [
      ['tincan_connections', 2],
      ['tincan_sign_ons_total', 3],
      ['tincan_refusals_total{reason="token"}', 1],
      ['tincan_relayed_messages_total{type="OFFER"}', 2],
      ['tincan_relayed_messages_total{type="LEAVE"}', 1],
      ['tincan_relayed_bytes_total{type="OFFER"}', 2 * bytes],
      ['tincan_relay_seconds_count', 3],
      ['tincan_relay_seconds_bucket{le="0.1"}', 3],
      ['tincan_kept_messages_total', 1],
      ['tincan_expired_total', 1],
      ['tincan_dropped_frames_total', 1],
    ] as const) {
      assert.equal(figure(figures, name), value, name);
    }
    assert.ok((figure(figures, 'nodejs_eventloop_lag_p99_seconds') ?? 0) > 0);
  });

  test('name nobody', () => {
    for (const name of [phone.id, 'ben', 'left', 'nobody', '127.0.0.1', '::1']) {
      assert.ok(!figures.includes(name), name);
    }
  });

  test('say that the other servers are not reached, if there may be any', async () => {
    assert.equal(figure(figures, 'tincan_nats_connected'), null);
    const { url } = await Nats.create();
    const one = await startServer([], { env: { NATS_URL: url } });
    figures += await figuresOf(one.url);
    assert.equal(figure(figures, 'tincan_nats_connected'), 0);
    one.kill('SIGTERM');
    await one.ended;
  });

  test('say when they are reached', { skip: natsless ?? false }, async (t) => {
    const nats = await Nats.create();
    t.after(() => nats.kill());
    const one = await startServer([], { env: { NATS_URL: nats.url } });
    assert.equal(figure(await figuresOf(one.url), 'tincan_nats_connected'), 0);
    await nats.start();
    while (figure(await figuresOf(one.url), 'tincan_nats_connected') !== 1) await setTimeout(50);
    one.kill('SIGTERM');
    await one.ended;
  });

  test('are all that the dashboard draws', () => {
    const text = readFileSync('deploy/grafana.json', 'utf8');
    const { panels } = JSON.parse(text) as { panels: readonly Panel[] };
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    assert.ok(expressions.length >= panels.length);
    for (const expression of expressions) {
      const drawn = [...expression.matchAll(/(\w+)\{/g)].map(([, name]) => name);
      assert.equal(drawn.length, 1, expression);
      const label = /sum by \((\w+)\)/.exec(expression)?.[1];
      const figure = label ? `${drawn[0]}\\{(?:.*,)?${label}="` : `${drawn[0]}[ {]`;
      assert.ok(new RegExp(`^${figure}`, 'm').test(figures), expression);
    }
    const listed = [...text.matchAll(/label_values\((\w+)/g)].map(([, name]) => name);
    assert.ok(listed.length > 0);
    for (const name of listed) assert.ok(new RegExp(`^${name} `, 'm').test(figures), name);
  });
});

describe('are read', () => {
  async function on(
    flags: readonly string[],
    ask: (
      statusFor: (headers?: Record<string, string>) => Promise<number>,
      server: ServerProcess,
    ) => Promise<void>,
  ): Promise<void> {
    const server = await startServer(flags);
    await ask(async (headers = {}) => {
      const response = await fetch(new URL('metrics', server.url), { headers });
      const text = await response.text();
      assert.equal(text.includes('tincan_connections'), response.status === 200);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      return response.status;
    }, server);
    server.kill('SIGTERM');
    await server.ended;
  }

  test('by who has the token, from anywhere', () =>
    on(['--metrics-token', 'two-cans'], async (statusFor) => {
      assert.equal(await statusFor(), 401);
      for (const wrong of [
        'Bearer two-can',
        'Bearer two-cans!',
        'Bearer',
        'Basic two-cans',
        'two-cans',
      ]) {
        assert.equal(await statusFor({ authorization: wrong }), 401, wrong);
      }
      const authorization = 'Bearer two-cans';
      assert.equal(await statusFor({ authorization }), 200);
      assert.equal(await statusFor({ authorization, 'x-forwarded-for': '203.0.113.9' }), 200);
    }));

  test('without a token from this machine', () =>
    on([], async (statusFor) => assert.equal(await statusFor(), 200)));

  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const other = addresses.find(({ internal, family }) => !internal && family === 'IPv4');
  const skip = other ? false : 'this machine is in no network';
  test('without a token from nowhere else', { skip }, () =>
    on([], async (_statusFor, { port }) => {
      assert.equal((await fetch(`http://${other?.address}:${port}/metrics`)).status, 403);
    }),
  );

  test('through a proxy that is not trusted by nobody without a token', () =>
    on([], async (statusFor) => {
      for (const header of ['x-forwarded-for', 'forwarded', 'via']) {
        assert.equal(await statusFor({ [header]: '127.0.0.1' }), 403, header);
      }
    }));

  for (const trust of ['loopback', 'true', '1']) {
    test(`through a proxy that is trusted as ${trust}, for this machine`, () =>
      on(['--trust-proxy', trust], async (statusFor) => {
        assert.equal(await statusFor(), 200);
        assert.equal(await statusFor({ 'x-forwarded-for': '127.0.0.1' }), 200);
        for (const from of [
          '203.0.113.9',
          '127.0.0.1, 203.0.113.9',
          '203.0.113.9, 127.0.0.1',
          'x',
        ]) {
          assert.equal(await statusFor({ 'x-forwarded-for': from }), 403, from);
        }
        assert.equal(await statusFor({ forwarded: 'for=203.0.113.9' }), 403);
      }));
  }
});
