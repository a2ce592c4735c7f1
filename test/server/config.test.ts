import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { configure } from '../../server/config.ts';
import type { Settings } from '../../server/settings.ts';

function read(environment: Record<string, string>, flags: string[] = []): Settings {
  const configured = configure(flags, environment);
  if (configured.kind !== 'config') throw new Error(JSON.stringify(configured));
  return configured.config;
}

function refusal(environment: Record<string, string>, flags: string[] = []): string {
  const configured = configure(flags, environment);
  if (configured.kind !== 'wrong') throw new Error(JSON.stringify(configured));
  return configured.sentence;
}

test('where nothing is set', () => {
  assert.deepEqual(read({}), {
    port: 9000,
    host: '::',
    dataDir: './data',
    publicUrl: null,
    trustProxy: false,
    tlsCert: null,
    tlsKey: null,
    stunUrls: [],
    turnUrls: [],
    turnSecret: null,
    turnTtl: 3600,
    natsUrl: [],
    maxConnections: 20_000,
    maxPerAddress: 1_000,
    allowGuests: false,
    metricsToken: null,
    logLevel: 'warn',
  });
});

test('a flag wins over the variable, an empty text counts as not set', () => {
  assert.equal(read({ PORT: '1' }, ['--port', '2']).port, 2);
  assert.equal(read({ PORT: '1' }, ['--port=2']).port, 2);
  assert.equal(read({ PORT: '' }).port, 9000);
  assert.equal(read({ PORT: '1' }, ['--port=']).port, 1);
});

test('an empty list is one that is not set', () => {
  assert.deepEqual(read({ STUN_URLS: '', TURN_URLS: '', NATS_URL: '' }), read({}));
});

