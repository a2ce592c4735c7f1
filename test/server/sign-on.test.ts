import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { TokenVerifier } from '../../server/sign-on.ts';
import { BrokerClient, isOffer, offer, type Incoming } from './support/broker-client.ts';
import { freePort } from './support/free-port.ts';
import { PhoneKey } from './support/phone-key.ts';
import { startServer, type ServerProcess } from './support/server-process.ts';

const host = 'phone.example';
const now = 1_800_000_000_000;
const ana = new PhoneKey();

function codeOf(token: string, { at = now, asked = host, id = ana.id } = {}): string {
  const claim = new TokenVerifier({ host: null, allowGuests: true, now: () => at }).check(
    id,
    token,
    asked,
  );
  return claim.kind === 'refused' ? claim.refusal.code : claim.kind;
}

describe('a token', () => {
  test('is taken where and when it was signed for', () => {
    assert.equal(codeOf(ana.token(host, now)), 'signed');
    assert.equal(codeOf(ana.token(host, now), { asked: 'Phone.Example' }), 'signed');
    assert.equal(codeOf(ana.token(host, now), { at: now + 59_000 }), 'signed');
    assert.equal(codeOf(ana.token(host, now), { at: now - 59_000 }), 'signed');
  });

  test('is good for one sign-on', () => {
    const tokens = new TokenVerifier({ host, allowGuests: false, now: () => now });
    const token = ana.token(host, now);
    assert.equal(tokens.check(ana.id, token, host).kind, 'signed');
    const again = tokens.check(ana.id, token, host);
    assert.ok(again.kind === 'refused' && again.refusal.code === 'used');
    // The last symbol of base64 has two bits that say nothing.
    const twin = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    assert.equal(tokens.check(ana.id, twin, host).kind, 'refused');
    assert.equal(tokens.check(ana.id, ana.token(host, now + 1), host).kind, 'signed');
  });

  test('of another minute is refused, with the time of the server', () => {
    const tokens = new TokenVerifier({ host, allowGuests: false, now: () => now });
    for (const time of [now - 61_000, now + 61_000]) {
      const claim = tokens.check(ana.id, ana.token(host, time), host);
      assert.ok(claim.kind === 'refused' && claim.refusal.code === 'clock');
      assert.equal(claim.refusal.now, now);
    }
  });

  test('for another host is refused', () => {
    assert.equal(codeOf(ana.token('other.example', now)), 'token');
  });

  test('of somebody else is refused', () => {
    const eve = new PhoneKey();
    assert.equal(codeOf(eve.token(host, now)), 'token');
    assert.equal(codeOf(eve.token(host, now, ana.id)), 'token');
    assert.equal(codeOf(eve.token(host, now), { id: ana.id.toUpperCase() }), 'token');
  });

  test('that was changed anywhere is refused', () => {
    const good = Buffer.from(ana.token(host, now), 'base64url');
    for (const at of good.keys()) {
      const bad = Buffer.from(good);
      bad[at]! ^= 1;
      assert.equal(codeOf(bad.toString('base64url')), 'token', `byte ${at}`);
    }
    for (const none of ['', 'token', 'A'.repeat(183), ana.token(host, now).slice(1)]) {
      assert.equal(codeOf(none), 'token', none);
    }
  });

  test('for the name the phone was opened by is told from an attack', () => {
    const tokens = new TokenVerifier({ host, allowGuests: false, now: () => now });
    const claim = tokens.check(ana.id, ana.token('10.0.0.5:9000', now), '10.0.0.5:9000');
    assert.ok(claim.kind === 'refused' && claim.refusal.code === 'host');
    assert.equal(claim.refusal.host, host);
  });
});

