import type { PeerId } from '../identity/peer-id.ts';
import type { Readable } from '../lib/store.ts';
import type { BrokerMessage, Signal } from './signals.ts';

/** How this phone stands with the broker it registers at. */
export type LineStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  /** `retryAt`: when the next attempt is due, in ms since 1970. */
  | { readonly kind: 'offline'; readonly retryAt: number };

/** One data connection to another phone; ordered, reliable, texts only. */
export interface Wire {
  readonly peer: PeerId;
  readonly isOpen: boolean;
  /** False if the text did not go out. */
  send(text: string): boolean;
  /** Ends it; no event follows. */
  close(): void;
  listen(events: {
    open(): void;
    /** Whatever came, unparsed. */
    data(data: unknown): void;
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
}

/** PeerJS and its broker, as the links use them. */
export interface Line {
  readonly status: Readable<LineStatus>;
  listen(events: LineEvents): void;
  /** Sends a signal through the broker; false if this phone is not signed on. */
  transmit(to: PeerId, signal: Signal): boolean;
  /** Sends a message of ours through the broker, in an envelope; false if not signed on. */
  envelope(to: PeerId, content: unknown): boolean;
  /** Hands PeerJS a signal which came by any route. */
  deliver(from: PeerId, signal: Signal): void;
  /** Starts a data connection; null before PeerJS is loaded. */
  connect(to: PeerId): Wire | null;
}
