import { randomUUID } from 'node:crypto';

/** So often each server says that it is there, in ms. */
export const saidEvery = 5_000;
/** Who was not heard for so long was cut off, in ms. */
const silence = 1.5 * saidEvery;
/** RFC 9562. */
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Which servers are heard: where one comes back, neither it nor this one knows what happened meanwhile. */
export class RollCall {
  /** As whom this server is heard. */
  readonly own = randomUUID();
  /** When each of the others was heard last, by `performance.now()`; the longest ago first. */
  readonly #heard = new Map<string, number>();

  /** True for a server that is heard for the first time, or again. */
  hear(text: string, now = performance.now()): boolean {
    if (!uuid.test(text)) return false;
    for (const [server, at] of this.#heard) {
      if (now - at <= silence) break;
      this.#heard.delete(server);
    }
    const isBack = !this.#heard.delete(text);
    this.#heard.set(text, now);
    return isBack;
  }
}
