import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { iceServersFor, type IceAnswer } from '../../server/ice.ts';
import { BrokerClient } from './support/broker-client.ts';
import { PhoneKey } from './support/phone-key.ts';
import { startServer, type ServerProcess } from './support/server-process.ts';

const stunUrls = ['stun:turn.example:3478'];
const turnUrls = ['turn:turn.example:3478', 'turn:turn.example:3478?transport=tcp'];

describe('what a phone is told', () => {
  const id = '88q8vn5rnvbbkkt0asz1';
  const now = 1_800_000_000_999;

  test('is the published answer', () => {
    const settings = { stunUrls, turnUrls, turnSecret: 'two cans and a string', turnTtl: 3600 };
    assert.deepEqual(iceServersFor(id, settings, now), {
      iceServers: [
        { urls: stunUrls },
        {
          urls: turnUrls,
          username: '1800003600:88q8vn5rnvbbkkt0asz1',
          credential: 'Xz0y+usX4hsnqxZCdbHFMxtG0Eo=',
        },
      ],
      expires: 1_800_003_600_000,
    });
  });

  test('names no server where none is set', () => {
    const settings = { stunUrls: [], turnUrls: [], turnSecret: null, turnTtl: 60 };
    assert.deepEqual(iceServersFor(id, settings, now), {
      iceServers: [],
      expires: 1_800_000_060_000,
    });
  });
});

describe('/api/ice', () => {
  let server: ServerProcess;
  let host: string;
  before(async () => {
    server = await startServer([], {
      env: {
        STUN_URLS: stunUrls.join(','),
        TURN_URLS: turnUrls.join(','),
        TURN_SECRET: 'secret',
        TURN_TTL: '600',
      },
    });
    host = new URL(server.url).host;
  });
  after(async () => {
    server.kill('SIGTERM');
    assert.equal((await server.ended).stderr, '');
  });

  function ask(authorization: string | null, at = server.url): Promise<Response> {
    const headers = authorization === null ? {} : { authorization };
    return fetch(new URL('api/ice', at), { headers });
  }

  async function refusal(authorization: string | null): Promise<[number, string]> {
    const response = await ask(authorization);
    return [response.status, ((await response.json()) as { code: string }).code];
  }

  async function signedOn(): Promise<{ key: PhoneKey; client: BrokerClient }> {
    const key = new PhoneKey();
    return { key, client: await BrokerClient.open(server.url, key.id, key.token(host)) };
  }

  test('tells a phone that is signed on, and nobody keeps the answer', async () => {
    const { key } = await signedOn();
    const asked = Date.now();
    const response = await ask(`Bearer ${key.iceToken(host)}`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    const { iceServers, expires } = (await response.json()) as IceAnswer;
    assert.ok(Math.abs(expires - asked - 600_000) < 5_000);
    assert.deepEqual(iceServers[0], { urls: stunUrls });
    assert.deepEqual(iceServers[1]?.urls, turnUrls);
    assert.equal(iceServers[1]?.username, `${expires / 1000}:${key.id}`);
  });

  test('tells nobody without a token of a phone', async () => {
    for (const none of [null, 'Bearer', 'Bearer x', `Basic ${'A'.repeat(183)}`, 'Bearer a b']) {
      assert.deepEqual(await refusal(none), [401, 'token'], String(none));
    }
  });

  test('tells no phone that is not signed on, or no longer', async () => {
    const key = new PhoneKey();
    assert.deepEqual(await refusal(`Bearer ${key.iceToken(host)}`), [403, 'absent']);
    const left = await signedOn();
    left.client.socket.close();
    await left.client.closed;
    // The server hears of it at the same time as the phone, or a moment later.
    let status = 200;
    while (status === 200) ({ status } = await ask(`Bearer ${left.key.iceToken(host)}`));
    assert.equal(status, 403);
  });

  test('takes a token once, of this minute, for this host, made for this', async () => {
    const { key } = await signedOn();
    const good = `Bearer ${key.iceToken(host)}`;
    assert.equal((await ask(good)).status, 200);
    assert.deepEqual(await refusal(good), [401, 'used']);
    const old = key.iceToken(host, Date.now() - 61_000);
    assert.deepEqual(await refusal(`Bearer ${old}`), [401, 'clock']);
    assert.deepEqual(await refusal(`Bearer ${key.iceToken('other.example')}`), [401, 'token']);
    assert.deepEqual(await refusal(`Bearer ${key.token(host)}`), [401, 'token']);
  });

  test('is no way to sign on: its token is for nothing else', async () => {
    const key = new PhoneKey();
    const client = new BrokerClient(server.url, key.id, key.iceToken(host));
    const { payload } = await client.next(({ type }) => type === 'ERROR');
    assert.equal((payload as { code?: string }).code, 'token');
  });

  test('tells of no server where none is set', async () => {
    const bare = await startServer();
    const at = new URL(bare.url).host;
    const key = new PhoneKey();
    await BrokerClient.open(bare.url, key.id, key.token(at));
    const response = await ask(`Bearer ${key.iceToken(at)}`, bare.url);
    assert.deepEqual(((await response.json()) as IceAnswer).iceServers, []);
    bare.kill('SIGTERM');
    await bare.ended;
  });
});
