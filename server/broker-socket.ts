import type { WebSocket } from 'ws';
import { parseBrokerMessage, type Said } from './broker-message.ts';
import type { Refused, Visit } from './door.ts';
import type { Observer } from './observer.ts';

/** Bytes; what PeerJS sends is far shorter. */
export const maxFrame = 64 * 1024;
const tooLong: Refused = { code: 'frame', msg: `A message of more than ${maxFrame} bytes` };
const policyViolation = 1008;
const tooBig = 1009;

/** Bytes that may wait for a client that does not read them before it is cut off. */
const maxBacklog = 1024 * 1024;

/** RFC 6455, section 7.4.1: a server that goes down. */
export const goingAway = 1001;

/** Who hears what comes from all sockets, each by the ID of its client. */
export interface Ears {
  message(id: string, said: Said): void;
  closed(id: string, socket: BrokerSocket): void;
}

/** The socket of one client: only well-formed messages come out of it, and it can't fill the memory. */
export class BrokerSocket {
  readonly #raw: WebSocket;
  readonly #visit: Visit;
  readonly #observer: Observer;
  /** How often in a row nothing was heard of the client when it was looked for. */
  #silence = 0;
  #isRefused = false;
  #id = '';
  #ears: Ears | null = null;

  constructor(raw: WebSocket, visit: Visit, observer: Observer) {
    this.#raw = raw;
    this.#visit = visit;
    this.#observer = observer;
    raw.on('close', () => {
      this.#visit.leave();
      this.#ears?.closed(this.#id, this);
    });
  }

  /** Hands on what comes, from now on, as that of this client. */
  listen(id: string, ears: Ears): void {
    this.#id = id;
    this.#ears = ears;
    const hear = (data: Buffer) => {
      if (this.#mayGoOn(data.length)) this.#silence = 0;
    };
    this.#raw.on('ping', hear);
    this.#raw.on('pong', hear);
    this.#raw.on('message', (data, isBinary) => {
      if (!Buffer.isBuffer(data) || !this.#mayGoOn(data.length)) return;
      this.#silence = 0;
      const said = isBinary ? null : parseBrokerMessage(data.toString());
      if (said) ears.message(id, said);
      else this.#observer.dropped();
    });
  }

  /** False once it is closing: nothing that is sent arrives then. */
  get isOpen(): boolean {
    return this.#raw.readyState === this.#raw.OPEN;
  }

  send(text: string): void {
    this.#raw.send(text);
    if (this.#raw.bufferedAmount <= maxBacklog) return;
    this.#observer.refused('slow');
    this.#raw.terminate();
  }

  /** Says why, and closes. */
  refuse(
    type: 'ERROR' | 'ID-TAKEN',
    payload: Refused | { readonly msg: string },
    code = policyViolation,
  ): void {
    this.#isRefused = true;
    this.#raw.send(JSON.stringify({ type, payload }));
    this.#raw.close(code);
  }

  /** Asks the client to sign on anew. What it said before it hears that still counts. */
  sendAway(): void {
    this.#raw.send('{"type":"GOING-AWAY"}');
    this.#raw.close(goingAway, 'This server stops');
  }

  terminate(): void {
    this.#isRefused = true;
    this.#raw.terminate();
  }

  /**
   * Looks whether the client is there: pings it if it said nothing since the last look, cuts it off if
   * it did not answer that either.
   */
  look(): void {
    const silence = this.#silence++;
    if (silence === 1) this.#raw.ping();
    if (silence < 2) return;
    this.#observer.refused('silent');
    this.#raw.terminate();
  }

  /** Sends a client away whose frame goes over a limit. */
  #mayGoOn(bytes: number): boolean {
    // Frames that came together with the one for which it was closed.
    if (this.#isRefused) return false;
    const refused = bytes > maxFrame ? tooLong : this.#visit.frame(bytes);
    if (refused === null) return true;
    this.#observer.refused(refused.code);
    this.refuse('ERROR', refused, refused === tooLong ? tooBig : policyViolation);
    return false;
  }
}
