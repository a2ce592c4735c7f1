import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { describe, test } from 'node:test';
import { addressOf, isLoopback, networkOf, trustOf } from '../../server/address.ts';
import type { Settings } from '../../server/settings.ts';

function request(remoteAddress: string, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return { headers, socket: { remoteAddress } } as IncomingMessage;
}

describe('who asks', () => {
  const cases: [trust: Settings['trustProxy'], socket: string, forwarded: string, who: string][] = [
    [false, '127.0.0.1', '203.0.113.9', '127.0.0.1'],
    [true, '127.0.0.1', '198.51.100.1, 203.0.113.9', '198.51.100.1'],
    [1, '127.0.0.1', '198.51.100.1, 203.0.113.9', '203.0.113.9'],
    [2, '127.0.0.1', '198.51.100.1, 203.0.113.9', '198.51.100.1'],
    [['loopback'], '127.0.0.1', '198.51.100.1, 203.0.113.9', '203.0.113.9'],
    [['loopback'], '::ffff:127.0.0.1', '2001:db8::7', '2001:db8::7'],
    [['loopback'], '192.0.2.1', '203.0.113.9', '192.0.2.1'],
    [true, '127.0.0.1', 'nobody', '127.0.0.1'],
    [1, '127.0.0.1', '203.0.113.9:5678', '127.0.0.1'],
    [['loopback'], '127.0.0.1', '203.0.113.9:5678', '127.0.0.1'],
    [['loopback'], '127.0.0.1', '[2001:db8::7]', '127.0.0.1'],
    [true, '127.0.0.1', '', '127.0.0.1'],
  ];
  for (const [trust, socket, forwarded, who] of cases) {
    test(`with TRUST_PROXY=${String(trust)}, ${socket} for “${forwarded}” is ${who}`, () => {
      assert.equal(addressOf(request(socket, forwarded), trustOf(trust)), who);
    });
  }
});

describe('what counts as one address', () => {
  test('is the whole of IPv4, also within IPv6', () => {
    assert.equal(networkOf('203.0.113.9'), '203.0.113.9');
    assert.equal(networkOf('::ffff:203.0.113.9'), '203.0.113.9');
  });

  test('is 64 bits of IPv6', () => {
    assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), networkOf('2001:DB8:1:2::'));
    assert.notEqual(networkOf('2001:db8:1:2::'), networkOf('2001:db8:1:3::'));
    assert.equal(networkOf('fe80::1%eth0'), networkOf('fe80::2'));
  });

  test('is one for all who have none', () => {
    assert.equal(networkOf(''), '');
    assert.equal(networkOf('__proto__'), '');
  });
});

test('only this machine is this machine', () => {
  for (const here of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1']) {
    assert.ok(isLoopback(here), here);
  }
  for (const there of [
    '192.168.0.1',
    '::',
    '0.0.0.0',
    '2001:db8::1',
    '',
    'localhost',
    '127.0.0.1:80',
  ]) {
    assert.ok(!isLoopback(there), there);
  }
});
