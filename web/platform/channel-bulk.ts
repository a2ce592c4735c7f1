import type { Bulk } from '../links/line.ts';

/** On both sides the same, out of the way of the channels that PeerJS opens; Chromium has 1 024. */
const channelId = 1_000;
/** When so few bytes wait, more may come. */
const few = 262_144;

/**
 * A data channel for bytes on the connection of a wire. It is negotiated by number alone: PeerJS would
 * take one that announces itself for its own (`ondatachannel`).
 */
export class ChannelBulk implements Bulk {
  readonly #channel: RTCDataChannel;

  constructor(connection: RTCPeerConnection, onBytes: (bytes: ArrayBuffer) => void) {
    this.#channel = connection.createDataChannel('bulk', { negotiated: true, id: channelId });
    this.#channel.binaryType = 'arraybuffer';
    this.#channel.bufferedAmountLowThreshold = few;
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (data instanceof ArrayBuffer) onBytes(data);
    });
  }

  get waiting(): number {
    return this.#channel.bufferedAmount;
  }

  send(bytes: Uint8Array<ArrayBuffer>): boolean {
    if (this.#channel.readyState !== 'open') return false;
    try {
      this.#channel.send(bytes);
      return true;
    } catch {
      // Chromium throws where more than 16 MB would wait.
      return false;
    }
  }

  drained(): Promise<void> {
    if (this.#channel.readyState !== 'open' || this.waiting <= few) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        for (const type of types) this.#channel.removeEventListener(type, done);
        resolve();
      };
      const types = ['bufferedamountlow', 'close', 'closing', 'error'] as const;
      for (const type of types) this.#channel.addEventListener(type, done);
    });
  }
}
