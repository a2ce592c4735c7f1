import type { Socket } from 'node:net';
import { WebSocket, type RawData } from 'ws';
import { parseBrokerMessage, type Said } from './broker-message.ts';
import type { Refused, Visit } from './door.ts';
import type { Observer } from './observer.ts';

/** Bytes; what PeerJS sends is far shorter. */
export const maxFrame = 64 * 1024;
const tooLong: Refused = { code: 'frame', msg: `A message of more than ${maxFrame} bytes` };
const elsewhere: Refused = { code: 'elsewhere', msg: 'Another device has signed on by this ID' };
const policyViolation = 1008;
const tooBig = 1009;

/** Bytes that may wait for a client that does not read them before it is cut off. */
const maxBacklog = 1024 * 1024;
/** Where so many wait already, who counts as one may add no more than half of that: else they could cut it off. */
const fairBacklog = maxBacklog / 4;

/** By which a phone hears that the broker is there: a page sees no WebSocket pings. */
const beat = '{"type":"HEARTBEAT"}';

/** RFC 6455, section 7.4.1: a server that goes down. */
export const goingAway = 1001;

/** What all sockets of a broker share. */
export interface Lobby {
  readonly observer: Observer;
  /** Those that have not closed yet. */
  readonly clients: Set<BrokerSocket>;
}

/** Who hears what comes from all sockets, each by the ID of its client. */
export interface Ears {
  /** `from` is who counts as one with it. */
  message(id: string, from: string, said: Said): void;
  closed(id: string, socket: BrokerSocket): void;
}

/**
 * The socket of one client: only well-formed messages come out of it, and it can't fill the memory.
 * What listens to it are methods, not closures, of which each socket would keep its own.
 */
export class BrokerSocket extends WebSocket {
  #lobby: Lobby | null = null;
  #visit: Visit | null = null;
  #line: Socket | null = null;
  /** Nothing was heard of the client since it was looked for. */
  #isSilent = false;
  #hearsBeats = false;
  #isRefused = false;
  #id = '';
  #ears: Ears | null = null;
  /** What was added by each while more than is fair waited, in bytes. */
  #added: Map<string, number> | null = null;

  /** Comes first, once. */
  enter(visit: Visit, lobby: Lobby, line: Socket): void {
    this.#visit = visit;
    this.#lobby = lobby;
    this.#line = line;
    lobby.clients.add(this);
    this.on('close', this.#leave);
  }

  /** Hands on what comes, from now on, as that of this client; PeerJS would not know what a beat is. */
  listen(id: string, ears: Ears, hearsBeats: boolean): void {
    this.#id = id;
    this.#ears = ears;
    this.#hearsBeats = hearsBeats;
    this.on('ping', this.#answer);
    this.on('pong', this.#hear);
    this.on('message', this.#read);
  }

  /** False once it is closing: nothing that is sent arrives then. */
  get isOpen(): boolean {
    return this.readyState === this.OPEN;
  }

  override send(text: string): void {
    super.send(text);
    if (this.bufferedAmount <= maxBacklog) return;
    this.#lobby?.observer.refused('slow');
    this.terminate();
  }

  /** Passes on what somebody said; false where they have filled their share of what it has not read. */
  pass(from: string, text: string, bytes: number): boolean {
    if (this.bufferedAmount <= fairBacklog) this.#added = null;
    else {
      this.#added ??= new Map();
      const added = (this.#added.get(from) ?? 0) + bytes;
      if (added > fairBacklog / 2) return false;
      this.#added.set(from, added);
    }
    this.send(text);
    return true;
  }

  /** Says why, and closes. */
  refuse(
    type: 'ERROR' | 'ID-TAKEN',
    payload: Refused | { readonly msg: string },
    code = policyViolation,
  ): void {
    this.#isRefused = true;
    super.send(JSON.stringify({ type, payload }));
    this.close(code);
  }

  /** Somebody who proved to be the same has signed on. */
  displace(): void {
    this.refuse('ERROR', elsewhere);
  }

  /** Asks the client to sign on anew. What it said before it hears that still counts. */
  sendAway(): void {
    super.send('{"type":"GOING-AWAY"}');
    this.close(goingAway, 'This server stops');
  }

  override terminate(): void {
    this.#isRefused = true;
    super.terminate();
  }

  /**
   * Looks whether the client is there, and lets it hear that the broker is: cuts it off if nothing was
   * heard of it since the last look, not even the answer to that one's ping.
   */
  look(): void {
    if (this.#isSilent) {
      this.#lobby?.observer.refused('silent');
      this.terminate();
      return;
    }
    this.#isSilent = true;
    // In one write.
    this.#line?.cork();
    this.ping();
    if (this.#hearsBeats) this.send(beat);
    this.#line?.uncork();
  }

  #leave(): void {
    this.#lobby?.clients.delete(this);
    this.#visit?.leave();
    this.#ears?.closed(this.#id, this);
  }

  #hear(data: Buffer): boolean {
    if (!this.#mayGoOn(data.length)) return false;
    this.#isSilent = false;
    const rest = this.#visit?.takeRest() ?? 0;
    if (rest > 0) {
      this.pause();
      setTimeout(() => this.resume(), rest).unref();
    }
    return true;
  }

  #answer(data: Buffer): void {
    // Answers would pile up before a client that does not read them.
    if (this.#hear(data) && this.bufferedAmount === 0) this.pong(data);
  }

  #read(data: RawData, isBinary: boolean): void {
    if (!Buffer.isBuffer(data) || !this.#hear(data)) return;
    const said = isBinary ? null : parseBrokerMessage(data.toString());
    if (said) this.#ears?.message(this.#id, this.#visit?.from ?? '', said);
    else this.#lobby?.observer.dropped();
  }

  /** Sends a client away whose frame goes over a limit. */
  #mayGoOn(bytes: number): boolean {
    // Frames that came together with the one for which it was closed.
    if (this.#isRefused) return false;
    const refused = bytes > maxFrame ? tooLong : this.#visit?.frame(this.#id, bytes);
    if (!refused) return true;
    this.#lobby?.observer.refused(refused.code);
    this.refuse('ERROR', refused, refused === tooLong ? tooBig : policyViolation);
    return false;
  }
}
