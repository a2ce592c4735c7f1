import type { PeerId } from '../identity/peer-id.ts';
import type { Wire } from '../links/line.ts';

/** The data channel of a peer connection that PeerJS knows nothing of, as a wire. */
export class ChannelWire implements Wire {
  readonly peer: PeerId;
  readonly isAnswered = true;
  readonly #connection: RTCPeerConnection;
  readonly #channel: RTCDataChannel;
  #listening = new AbortController();

  constructor(peer: PeerId, connection: RTCPeerConnection, channel: RTCDataChannel) {
    this.peer = peer;
    this.#connection = connection;
    this.#channel = channel;
  }

  get isOpen(): boolean {
    return this.#channel.readyState === 'open';
  }

  send(text: string): boolean {
    if (!this.isOpen) return false;
    this.#channel.send(text);
    return true;
  }

  close(): void {
    this.#listening.abort();
    this.#connection.close();
  }

  listen(events: { open(): void; data(data: unknown): void; close(): void }): void {
    const { signal } = this.#listening;
    const ended = () => {
      this.close();
      events.close();
    };
    this.#channel.addEventListener('open', () => events.open(), { signal });
    this.#channel.addEventListener('message', ({ data }) => events.data(data), { signal });
    this.#channel.addEventListener('close', ended, { signal });
    this.#connection.addEventListener(
      'connectionstatechange',
      () => {
        if (this.#connection.connectionState === 'failed') ended();
      },
      { signal },
    );
  }
}
