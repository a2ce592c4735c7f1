import type { PictureSize } from './devices.ts';
import type { MediaConnection } from './media-connection.ts';
import { openPlaceholder, type Placeholder, type Tracks } from './placeholder.ts';

/** What a path tells and asks the session that owns it. */
export interface MediaPathEvents {
  changed(): void;
  /** It is over: PeerJS closed it, or the other side did. */
  lost(): void;
  /** Puts into an offer or answer what is asked of the other side's encoders. */
  asks(sdp: string): string;
  /** How large the first pictures will be that are sent; null while none are expected. */
  expected(): PictureSize | null;
}

/**
 * A picture that is there before its connection begins with so much smaller sides: a whole one is
 * four times as much to encode and to send, just when both sides wait for it.
 */
const smallBy = 2;

/**
 * One PeerJS media connection with an audio and a video section, negotiated with what there is to
 * send, or with placeholders. What it sends is changed by `replaceTrack` alone.
 */
export class MediaPath {
  readonly #placeholder: Placeholder;
  readonly #events: MediaPathEvents;
  #connection: MediaConnection | null = null;
  #state: RTCPeerConnectionState = 'new';
  #remote: MediaStream | null = null;
  #sound: MediaStream | null = null;
  readonly #beginsSmall: boolean;
  /** What was asked for last: a sender names its track only when `replaceTrack` is through. */
  readonly #sent = new Map<RTCRtpSender, MediaStreamTrack | null>();

  constructor(events: MediaPathEvents, tracks: Tracks) {
    this.#events = events;
    this.#placeholder = openPlaceholder(tracks);
    this.#beginsSmall = tracks.video !== null;
  }

  /** Both sides can hear each other over it. */
  get isUp(): boolean {
    return this.#state === 'connected';
  }

  /** The other side knows of it. */
  get isAnswered(): boolean {
    return Boolean(this.#connection?.peerConnection.remoteDescription);
  }

  get remote(): MediaStream | null {
    return this.#remote;
  }

  get sound(): MediaStream | null {
    return this.#sound;
  }

  /** The RTP time of the last sound that came in (RFC 3550); null without any. */
  get soundTime(): number | null {
    const receivers = this.#connection?.peerConnection?.getReceivers() ?? [];
    const receiver = receivers.find(({ track }) => track.kind === 'audio');
    return receiver?.getSynchronizationSources()[0]?.rtpTimestamp ?? null;
  }

  /** The counters of the connection; null without one. */
  stats(): Promise<RTCStatsReport> | null {
    return this.#connection?.peerConnection?.getStats() ?? null;
  }

  /** Makes the connection by `dial`, which gets the stream to negotiate with. False if it can't. */
  offer(
    dial: (stream: MediaStream, asks: (sdp: string) => string) => MediaConnection | null,
  ): boolean {
    const connection = dial(this.#placeholder.stream, (sdp) => this.#events.asks(sdp));
    if (connection) this.#take(connection);
    return connection !== null;
  }

  /** Answers the other side's offer. */
  answer(connection: MediaConnection): void {
    connection.answer(this.#placeholder.stream, {
      sdpTransform: (sdp) => this.#events.asks(sdp),
    });
    this.#take(connection);
  }

  /**
   * Sends these tracks from now on; without them silence and no picture. Sound is never without
   * packets: the clock of RTP would stand still in such a gap, and a jitter buffer takes what comes
   * after it for late and holds back all that follows, up to a second of it for minutes.
   */
  send({ audio, video }: Tracks): void {
    this.#replace((kind, isFresh) => {
      if (kind === 'video') return video;
      // The placeholder is silent and keeps the sender warm until the first real track.
      return audio ?? (isFresh ? null : this.#placeholder.silence());
    });
    if (audio) this.#placeholder.endSilence();
  }

  /** Pictures have their whole size from now on. */
  enlarge(): void {
    if (this.#beginsSmall) this.#shrink(1);
  }

  /** Sends nothing from now on. */
  stop(): void {
    this.#replace(() => null);
  }

  #replace(trackFor: (kind: 'audio' | 'video', isFresh: boolean) => MediaStreamTrack | null): void {
    for (const { sender, receiver } of this.#connection?.peerConnection?.getTransceivers() ?? []) {
      const sent = this.#sent.get(sender) ?? null;
      const kind = receiver.track.kind === 'audio' ? 'audio' : 'video';
      const track = trackFor(kind, sent === null);
      if (sent === track) continue;
      this.#sent.set(sender, track);
      void sender.replaceTrack(track).catch(() => this.#events.lost());
    }
  }

  /** Makes pictures smaller on both sides by this factor. */
  #shrink(factor: number): void {
    for (const { sender, receiver } of this.#connection?.peerConnection?.getTransceivers() ?? []) {
      if (receiver.track.kind !== 'video') continue;
      const parameters = sender.getParameters();
      for (const encoding of parameters.encodings) encoding.scaleResolutionDownBy = factor;
      // Where a browser refuses it, pictures are whole from the first one on, and come later.
      void sender.setParameters(parameters).catch(() => undefined);
    }
  }

  close(): void {
    this.#connection?.removeAllListeners();
    this.#connection?.close();
    this.#connection = null;
    this.#state = 'closed';
    this.#placeholder.close();
  }

  #take(connection: MediaConnection): void {
    this.#connection = connection;
    if (this.#beginsSmall) this.#shrink(smallBy);
    connection.on('stream', (stream) => {
      // PeerJS tells it once for each track.
      if (stream === this.#remote) return;
      this.#remote = stream;
      this.#sound = new MediaStream(stream.getAudioTracks());
      this.#events.changed();
    });
    connection.on('close', () => this.#events.lost());
    connection.on('error', () => this.#events.lost());
    const { peerConnection } = connection;
    peerConnection.addEventListener('connectionstatechange', () => {
      if (this.#connection !== connection) return;
      this.#state = peerConnection.connectionState;
      if (this.isUp) this.#placeholder.prime(this.#events.expected());
      this.#events.changed();
    });
  }
}
