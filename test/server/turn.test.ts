import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { iceServersFor } from '../../server/ice.ts';
import { settings, startContained, startCoturn, turnless } from './support/coturn.ts';
import { freePort } from './support/free-port.ts';
import { TurnClient } from './support/turn-client.ts';

const secret = randomBytes(8).toString('hex');
const unauthorized = 401;
const forbidden = 403;
const unsupported = 442;

/** A phone that was told its ICE servers by a server with this secret, at this time. */
function phone(port: number, { turnSecret = secret, at = Date.now() } = {}): TurnClient {
  const told = { stunUrls: [], turnUrls: ['turn:here'], turnSecret, turnTtl: 60 };
  const { username = '', credential = '' } =
    iceServersFor('88q8vn5rnvbbkkt0asz1', told, at).iceServers[0] ?? {};
  return new TurnClient(port, { username, credential });
}

async function allocation(client: TurnClient, family: 4 | 6 = 4): Promise<number | null> {
  after(() => client.close());
  return client.allocate(family);
}

describe('coturn with deploy/turnserver.conf', { skip: turnless ?? false }, () => {
  let port: number;
  let stop: () => Promise<void>;
  before(async () => {
    port = await freePort();
    stop = startCoturn({ addresses: ['127.0.0.1', '::1'], port, secret });
  });
  after(() => stop());

  test('relays for whom Tincan gave a password, for as long as that is good', async () => {
    assert.equal(await allocation(phone(port)), null);
    assert.equal(await allocation(phone(port, { at: Date.now() - 62_000 })), unauthorized);
    assert.equal(await allocation(phone(port, { turnSecret: 'another' })), unauthorized);
  });

  test('connects to nobody by TCP', async () => {
    const client = phone(port);
    after(() => client.close());
    // Where it may, it says 400, because it is asked by UDP.
    assert.equal(await client.allocate(4, 'tcp'), unsupported);
  });

  test('reaches the Internet, and no network behind it', async () => {
    const client = phone(port);
    assert.equal(await allocation(client), null);
    for (const address of ['198.51.100.7', '8.8.8.8', '172.32.0.1', '100.128.0.1']) {
      assert.equal(await client.permit(address), null, address);
    }
    const near = `0.0.0.0 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.1.2.3
      169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.168.0.1 192.168.255.255 198.18.0.1
      224.0.0.1 240.0.0.1 255.255.255.255`;
    for (const address of near.split(/\s+/)) {
      assert.equal(await client.permit(address), forbidden, address);
    }
  });

  test('reaches none by way of IPv6 either', async () => {
    const client = phone(port);
    assert.equal(await allocation(client, 6), null);
    assert.equal(await client.permit('2a00:1450:4001:830::200e'), null);
    const near = `:: ::1 ::7f00:1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 64:ff9b::a00:1 64:ff9b:1::a00:1
      100::1 2001::1 2002:7f00:1:: 2002:a00:1::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1`;
    for (const address of near.split(/\s+/)) {
      assert.equal(await client.permit(address), forbidden, address);
    }
  });
});

describe('coturn as deploy/compose.yaml starts it', { skip: turnless ?? false }, () => {
  test('writes its log to where containers keep it', { timeout: 60_000 }, async () => {
    const coturn = startContained({ port: await freePort(), settings });
    after(() => coturn.stop());
    await coturn.wrote('Default realm: tincan');
  });

  const folder = mkdtempSync(join(tmpdir(), 'tincan-turn-'));
  after(() => rmSync(folder, { recursive: true }));
  const unreadable = {
    'are not there': join(folder, 'turnserver.conf'),
    // Docker makes one of a file that is not there.
    'are a folder': folder,
  };
  for (const [what, path] of Object.entries(unreadable)) {
    test(`lets nobody in where its settings ${what}`, async () => {
      const port = await freePort();
      const coturn = startContained({ port, settings: path });
      after(() => coturn.stop());
      for (const turnSecret of [secret, '']) {
        assert.equal(await allocation(phone(port, { turnSecret })), unauthorized);
      }
    });
  }

  test('relays by the secret in its settings', async () => {
    const port = await freePort();
    const own = join(folder, 'own.conf');
    const text = readFileSync(settings, 'utf8');
    writeFileSync(own, text.replace('#static-auth-secret=', `static-auth-secret=${secret}`));
    const coturn = startContained({ port, settings: own });
    after(() => coturn.stop());
    assert.equal(await allocation(phone(port)), null);
    assert.equal(await allocation(phone(port, { turnSecret: 'another' })), unauthorized);
  });
});