describe('a running broker', () => {
  let server: ServerProcess;
  let here: string;
  before(async () => {
    server = await startServer([], { env: { ALLOW_GUESTS: '' } });
    here = new URL(server.url).host;
  });
  after(async () => {
    server.kill('SIGTERM');
    assert.equal((await server.ended).stderr, '');
  });

  async function refusal(id: string, token: string): Promise<Incoming['payload']> {
    const client = new BrokerClient(server.url, id, token);
    const { payload } = await client.next(({ type }) => type === 'ERROR');
    await client.closed;
    return payload;
  }

  test('has one name, whatever host it is found by', async () => {
    const bob = new PhoneKey();
    const named = async (key: PhoneKey, host: string) => {
      const url = server.url.replace(new URL(server.url).hostname, host);
      const token = key.token(new URL(url).host);
      const client = new BrokerClient(url, key.id, token);
      const { broker } = (await client.next(({ type }) => type === 'OPEN')) as { broker?: string };
      client.socket.close();
      return broker;
    };
    const [name, again] = [await named(bob, '127.0.0.1'), await named(bob, 'localhost')];
    assert.match(name ?? '', /^[\w-]{22}$/);
    assert.equal(again, name);
  });

  test('introduces two phones', async () => {
    const bob = new PhoneKey();
    const [one, other] = await Promise.all(
      [ana, bob].map(async (key) => BrokerClient.open(server.url, key.id, key.token(here))),
    );
    one!.send(offer(bob.id, 'call'));
    assert.equal((await other!.next(isOffer('call'))).src, ana.id);
  });

  test('gives the ID to its owner at once, whoever holds it, and tells the one before', async () => {
    const first = await BrokerClient.open(server.url, ana.id, ana.token(here));
    const second = await BrokerClient.open(server.url, ana.id, ana.token(here));
    const { payload } = await first.next(({ type }) => type === 'ERROR');
    assert.equal((payload as { code?: string }).code, 'elsewhere');
    await first.closed;
    const eve = new PhoneKey();
    const why = await refusal(ana.id, eve.token(here, Date.now(), ana.id));
    assert.equal((why as { code?: string }).code, 'token');
    second.send(offer(ana.id, 'still here'));
    await second.next(isOffer('still here'));
  });

  test('knows a client by the ID that was checked, not by another in the same query', async () => {
    const eve = new PhoneKey();
    const mine = new URLSearchParams({ key: 'peerjs', id: eve.id, token: eve.token(here) });
    const theirs = new URLSearchParams({ id: ana.id, token: 'mine' });
    const address = new URL(`broker/peerjs?${mine.toString()}&${theirs.toString()}`, server.url);
    address.protocol = 'ws:';
    const thief = new WebSocket(address);
    await once(thief, 'message');
    const owner = await BrokerClient.open(server.url, ana.id, ana.token(here));
    const heard = once(thief, 'message') as Promise<[Buffer]>;
    owner.send(offer(ana.id, 'mine'));
    await owner.next(isOffer('mine'));
    owner.send(offer(eve.id, 'to Eve'));
    const message = JSON.parse((await heard)[0].toString()) as Incoming;
    assert.ok(isOffer('to Eve')(message));
    assert.equal(message.dst, eve.id);
    thief.terminate();
  });

  test('refuses guests unless it is told not to', async () => {
    assert.equal(((await refusal('ann', 'token')) as { code?: string }).code, 'guest');
    const open = await startServer([], { env: { ALLOW_GUESTS: 'true' } });
    await BrokerClient.open(open.url, 'ann');
    const client = new BrokerClient(open.url, ana.id, 'token');
    const { payload } = await client.next(({ type }) => type === 'ERROR');
    assert.equal((payload as { code?: string }).code, 'token');
    open.kill('SIGTERM');
    await open.ended;
  });

  test('wants to be reached at PUBLIC_URL where that is set', async () => {
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}/`;
    const named = await startServer(['--port', port, '--public-url', 'https://phone.example/']);
    const client = new BrokerClient(url, ana.id, ana.token(`127.0.0.1:${port}`));
    const { payload } = await client.next(({ type }) => type === 'ERROR');
    assert.equal((payload as { host?: string }).host, 'phone.example');
    await BrokerClient.open(url, ana.id, ana.token('phone.example'));
    named.kill('SIGTERM');
    await named.ended;
  });
});
