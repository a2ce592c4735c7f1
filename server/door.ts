import type { IncomingMessage } from 'node:http';

/** What a client is told before its socket is closed: the payload of an ERROR, as PeerJS takes it. */
export interface Refused {
  /** One word that says why, for programs and figures. */
  readonly code: string;
  /** The same as a sentence. */
  readonly msg: string;
}

/** Sent away before the handshake, by an HTTP status. */
export interface TurnedAway {
  readonly status: number;
  /** One word that says why, for figures. */
  readonly code: string;
}

/** One connection, from its handshake until its end. */
export interface Visit {
  /**
   * Who counts as one with it, as an address does, in at most 16 characters that name nobody: what is
   * fair is fair among these.
   */
  readonly from: string;
  /** Asked before the token is looked at, which is what costs. Null lets it go on. */
  signOn(): Refused | null;
  /** Asked with each frame of the client of this ID, whatever is in it, before it is read. Null lets it pass. */
  frame(id: string, bytes: number): Refused | null;
  /** For so long nothing more is to be read of it, in ms; said once, after a frame. */
  takeRest(): number;
  /** The connection is gone. */
  leave(): void;
}

/** Stands before the switchboard: limits, and whatever else may keep a client out. */
export interface Door {
  /** Asked before the handshake. */
  enter(request: IncomingMessage): Promise<Visit | TurnedAway>;
}

const anyone: Visit = {
  from: '',
  signOn: () => null,
  frame: () => null,
  takeRest: () => 0,
  leave: () => undefined,
};

/** Stands open. */
export const openDoor: Door = { enter: () => Promise.resolve(anyone) };
