import type { PeerId } from '../identity/peer-id.ts';

/** What a path uses of a PeerJS media connection; the echo in the page has one like it. */
export interface MediaConnection {
  readonly peerConnection: RTCPeerConnection;
  readonly metadata: unknown;
  answer(stream: MediaStream, options: { sdpTransform(sdp: string): string }): void;
  on(event: 'stream', listener: (stream: MediaStream) => void): unknown;
  on(event: 'close' | 'error', listener: () => void): unknown;
  removeAllListeners(): unknown;
  close(): void;
}

/** What an offer says besides the media. */
export interface Offer {
  /** Reaches the other side's `listenForCalls`. */
  readonly metadata: unknown;
  sdpTransform(sdp: string): string;
}

/** By which media connections are made. */
export interface MediaLine {
  /** Offers a connection to somebody; null while there is no way. */
  call(to: PeerId, stream: MediaStream, offer: Offer): MediaConnection | null;
}
