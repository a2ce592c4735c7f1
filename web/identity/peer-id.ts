/** A peer ID on the wire: 20 lower-case Crockford base32 symbols, the last one a check symbol. */
export type PeerId = string & { readonly PeerId: unique symbol };

/** What is wrong with an ID somebody typed, in the order it is told. */
export type PeerIdProblem = 'empty' | 'length' | 'symbol' | 'check';

type ParsedPeerId =
  | { readonly kind: 'ok'; readonly id: PeerId }
  | { readonly kind: 'wrong'; readonly problem: PeerIdProblem };

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const dataSymbols = 19;
const symbolsOfId = dataSymbols + 1;

/** Blanks, dashes of every script, and the invisible marks that come along when text is copied. */
const separators = /[\s\p{Dash}\p{Cf}]+/gu;

/** Reads an ID as people write it: any case, blanks, dashes, O for 0, I and L for 1. */
export function parsePeerId(text: string): ParsedPeerId {
  const id = plainSymbols(text);
  if (id === '') return { kind: 'wrong', problem: 'empty' };
  if ([...id].length !== symbolsOfId) return { kind: 'wrong', problem: 'length' };
  const values = valuesOf(id);
  if (values === null) return { kind: 'wrong', problem: 'symbol' };
  if (luhnSum(values) !== 0) return { kind: 'wrong', problem: 'check' };
  return { kind: 'ok', id: id as PeerId };
}

/** The ID as it is written for people: `7K2M-Q9XR-4T6B-8WZP-3HD5`. */
export function formatPeerId(id: PeerId): string {
  return id.toUpperCase().replace(/.{4}(?=.)/g, '$&-');
}

/** True for exactly the form on the wire, with the right check symbol. */
export function isPeerId(value: unknown): value is PeerId {
  if (typeof value !== 'string' || value.length !== symbolsOfId) return false;
  const values = valuesOf(value);
  return values !== null && luhnSum(values) === 0;
}

/**
 * The ID that belongs to 64 bytes of public keys, Ed25519 first, then X25519
 * (docs/protocol.md, “Identity and peer ID”).
 */
export async function peerIdOf(publicKeys: Uint8Array): Promise<PeerId> {
  if (publicKeys.length !== 64) throw new RangeError('A peer ID is made of 64 bytes of keys');
  const hash = await crypto.subtle.digest('SHA-256', new Uint8Array(publicKeys));
  const values = firstSymbols(new Uint8Array(hash));
  // A 0 holds the place of the check symbol, which makes up what the sum lacks.
  const check = (32 - luhnSum([...values, 0])) % 32;
  return [...values, check].map((value) => alphabet.charAt(value)).join('') as PeerId;
}

/**
 * The symbols of a whole or partial ID in the spelling of the wire; whatever is
 * no symbol of an ID stays as it is.
 */
export function plainSymbols(text: string): string {
  // ASCII only: Unicode lower-casing would make a k of the Kelvin sign.
  return text
    .replace(separators, '')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
}

function valuesOf(symbols: string): number[] | null {
  const values = [...symbols].map((symbol) => alphabet.indexOf(symbol));
  return values.includes(-1) ? null : values;
}

/** Luhn's sum mod 32 over values whose last one is the check symbol; 0 means right. */
function luhnSum(values: readonly number[]): number {
  const sum = values.toReversed().reduce((total, value, fromRight) => {
    if (fromRight % 2 === 0) return total + value;
    return total + Math.floor((2 * value) / 32) + ((2 * value) % 32);
  }, 0);
  return sum % 32;
}

/** The first 95 bits, five at a time, the most significant bit first. */
function firstSymbols(bytes: Uint8Array): number[] {
  return Array.from({ length: dataSymbols }, (_, index) => {
    const bit = index * 5;
    const byte = bit >> 3;
    const pair = ((bytes[byte] ?? 0) << 8) | (bytes[byte + 1] ?? 0);
    return (pair >> (11 - (bit & 7))) & 31;
  });
}
