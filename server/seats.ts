import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { BrokerSocket } from './broker-socket.ts';

/** A client that wants an ID. */
interface Guest {
  readonly raw: WebSocket;
  readonly request: IncomingMessage;
}

interface Seat {
  readonly token: string;
  readonly socket: BrokerSocket;
  /** Who takes over as soon as the socket has closed. */
  next: Guest | null;
}

/** Whose socket holds which ID. */
export class Seats {
  readonly #seats = new Map<string, Seat>();
  readonly #open: (socket: BrokerSocket, request: IncomingMessage) => void;
  readonly #onDrop: () => void;

  /** `open` hands a socket to PeerServer; `onDrop` counts messages that were none. */
  constructor(open: (socket: BrokerSocket, request: IncomingMessage) => void, onDrop: () => void) {
    this.#open = open;
    this.#onDrop = onDrop;
  }

  /**
   * Gives `raw` the ID, or tells it that the ID is taken. PeerServer sends a
   * second socket with the right token no OPEN and forgets to close the first,
   * so it gets the second only after it has seen the first one close. Of
   * several that want to take over the newest wins.
   */
  admit(id: string, token: string, raw: WebSocket, request: IncomingMessage): void {
    const seat = this.#seats.get(id);
    if (seat === undefined) {
      this.#seat(id, token, { raw, request });
    } else if (seat.token !== token) {
      raw.send(JSON.stringify({ type: 'ID-TAKEN', payload: { msg: 'ID is taken' } }));
      raw.close();
    } else {
      // What it sends meanwhile waits in its socket.
      raw.pause();
      seat.next?.raw.terminate();
      seat.next = { raw, request };
      seat.socket.terminate();
    }
  }

  /** Pings everybody and cuts off who did not answer the last ping. */
  ping(): void {
    for (const { socket } of this.#seats.values()) socket.ping();
  }

  #seat(id: string, token: string, { raw, request }: Guest): void {
    // One that left while it waited would never be seen to close.
    if (raw.readyState === raw.CLOSED) return;
    const socket = new BrokerSocket(raw, this.#onDrop);
    const seat: Seat = { token, socket, next: null };
    this.#seats.set(id, seat);
    this.#open(socket, request);
    // Listening after PeerServer does: by now its own `close` listener has run.
    socket.on('close', () => {
      this.#seats.delete(id);
      if (seat.next === null) return;
      this.#seat(id, token, seat.next);
      seat.next.raw.resume();
    });
  }
}
