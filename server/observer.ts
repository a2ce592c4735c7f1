import type { RelayedType } from './broker-message.ts';

/** Is told what happens at the broker, for figures and logs. Nothing of it names anybody. */
export interface Observer {
  /** A client has got its ID. A take-over is two: the old one signs off. */
  signedOn(): void;
  signedOff(): void;
  /** Somebody was not let in, or thrown out; one word of a short list. */
  refused(reason: string): void;
  /** `ms` from the frame's arrival to its being written to the receiver's socket. */
  relayed(type: RelayedType, bytes: number, ms: number): void;
  /** The receiver of a message is not there; it is kept for a moment. */
  kept(type: RelayedType): void;
  /** A sender was told that somebody is not there. */
  expired(): void;
  /** A frame was no message, nobody may say it, or its receiver has too much of its sender unread. */
  dropped(): void;
}

/** Looks away. */
export const nobodyWatches: Observer = {
  signedOn: () => undefined,
  signedOff: () => undefined,
  refused: () => undefined,
  relayed: () => undefined,
  kept: () => undefined,
  expired: () => undefined,
  dropped: () => undefined,
};
