import type { PeerId } from '../identity/peer-id.ts';
import type { Wire } from '../links/line.ts';
import { ChannelBulk } from './channel-bulk.ts';

/** The data channel of a peer connection that PeerJS knows nothing of, as a wire. */
export class ChannelWire implements Wire {
  readonly peer: PeerId;
  readonly isAnswered = true;
  readonly #connection: RTCPeerConnection;
  readonly #channel: RTCDataChannel;
  #bulk: ChannelBulk | null = null;
  #onBytes: (bytes: ArrayBuffer) => void = () => {};
  #listening = new AbortController();

  constructor(peer: PeerId, connection: RTCPeerConnection, channel: RTCDataChannel) {
    this.peer = peer;
    this.#connection = connection;
    this.#channel = channel;
  }

  get isOpen(): boolean {
    return this.#channel.readyState === 'open';
  }

  get bulk(): ChannelBulk | null {
    if (!this.isOpen) return null;
    this.#bulk ??= new ChannelBulk(this.#connection, (bytes) => this.#onBytes(bytes));
    return this.#bulk;
  }

  send(text: string): boolean {
    if (!this.isOpen) return false;
    this.#channel.send(text);
    return true;
  }

  close(): void {
    this.#listening.abort();
    this.#connection.close();
    this.#bulk?.close();
  }

  listen(events: Parameters<Wire['listen']>[0]): void {
    this.#onBytes = (bytes) => events.bytes(bytes);
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
