type Bytes = Uint8Array<ArrayBuffer>;

/** One after the other. */
export function joinBytes(...parts: readonly Uint8Array[]): Bytes {
  return joinInto(new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0)), parts);
}

/** One after the other at the beginning of that room; throws a `RangeError` where it is too small. */
export function joinInto(room: Bytes, parts: readonly Uint8Array[]): Bytes {
  let at = 0;
  for (const part of parts) {
    room.set(part, at);
    at += part.length;
  }
  return room.subarray(0, at);
}

/** Text as UTF-8. */
export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}
