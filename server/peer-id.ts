import { createHash } from 'node:crypto';

/** Crockford's base32, lower case; docs/protocol.md, “Identity and peer ID”. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const dataSymbols = 19;

/** The ID, in its form on the wire, that belongs to 64 bytes of public keys: Ed25519, then X25519. */
export function peerIdOf(publicKeys: Uint8Array): string {
  const hash = createHash('sha256').update(publicKeys).digest();
  const values = Array.from({ length: dataSymbols }, (_, index) => {
    const bit = index * 5;
    return (hash.readUInt16BE(bit >> 3) >> (11 - (bit & 7))) & 31;
  });
  const check = (32 - luhnSum([...values, 0])) % 32;
  return [...values, check].map((value) => alphabet[value]).join('');
}

/** True for an ID that only a key may have: 20 symbols of the alphabet, the last one checking the others. */
export function isPeerId(id: string): boolean {
  if (id.length !== dataSymbols + 1) return false;
  const values = [...id.toLowerCase()].map((symbol) => alphabet.indexOf(symbol));
  return !values.includes(-1) && luhnSum(values) === 0;
}

/** Luhn's sum mod 32; 0 if the last value is the right check symbol. */
function luhnSum(values: readonly number[]): number {
  const sum = values.toReversed().reduce((total, value, fromRight) => {
    if (fromRight % 2 === 0) return total + value;
    return total + Math.floor((2 * value) / 32) + ((2 * value) % 32);
  }, 0);
  return sum % 32;
}
