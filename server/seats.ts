import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { BrokerSocket } from './broker-socket.ts';
import type { Claim } from './sign-on.ts';

/** Who was let in. */
export type Seated = Exclude<Claim, { kind: 'refused' }>;

/** A client that wants an ID. */
interface Guest {
  readonly raw: WebSocket;
  readonly request: IncomingMessage;
}

interface Seat {
  readonly claim: Seated;
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
   * Gives `raw` the ID, or tells a guest that the ID is taken. Who has signed
   * takes it over at once. PeerServer sends a second socket with the right
   * token no OPEN and forgets to close the first, so it gets the second only
   * after it has seen the first one close. Of several that want to take over
   * the newest wins.
   */
  admit(id: string, claim: Seated, raw: WebSocket, request: IncomingMessage): void {
    const seat = this.#seats.get(id);
    if (seat === undefined) {
      this.#seat(id, claim, { raw, request });
    } else if (!mayTakeOver(claim, seat.claim)) {
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

  has(id: string): boolean {
    return this.#seats.has(id);
  }

  /** Pings everybody and cuts off who did not answer the last ping. */
  ping(): void {
    for (const { socket } of this.#seats.values()) socket.ping();
  }

  #seat(id: string, claim: Seated, { raw, request }: Guest): void {
    // One that left while it waited would never be seen to close.
    if (raw.readyState === raw.CLOSED) return;
    const socket = new BrokerSocket(raw, this.#onDrop);
    const seat: Seat = { claim, socket, next: null };
    this.#seats.set(id, seat);
    this.#open(socket, request);
    // Listening after PeerServer does: by now its own `close` listener has run.
    socket.on('close', () => {
      this.#seats.delete(id);
      if (seat.next === null) return;
      this.#seat(id, claim, seat.next);
      seat.next.raw.resume();
    });
  }
}

/** The two kinds have different IDs, so they never meet. */
function mayTakeOver(newcomer: Seated, holder: Seated): boolean {
  if (newcomer.kind === 'signed') return true;
  return holder.kind === 'guest' && holder.token === newcomer.token;
}
