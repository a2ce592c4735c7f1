import { EventEmitter } from 'node:events';
import type { RawData, WebSocket } from 'ws';
import { parseBrokerMessage } from './broker-message.ts';

/** Bytes that may wait for a client that does not read them before it is cut off. */
const maxBacklog = 1024 * 1024;

/**
 * The one socket of a client as PeerServer sees it: the four things it uses of
 * a WebSocket, with only well-formed messages coming through.
 */
export class BrokerSocket extends EventEmitter {
  readonly #raw: WebSocket;
  readonly #onDrop: () => void;
  #answered = true;

  constructor(raw: WebSocket, onDrop: () => void) {
    super();
    this.#raw = raw;
    this.#onDrop = onDrop;
    raw.on('message', (data, isBinary) => this.#receive(data, isBinary));
    raw.on('pong', () => {
      this.#answered = true;
      // A phone in the background answers pings while its own timers stand still.
      this.emit('message', '{"type":"HEARTBEAT"}');
    });
    raw.on('close', () => this.emit('close'));
  }

  send(data: string): void {
    this.#raw.send(data);
    if (this.#raw.bufferedAmount > maxBacklog) this.#raw.terminate();
  }

  close(): void {
    this.#raw.close();
  }

  terminate(): void {
    this.#raw.terminate();
  }

  /** Cuts the client off if it did not answer the ping before, else pings again. */
  ping(): void {
    if (!this.#answered) {
      this.#raw.terminate();
      return;
    }
    this.#answered = false;
    this.#raw.ping();
  }

  #receive(data: RawData, isBinary: boolean): void {
    const message = isBinary || !Buffer.isBuffer(data) ? null : parseBrokerMessage(data.toString());
    if (message === null) this.#onDrop();
    else this.emit('message', JSON.stringify(message));
  }
}
