import type { PeerId } from '../identity/peer-id.ts';
import type { Readable } from '../lib/store.ts';
import type { BrokerMessage, Envelope, LineTrouble, Signal } from './signals.ts';

/** How this phone stands with the broker it registers at. */
export type LineStatus =
  | { readonly kind: 'connecting' }
  | {
      readonly kind: 'online';
      /** The broker was out of reach: what it was given since then is lost, in ms since 1970. */
      readonly lostSince?: number;
    }
  | {
      readonly kind: 'offline';
      /** What a person can mend; null if the broker is just not there. */
      readonly trouble: LineTrouble | null;
    };

/** The way of a wire for bytes: a channel beside that of the texts, ordered and reliable as well. */
export interface Bulk {
  /** How many bytes were given to the browser and have not left; Infinity before it is open. */
  readonly waiting: number;
  /** Copies them. False if they did not go out: it is closed, or the browser holds too much already. */
  send(bytes: Uint8Array<ArrayBuffer>): boolean;
  /** Resolves when no more than so many bytes wait, or it is closed. */
  drained(bytes: number): Promise<void>;
}

/** One data connection to another phone; ordered and reliable. */
export interface Wire {
  readonly peer: PeerId;
  readonly isOpen: boolean;
  /** The other side knows of it. */
  readonly isAnswered: boolean;
  /** False if the text did not go out. */
  send(text: string): boolean;
  /** Null as long as the wire is not open. */
  readonly bulk: Bulk | null;
  /** Ends it; no event follows. */
  close(): void;
  listen(events: {
    open(): void;
    /** Whatever came, unparsed. */
    data(data: unknown): void;
    /** What came by the way for bytes. */
    bytes(bytes: ArrayBuffer): void;
    close(): void;
  }): void;
}

/** Whom the line reports to. */
export interface LineEvents {
  /** Something came from the broker and was parsed. */
  broker(message: BrokerMessage): void;
  /** PeerJS wants a signal carried to somebody. */
  outgoing(to: PeerId, signal: Signal): void;
  /** Another phone's data connection, let in by `deliver`. */
  wire(wire: Wire): void;
  /** Another phone answered a data connection which was closed here meanwhile. */
  crossed(peer: PeerId): void;
  /** Whether a signal to this peer would find a way now. */
  reaches(peer: PeerId): boolean;
}

/** PeerJS and its broker, as the links use them. */
export interface Line {
  readonly status: Readable<LineStatus>;
  listen(events: LineEvents): void;
  /**
   * Sends a letter through the broker, as a message of PeerJS of that type; false if this phone is
   * not signed on.
   */
  transmit(to: PeerId, type: Signal['type'], envelope: Envelope): boolean;
  /** Hands PeerJS a signal which came by any route. */
  deliver(from: PeerId, signal: Signal): void;
  /** Starts a data connection; null while no signal would find its way. */
  connect(to: PeerId): Wire | null;
  /** The socket may lead nowhere, since nothing else is heard: looks, and signs on anew if so. */
  doubt(): void;
  /** Nothing comes back: looks likewise, with more patience. */
  ask(): void;
}
