import { randomBytes } from 'node:crypto';
import { writeMessage, type RelayedMessage, type Said } from './broker-message.ts';
import type { BrokerSocket, Ears } from './broker-socket.ts';
import { writeAbroad } from './cluster-message.ts';
import type { Cluster } from './cluster.ts';
import type { Observer } from './observer.ts';
import { Rounds } from './rounds.ts';
import { heir, isTwice, mayTakeOver, type Seated } from './seat-claim.ts';
import { Trunk } from './trunk.ts';
import { Waiting, type Relay } from './waiting.ts';

/** In ms. Each look wakes the phone; many are looked after at a time, which costs far less than each by itself. */
const lookEvery = 20_000;
/** Of a message as it goes on, in bytes: numbers may be longer when they are written again. */
const maxText = 66 * 1024;

interface Seat {
  readonly claim: Seated;
  readonly socket: BrokerSocket;
  /** By `performance.now()`. */
  readonly since: number;
  /** Its group in the rounds. */
  readonly group: number;
}

interface SwitchboardOptions {
  readonly maxSeats: number;
  readonly observer: Observer;
  readonly cluster: Cluster;
}

/** Knows who is signed on, by which socket, and passes on what they say to each other. */
export class Switchboard {
  readonly #seats = new Map<string, Seat>();
  readonly #rounds = new Rounds<BrokerSocket>(lookEvery, (socket) => socket.look());
  /** Phones know by the name whether they are here already, under another name of this server. */
  readonly #opened = JSON.stringify({
    type: 'OPEN',
    broker: randomBytes(16).toString('base64url'),
  });
  readonly #maxSeats: number;
  readonly #observer: Observer;
  readonly #trunk: Trunk;
  readonly #waiting: Waiting;
  readonly #ears: Ears = {
    message: (id, from, said) => this.#say(id, from, said),
    closed: (id, socket) => {
      const seat = this.#seats.get(id);
      if (seat?.socket === socket) this.#leave(id, seat);
    },
  };

  constructor({ maxSeats, observer, cluster }: SwitchboardOptions) {
    this.#maxSeats = maxSeats;
    this.#observer = observer;
    this.#trunk = new Trunk(cluster, {
      seats: () => this.#seats.keys(),
      claimOf: (id) => this.#claimOf(id),
      arrived: (src, from, message) => this.#arrive(src, from, message),
      expired: (src, dst) => this.#send(src, expiry(src, dst)),
      lost: (id, to) => this.#lose(id, to),
      appeared: (id) => void this.#waiting.retry(id),
      dropped: () => observer.dropped(),
    });
    this.#waiting = new Waiting({
      pass: (dst, relays) => this.#passAll(dst, relays),
      waits: (dst, relays) => {
        this.#trunk.watch(dst);
        for (const { type } of relays) observer.kept(type);
      },
      done: (dst) => this.#trunk.unwatch(dst),
      expire: (src, dst) => this.#expire(src, dst),
    });
  }

  /** The IDs that are signed on here. */
  get ids(): readonly string[] {
    return [...this.#seats.keys()];
  }

  /** Whether a client of this ID is signed on, here or at another server. */
  async has(id: string): Promise<boolean> {
    return this.#seats.has(id) || (await this.#trunk.isElsewhere(id));
  }

  /**
   * Gives the ID to this socket, with all that waited for it. From whoever has signed it is taken
   * by the newest, from a guest only by the same token. False if it was refused.
   */
  seat(id: string, claim: Seated, socket: BrokerSocket): boolean {
    const holder = this.#seats.get(id);
    if (holder && !mayTakeOver(claim, holder.claim)) {
      this.#refuseTaken(socket);
      return false;
    }
    if (!holder && this.#seats.size >= this.#maxSeats) {
      this.#observer.refused('full');
      socket.refuse('ERROR', { code: 'full', msg: 'Server has reached its concurrent user limit' });
      return false;
    }
    if (holder) {
      this.#free(id, holder);
      displace(holder, claim);
    }
    const seat: Seat = {
      claim: holder ? heir(claim, holder.claim) : claim,
      socket,
      since: performance.now(),
      group: this.#rounds.join(socket),
    };
    this.#seats.set(id, seat);
    socket.listen(id, this.#ears, claim.kind === 'signed');
    this.#observer.signedOn();
    socket.send(claim.kind === 'signed' ? this.#opened : '{"type":"OPEN"}');
    void this.#waiting.retry(id);
    this.#trunk.seated(id);
    return true;
  }

  /** Asks a client to sign on at another server. From now on it is not here any more. */
  sendAway(id: string): void {
    const seat = this.#seats.get(id);
    if (seat === undefined) return;
    this.#leave(id, seat);
    seat.socket.sendAway();
  }

  /** Looks after nobody any more. */
  close(): void {
    this.#rounds.stop();
  }

  #leave(id: string, seat: Seat): void {
    this.#free(id, seat);
    this.#trunk.left(id);
  }

  #free(id: string, { socket, group }: Seat): void {
    this.#seats.delete(id);
    this.#rounds.leave(socket, group);
    this.#observer.signedOff();
  }

  /** Another server has the ID. */
  #lose(id: string, to: Seated): void {
    const seat = this.#seats.get(id);
    if (seat === undefined) return;
    this.#leave(id, seat);
    if (mayTakeOver(to, seat.claim)) displace(seat, to);
    else this.#refuseTaken(seat.socket);
  }

  #refuseTaken(socket: BrokerSocket): void {
    this.#observer.refused('taken');
    socket.refuse('ID-TAKEN', { msg: 'ID is taken' });
  }

  #claimOf(id: string): { claim: Seated; age: number } | null {
    const seat = this.#seats.get(id);
    return seat ? { claim: seat.claim, age: performance.now() - seat.since } : null;
  }

  #say(src: string, from: string, { message, frame }: Said): void {
    if (message.type === 'HEARTBEAT') return;
    const at = performance.now();
    const { type, dst } = message;
    const text = writeMessage(src, message, frame);
    const bytes = Buffer.byteLength(text);
    if (bytes > maxText) return this.#observer.dropped();
    const relay: Relay = { type, src, from, dst, text, bytes, at };
    const socket = this.#socketOf(dst);
    if (socket && !this.#waiting.has(dst)) this.#pass(relay, socket);
    else if (!socket && type === 'LEAVE') this.#trunk.tell(dst, writeAbroad(relay));
    else if (!this.#waiting.keep(relay)) this.#expire(src, dst);
  }

  #pass({ type, from, text, bytes, at }: Relay, socket: BrokerSocket): void {
    if (!socket.pass(from, text, bytes)) return this.#observer.dropped();
    this.#observer.relayed(type, bytes, performance.now() - at);
  }

  #arrive(src: string, from: string, message: RelayedMessage): boolean {
    const socket = this.#socketOf(message.dst);
    if (!socket) return false;
    const text = writeMessage(src, message);
    if (!socket.pass(from, text, Buffer.byteLength(text))) this.#observer.dropped();
    return true;
  }

  async #passAll(dst: string, relays: readonly Relay[]): Promise<boolean> {
    const socket = this.#socketOf(dst);
    if (socket) {
      // No share is looked at once more: each had its own of what was kept, and that is less than may be unread.
      for (const { text } of relays) socket.send(text);
    } else if (!(await this.#trunk.pass(dst, relays.map(writeAbroad)))) {
      return false;
    }
    const now = performance.now();
    for (const { type, bytes, at } of relays) this.#observer.relayed(type, bytes, now - at);
    return true;
  }

  /** Tells a sender that somebody is not there. */
  #expire(src: string, dst: string): void {
    this.#observer.expired();
    const text = expiry(src, dst);
    if (!this.#send(src, text)) this.#trunk.tell(src, text);
  }

  #send(id: string, text: string): boolean {
    const socket = this.#socketOf(id);
    socket?.send(text);
    return socket !== null;
  }

  /** Null if nothing reaches somebody here. */
  #socketOf(id: string): BrokerSocket | null {
    const socket = this.#seats.get(id)?.socket;
    return socket?.isOpen ? socket : null;
  }
}

/** Whoever is left behind by a guest of the same token, or by a copy of a token, is not told to stay away. */
function displace({ socket, claim }: Seat, by: Seated): void {
  if (by.kind === 'signed' && claim.kind === 'signed' && !isTwice(by, claim)) socket.displace();
  else socket.terminate();
}

/** As PeerServer says it: in the name of who is not there. */
function expiry(src: string, dst: string): string {
  return JSON.stringify({ type: 'EXPIRE', src: dst, dst: src });
}
