import type { DataConnection } from 'peerjs';
import type { PeerId } from '../identity/peer-id.ts';
import type { Wire } from '../links/line.ts';
import { ChannelBulk } from './channel-bulk.ts';

/** A PeerJS data connection as a wire. */
export class PeerJsWire implements Wire {
  readonly peer: PeerId;
  readonly #connection: DataConnection;
  #bulk: ChannelBulk | null = null;
  #onBytes: (bytes: ArrayBuffer) => void = () => {};

  constructor(connection: DataConnection, peer: PeerId) {
    this.#connection = connection;
    this.peer = peer;
  }

  get isOpen(): boolean {
    return this.#connection.open;
  }

  get isAnswered(): boolean {
    return Boolean(this.#connection.peerConnection?.remoteDescription);
  }

  get bulk(): ChannelBulk | null {
    if (!this.isOpen) return null;
    this.#bulk ??= new ChannelBulk(this.#connection.peerConnection, (bytes) =>
      this.#onBytes(bytes),
    );
    return this.#bulk;
  }

  send(text: string): boolean {
    if (!this.#connection.open) return false;
    void this.#connection.send(text);
    return this.#connection.open;
  }

  close(): void {
    this.#connection.removeAllListeners();
    this.#connection.close();
    this.#bulk?.close();
  }

  listen(events: Parameters<Wire['listen']>[0]): void {
    this.#onBytes = (bytes) => events.bytes(bytes);
    this.#connection.on('open', () => events.open());
    this.#connection.on('data', (data) => events.data(data));
    this.#connection.on('close', () => {
      this.#bulk?.close();
      events.close();
    });
    // PeerJS reports a connection which failed before it opened as an error only.
    this.#connection.on('error', () => {
      if (!this.#connection.open) events.close();
    });
  }
}
