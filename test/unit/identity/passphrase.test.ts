import { assert } from '@esm-bundle/chai';
import { strengthOf, type Strength } from '../../../web/identity/passphrase.ts';

describe('how good a passphrase is', () => {
  const cases: [passphrase: string, Strength][] = [
    ['', 'short'],
    ['x7Kp2mQ', 'short'],
    ['🥫🥫🥫🥫', 'short'],
    ['password', 'weak'],
    ['Password1!', 'weak'],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
    ['12345678901234567890', 'weak'],
    ['abcdefghijklmnopqrstuvwxyz', 'weak'],
    ['horse horse horse horse horse horse horse', 'weak'],
    ['correct horse battery staple', 'fair'],
    ['correct horse battery staple tin string', 'strong'],
    ['x7Kp2mQzR4vL9wTn3sYb', 'strong'],
    ['锡罐和一根很长的绳子', 'fair'],
  ];
  for (const [passphrase, strength] of cases) {
    it(`is ${strength} for “${passphrase}”`, () => assert.equal(strengthOf(passphrase), strength));
  }
});
