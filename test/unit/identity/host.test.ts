import { assert } from '@esm-bundle/chai';
import * as fc from 'fast-check';
import { isHost, parseHost } from '../../../web/identity/host.ts';

describe('a host', () => {
  for (const [text, host] of [
    ['phone.example', 'phone.example'],
    ['Phone.Example:9000', 'phone.example:9000'],
    ['phone.example:443', 'phone.example'],
    ['localhost:9000', 'localhost:9000'],
    ['xn--mller-kva.example', 'xn--mller-kva.example'],
    ['192.168.1.5:65535', '192.168.1.5:65535'],
    ['[::1]:9000', '[::1]:9000'],
    ['[2001:DB8:0::1]', '[2001:db8::1]'],
  ]) {
    it(`is ${text}`, () => {
      assert.equal(parseHost(text!), host);
      assert.isTrue(isHost(host));
    });
  }

  for (const text of [
    '',
    'phone.example:',
    'phone.example:0',
    'phone.example:080',
    'phone.example:65536',
    'phone.example:9000x',
    'phone.example:-1',
    'phone.example/',
    'phone.example/x',
    'phone.example?x',
    'phone.example#x',
    'phone.example\\x',
    'phone.example.',
    '.phone.example',
    'phone..example',
    'phone_example',
    'phone example',
    ' phone.example',
    'phone.example\n',
    'ana@phone.example',
    'ana:b@phone.example',
    'ph%6Fne.example',
    'müller.example',
    // The Kelvin sign is a k to browsers.
    'phone.\u212aansas',
    'phone.example\u00ad',
    'wss://phone.example',
    '256.1.1.1',
    '1.2',
    '0x7f.0.0.1',
    '2130706433',
    '::1',
    '[::1',
    '[::g]',
    '[fe80::1%eth0]',
    '[127.0.0.1]',
    `${'a'.repeat(300)}.example`,
  ]) {
    it(`is not ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.isNull(parseHost(text));
      assert.isFalse(isHost(text));
    });
  }

  it('is read from any text without an error, and stays what it is when read again', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.domain(),
      fc.ipV4Extended(),
      fc.ipV6().map((ip) => `[${ip}]`),
      fc.webAuthority({ withPort: true, withUserInfo: true, withIPv6: true }),
      fc
        .array(fc.constantFrom('a', '1', '.', ':', '[', ']', '@', '/', '9000', '%', ' '), {
          maxLength: 12,
        })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (text) => {
        const host = parseHost(text);
        if (host === null) return;
        assert.equal(parseHost(host), host);
        assert.equal(new URL(`wss://${host}/broker`).host, host);
        assert.notMatch(text, /[@/\\?#\s]/);
      }),
      { numRuns: 500 },
    );
  });

  it('is every name and every address with every port', () => {
    const name = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().map((ip) => `[${ip}]`),
    );
    fc.assert(
      fc.property(name, fc.integer({ min: 1, max: 65_535 }), (name, port) => {
        assert.isNotNull(parseHost(`${name}:${port}`), `${name}:${port}`);
      }),
      { numRuns: 300 },
    );
  });
});
