import type { BrokerMessage } from './broker-message.ts';
import type { BrokerSocket } from './broker-socket.ts';
import type { Observer } from './observer.ts';
import { Rounds } from './rounds.ts';
import type { Claim } from './sign-on.ts';
import { Waiting, type Relay } from './waiting.ts';

/** A dead client holds its ID for at most two of these; each wakes the phone. In ms. */
const pingEvery = 20_000;

/** Who was let in. */
export type Seated = Exclude<Claim, { kind: 'refused' }>;

interface Seat {
  readonly claim: Seated;
  readonly socket: BrokerSocket;
  /** Its group in the rounds of pings. */
  readonly group: number;
}

/** Knows who is signed on, by which socket, and passes on what they say to each other. */
export class Switchboard {
  readonly #seats = new Map<string, Seat>();
  readonly #pings = new Rounds<BrokerSocket>(pingEvery, (socket) => socket.ping());
  readonly #waiting = new Waiting((src, dst) => this.#expire(src, dst));
  readonly #maxSeats: number;
  readonly #observer: Observer;

  constructor({ maxSeats, observer }: { maxSeats: number; observer: Observer }) {
    this.#maxSeats = maxSeats;
    this.#observer = observer;
  }

  has(id: string): boolean {
    return this.#seats.has(id);
  }

  /**
   * Gives the ID to this socket, with all that waited for it. From whoever has signed it is taken
   * by the newest, from a guest only by the same token.
   */
  seat(id: string, claim: Seated, socket: BrokerSocket): void {
    const holder = this.#seats.get(id);
    if (holder && !mayTakeOver(claim, holder.claim)) {
      this.#observer.refused('taken');
      socket.refuse('ID-TAKEN', { msg: 'ID is taken' });
      return;
    }
    if (!holder && this.#seats.size >= this.#maxSeats) {
      this.#observer.refused('full');
      socket.refuse('ERROR', { code: 'full', msg: 'Server has reached its concurrent user limit' });
      return;
    }
    if (holder) this.#free(id, holder);
    const seat: Seat = { claim, socket, group: this.#pings.join(socket) };
    this.#seats.set(id, seat);
    socket.listen({
      message: (message) => this.#say(id, message),
      close: () => {
        if (this.#seats.get(id) === seat) this.#free(id, seat);
      },
    });
    this.#observer.signedOn();
    socket.send('{"type":"OPEN"}');
    for (const relay of this.#waiting.take(id)) this.#pass(relay, socket);
  }

  /** Pings nobody any more. */
  close(): void {
    this.#pings.stop();
  }

  #free(id: string, { socket, group }: Seat): void {
    this.#seats.delete(id);
    this.#pings.leave(socket, group);
    socket.terminate();
    this.#observer.signedOff();
  }

  #say(src: string, message: BrokerMessage): void {
    if (message.type === 'HEARTBEAT') return;
    const { type, dst } = message;
    const relay: Relay = { type, src, dst, text: write(src, message), at: performance.now() };
    const socket = this.#seats.get(dst)?.socket;
    if (socket?.isOpen) this.#pass(relay, socket);
    else if (type !== 'LEAVE') this.#keep(relay);
  }

  #pass({ type, text, at }: Relay, socket: BrokerSocket): void {
    socket.send(text);
    this.#observer.relayed(type, text.length, performance.now() - at);
  }

  #keep(relay: Relay): void {
    if (this.#waiting.keep(relay)) this.#observer.kept(relay.type);
    else this.#expire(relay.src, relay.dst);
  }

  /** Tells a sender that somebody is not there. */
  #expire(src: string, dst: string): void {
    this.#observer.expired();
    this.#seats.get(src)?.socket.send(JSON.stringify({ type: 'EXPIRE', src: dst, dst: src }));
  }
}

/** Only what is known of a message goes on, with the name of who said it. */
function write(src: string, message: Exclude<BrokerMessage, { type: 'HEARTBEAT' }>): string {
  const { type, dst } = message;
  return JSON.stringify(
    message.type === 'LEAVE' ? { type, src, dst } : { type, src, dst, payload: message.payload },
  );
}

/** The two kinds have different IDs, so they never meet. */
function mayTakeOver(newcomer: Seated, holder: Seated): boolean {
  if (newcomer.kind === 'signed') return true;
  return holder.kind === 'guest' && holder.token === newcomer.token;
}
