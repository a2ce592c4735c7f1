import type { Bulk } from '../links/line.ts';

/** On both sides the same, out of the way of the channels that PeerJS opens; Chromium has 1 024. */
const channelId = 1_000;
/**
 * A data channel for bytes on the connection of a wire. It is negotiated by number alone: PeerJS would
 * take one that announces itself for its own (`ondatachannel`).
 */
export class ChannelBulk implements Bulk {
  readonly #channel: RTCDataChannel;
  /** Who waits until there is room. */
  readonly #patient: (() => void)[] = [];

  constructor(connection: RTCPeerConnection, onBytes: (bytes: ArrayBuffer) => void) {
    this.#channel = connection.createDataChannel('bulk', { negotiated: true, id: channelId });
    this.#channel.binaryType = 'arraybuffer';
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      // A string or an ArrayBuffer, which is of the frame of its connection: not ours where the network is new.
      if (typeof data === 'object') onBytes(data as ArrayBuffer);
    });
    for (const type of ['open', 'bufferedamountlow', 'closing', 'close', 'error']) {
      this.#channel.addEventListener(type, () => this.#letGo());
    }
  }

  get waiting(): number {
    return this.#channel.readyState === 'connecting' ? Infinity : this.#channel.bufferedAmount;
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

  drained(bytes: number): Promise<void> {
    const { readyState } = this.#channel;
    const isOver = readyState === 'closing' || readyState === 'closed';
    if (isOver || this.waiting <= bytes) return Promise.resolve();
    this.#channel.bufferedAmountLowThreshold = bytes;
    return new Promise((resolve) => this.#patient.push(resolve));
  }

  /** A connection that is closed here tells its channels nothing (W3C WebRTC, section 4.4.1.5). */
  close(): void {
    this.#letGo();
  }

  /** Whoever waits goes on. */
  #letGo(): void {
    for (const resolve of this.#patient.splice(0)) resolve();
  }
}
