import type { DeviceProblem } from '../lib/device-problem.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Readable } from '../lib/store.ts';
import type { LinksEvents } from '../links/links.ts';
import type { CallMessage } from '../links/messages.ts';
import type { LinkNeed, LinkState } from '../links/person-link.ts';
import type { CallId } from './call.ts';

/** What a call shows and plays; streams are null until there is something in them. */
export interface CallMedia {
  readonly local: MediaStream | null;
  /** Sound and picture of the other side. */
  readonly remote: MediaStream | null;
  /** Its sound alone. */
  readonly sound: MediaStream | null;
  readonly microphone: DeviceProblem | null;
  readonly camera: DeviceProblem | null;
  /** What this phone shows of its screen; absent while it shows nothing. */
  readonly screen?: MediaStream | null;
  /** The browser asks the user for a device at this moment. */
  readonly asking?: 'microphone' | 'camera' | 'both' | null;
}

/** The media of all live calls, for the screens. */
export type MediaOfCalls = Readable<ReadonlyMap<CallId, CallMedia>>;

/** What a call wants of microphone, camera and connection at this moment. */
export interface MediaNeed {
  readonly peer: PeerId;
  /** This phone makes the media connections; the other one answers them. */
  readonly offers: boolean;
  /** Devices may be open: the user of this phone dialled or accepted. */
  readonly devices: boolean;
  /** The callee accepted: a connection has to come up soon. */
  readonly accepted: boolean;
  /** What the devices give may leave this phone: the callee accepted, nobody holds. */
  readonly sending: boolean;
  readonly muted: boolean;
  readonly camera: boolean;
  /** It is a video call: pictures are likely to come at once. */
  readonly video: boolean;
}

/** Media connections and devices, as calls use them. */
export interface MediaPort {
  readonly streams: MediaOfCalls;
  /** Which calls have a media connection that is up. */
  readonly up: Readable<ReadonlySet<CallId>>;
  /** Opens, mutes, swaps and closes until each call has what it needs, and nothing else is open. */
  need(needs: ReadonlyMap<CallId, MediaNeed>): void;
  /** Offers anew: what was offered went to a page that is gone. */
  again(id: CallId): void;
  /**
   * Nothing is heard of the other side: makes another connection, and keeps the one there is until
   * then. What was offered after `since`, in ms since 1970, has just left once more.
   */
  renew(id: CallId, since?: number): void;
  /** The link was made anew: whatever made the one before lead nowhere has done so to the media. */
  relinked(id: CallId): void;
  /** Lets the user choose a screen or window to show, or stops showing it; `streams` says what came of it. */
  share(id: CallId, on: boolean): void;
  /** Asks once more for a device that could not be opened. */
  retry(id: CallId): void;
  /** From the camera in use to the one that looks the other way. */
  flip(id: CallId): void;
  /** The devices of one call go on under another ID. */
  rename(from: CallId, to: CallId): void;
}

/** The links, as calls use them. */
export interface LinksPort {
  readonly states: Readable<ReadonlyMap<PeerId, LinkState>>;
  listen(events: LinksEvents): void;
  send(to: PeerId, message: CallMessage): boolean;
  /** Makes it possible to send this without delay, as a page that closes has to. */
  prepare(to: PeerId, message: CallMessage): void;
  need(needs: ReadonlyMap<PeerId, LinkNeed>): void;
  admit(peer: PeerId): void;
  refuse(peer: PeerId): void;
  /** Nothing comes back: the brokers may be out of reach. */
  ask(): void;
  /** Nobody answers over the link, open or opening: make a new one. */
  renew(peer: PeerId): void;
}
