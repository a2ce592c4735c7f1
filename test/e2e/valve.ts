import type { Page } from 'playwright-core';

interface Valve {
  /** So many bytes still pass. */
  left: number;
  /** What waits behind it, the first first. */
  readonly waiting: { readonly length: number; pass(): void }[];
  /** Lets pass what may. */
  flow(): void;
}

/**
 * Runs in the page before the app, and in its frames: bytes of files that it sends can be held back,
 * as by a thin line.
 */
export function installValve(): void {
  const outer = (window.parent as unknown as { readonly valve?: Valve }).valve;
  const valve: Valve = outer ?? {
    left: Infinity,
    waiting: [],
    flow() {
      for (let [next] = this.waiting; next && next.length <= this.left; [next] = this.waiting) {
        this.left -= next.length;
        this.waiting.shift();
        next.pass();
      }
    },
  };
  Object.assign(window, { valve });
  const send = RTCDataChannel.prototype.send as (this: RTCDataChannel, data: unknown) => void;
  RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown) {
    if (this.label !== 'bulk') return send.call(this, data);
    // The app uses the same memory for the next bytes.
    const bytes = (data as Uint8Array).slice();
    const pass = () => this.readyState === 'open' && send.call(this, bytes);
    valve.waiting.push({ length: bytes.length, pass });
    valve.flow();
  };
}

/** Lets so many bytes of files leave the page, and holds back all others. */
export function letPass({ page }: { page: Page }, bytes: number): Promise<void> {
  return page.evaluate((left) => {
    const { valve } = window as unknown as { valve: Valve };
    valve.left = left;
    valve.flow();
  }, bytes);
}