test('values are read into what they mean', () => {
  assert.equal(read({ TRUST_PROXY: '2' }).trustProxy, 2);
  assert.equal(read({ TRUST_PROXY: '99' }).trustProxy, 99);
  assert.equal(read({ TRUST_PROXY: 'true' }).trustProxy, true);
  assert.deepEqual(read({ TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/64' }).trustProxy, [
    'loopback',
    '10.0.0.0/8',
    'fd00::/64',
  ]);
  assert.deepEqual(read({ TRUST_PROXY: '::ffff:10.0.0.1,fe80::1%eth0' }).trustProxy, [
    '::ffff:10.0.0.1',
    'fe80::1%eth0',
  ]);
  assert.deepEqual(read({ STUN_URLS: 'stun:a:1, stuns:b' }).stunUrls, ['stun:a:1', 'stuns:b']);
  assert.deepEqual(read({ STUN_URLS: 'stun:a:65535' }).stunUrls, ['stun:a:65535']);
  const nats = 'nats://u:a%25b@127.0.0.1:4222';
  assert.deepEqual(read({ NATS_URL: nats }).natsUrl, [nats]);
  assert.deepEqual(read({ NATS_URL: 'nats://token@a,nats://b' }).natsUrl, [
    'nats://token@a',
    'nats://b',
  ]);
  const turn = 'turn:[2001:db8::1]:3478?transport=tcp,turns:turn.example.org';
  assert.deepEqual(read({ TURN_URLS: turn, TURN_SECRET: 'x' }).turnUrls, turn.split(','));
  assert.equal(read({ ALLOW_GUESTS: 'false' }).allowGuests, false);
  assert.equal(read({ PUBLIC_URL: 'https://a.example' }).publicUrl, 'https://a.example/');
  assert.equal(
    read({ PUBLIC_URL: 'https://a.example:8443/?' }).publicUrl,
    'https://a.example:8443/',
  );
});

describe('a bad value is refused by name', () => {
  const bad: [variable: string, value: string][] = [
    ['PORT', 'abc'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '1e3'],
    ['PORT', ' 1'],
    ['HOST', 'not a host'],
    ['PUBLIC_URL', 'phone.example.org'],
    ['PUBLIC_URL', 'ftp://phone.example.org'],
    ['PUBLIC_URL', 'https://user@phone.example.org/'],
    ['PUBLIC_URL', 'https://:password@phone.example.org/'],
    ['PUBLIC_URL', 'https://phone.example.org/?a=b'],
    ['PUBLIC_URL', 'https://phone.example.org/#a'],
    ['TRUST_PROXY', 'perhaps'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.0/8/8'],
    ['TRUST_PROXY', '10.0.0.0/0'],
    ['TRUST_PROXY', 'loopback/8'],
    ['TRUST_PROXY', '127.1'],
    ['TRUST_PROXY', '64:ff9b::10.0.0.1'],
    ['TRUST_PROXY', '::10.0.0.1'],
    ['TRUST_PROXY', 'fe80::1%eth0.1'],
    ['TRUST_PROXY', 'loopback,fe80::1%a-b'],
    ['TRUST_PROXY', ','],
    ['TRUST_PROXY', '99999999999999999999'],
    ['STUN_URLS', 'http://stun.example.org'],
    ['STUN_URLS', 'stun:a?transport=udp'],
    ['STUN_URLS', 'stun:a:65536'],
    ['STUN_URLS', 'stun:a:0'],
    ['STUN_URLS', ' '],
    ['STUN_URLS', ','],
    ['TURN_URLS', ' , '],
    ['TURN_URLS', 'turn:a,stun:b'],
    ['TURN_URLS', 'turn:a?transport=quic'],
    ['TURN_URLS', 'turn:[2001:db8::1]:99999?transport=tcp'],
    ['TURN_SECRET', ' '],
    ['TURN_TTL', '0'],
    ['NATS_URL', 'nonsense'],
    ['NATS_URL', ' '],
    ['NATS_URL', ','],
    ['NATS_URL', 'nats://:a@127.0.0.1:14222'],
    ['NATS_URL', 'nats://u:a@127.0.0.1:14222,nats://:a@127.0.0.1:14223'],
    ['NATS_URL', 'nats://u:a%zz@127.0.0.1:14222'],
    ['NATS_URL', 'nats://a%zz@127.0.0.1:14222'],
    ['NATS_URL', 'nats://127.0.0.1:14222,nats://u:%ff@127.0.0.1:14222'],
    ['MAX_CONNECTIONS', '0'],
    ['ALLOW_GUESTS', 'maybe'],
    ['LOG_LEVEL', 'loud'],
  ];
  for (const [variable, value] of bad) {
    test(`${variable}=${value}`, () => {
      const sentence = refusal({ [variable]: value });
      assert.ok(sentence.startsWith(`${variable} must `), sentence);
    });
  }

  test('without repeating a secret', () => {
    assert.doesNotMatch(refusal({ NATS_URL: 'nats:user:hunter2' }), /hunter2/);
    assert.doesNotMatch(refusal({ NATS_URL: 'nats://u:hunter2%@127.0.0.1' }), /hunter2/);
    assert.doesNotMatch(refusal({ NATS_URL: 'nats://:hunter2@127.0.0.1' }), /hunter2/);
    assert.doesNotMatch(refusal({ PUBLIC_URL: 'https://user:hunter2@a.example/' }), /hunter2/);
    assert.doesNotMatch(refusal({}, ['nats://user:hunter2@a.example']), /hunter2/);
  });

  test('with the limit that it is over', () => {
    assert.match(refusal({ MAX_CONNECTIONS: '20000000' }), / to 10000000, not “20000000”/);
    assert.match(refusal({ MAX_PER_ADDRESS: '20000000' }), / to 10000000, not “20000000”/);
    assert.match(refusal({ TRUST_PROXY: '100' }), / up to 99,/);
  });
});

test('an argument nobody knows, or without its value, is named', () => {
  assert.match(refusal({}, ['--prot', '1']), /--prot/);
  assert.match(refusal({}, ['--port']), /--port/);
  assert.match(refusal({}, ['-x']), /-x/);
});

test('an argument that is no flag is refused', () => {
  assert.match(refusal({}, ['extra']), /no flag/);
  assert.match(refusal({ PORT: '1' }, ['--port', '2', 'extra']), /no flag/);
});

test('a certificate without a key, and a key without a certificate', () => {
  assert.match(refusal({ TLS_CERT: 'a' }), /^TLS_KEY /);
  assert.match(refusal({ TLS_KEY: 'a' }), /^TLS_CERT /);
});

test('TURN servers without the secret they share', () => {
  assert.match(refusal({ TURN_URLS: 'turn:a' }), /^TURN_SECRET /);
});
