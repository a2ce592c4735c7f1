import fc from 'fast-check';
import type { Endpoint, HostCandidate } from '../../../web/links/endpoint.ts';

export const bytesOf = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => new Uint8Array(bytes));

const iceText = (minLength: number, maxLength: number) =>
  fc.string({
    unit: fc.constantFrom(...'ABCXYZabcxyz0189+/'),
    minLength,
    maxLength,
  });

const candidate: fc.Arbitrary<HostCandidate> = fc
  .tuple(
    fc.oneof(
      fc.record({ kind: fc.constant('ipv4' as const), bytes: bytesOf(4) }),
      fc.record({ kind: fc.constant('ipv6' as const), bytes: bytesOf(16) }),
      fc.record({ kind: fc.constant('mdns' as const), bytes: bytesOf(16) }),
    ),
    fc.integer({ min: 1, max: 65_535 }),
  )
  .map(([address, port]) => ({ ...address, port }));

/** Any endpoint that can be written. */
export const anyEndpoint: fc.Arbitrary<Endpoint> = fc.record({
  ufrag: iceText(4, 32),
  password: iceText(22, 64),
  fingerprint: bytesOf(32),
  candidates: fc.array(candidate, { minLength: 1, maxLength: 8 }),
});

/** The endpoint of the published vectors: bytes that count, and one address of each kind. */
export const publishedEndpoint: Endpoint = {
  ufrag: 'Ab3+',
  password: 'abcdefghijklmnopqrstuv/+',
  fingerprint: Uint8Array.from({ length: 32 }, (_, index) => index),
  candidates: [
    { kind: 'ipv4', bytes: Uint8Array.of(192, 0, 2, 7), port: 50_000 },
    {
      kind: 'ipv6',
      bytes: Uint8Array.of(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7),
      port: 50_001,
    },
    {
      kind: 'mdns',
      bytes: Uint8Array.from({ length: 16 }, (_, index) => 0xf0 + index),
      port: 50_002,
    },
  ],
};
