export const opcode = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/**
 * A client's frame (RFC 6455, section 5.2) with a mask of zeros, which leaves the text as it is; the
 * receiver unmasks it all the same. Up to 64 kB.
 */
export function maskedFrame(text: string, kind: number = opcode.text): Buffer {
  const body = Buffer.from(text);
  const length =
    body.length < 126
      ? Buffer.of(0x80 | body.length)
      : Buffer.of(0x80 | 126, body.length >> 8, body.length & 0xff);
  return Buffer.concat([Buffer.of(0x80 | kind), length, Buffer.alloc(4), body]);
}
