import type { PeerId } from '../identity/peer-id.ts';
import type { Way } from './friends.ts';
import type { Content } from './letter.ts';
import type { Envelope } from './signals.ts';

/** How a letter leaves. */
export interface Carriers {
  /** By an open link to the receiver itself; false if there is none. */
  link(envelope: Envelope): boolean;
  /** By somebody in between. */
  broker(envelope: Envelope): void;
}

/** Where letters are written and read; those of each person keep their order. */
export interface Post {
  /** Writes a letter, and chooses its way when it is written. */
  send(to: PeerId, content: Content, carriers: Carriers): void;
  /** Writes a letter ahead: sent within a second, or a minute after `hurry`, it leaves at once, even from a page that closes. */
  prepare(to: PeerId, content: Content): void;
  /** The page closes: what was written ahead goes before what still has to be written, and never will be. */
  hurry(): void;
  /** What comes from this person from now on is read when what came before is on the screen. */
  rest(from: PeerId): void;
  /**
   * Opens a letter and hands its content on, unless something is wrong with it. Over the link of its
   * sender nobody can keep it back, whatever the clocks of two phones say.
   */
  receive(from: PeerId, envelope: Envelope, by: Way, take: (content: Content) => void): void;
}
