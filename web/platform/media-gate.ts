import type { MediaNeed, MediaOfCalls, MediaPort } from '../calls/ports.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { Late } from '../lib/late.ts';
import type { Report } from '../lib/report.ts';
import type { Readable } from '../lib/store.ts';
import type { CallId } from '../links/messages.ts';
import type { MediaConnection } from './media-connection.ts';
import type { PeerJsMedia } from './peerjs-media.ts';

/** What a call waits for is asked for again so long after it did not come, in ms. */
const retryAfter = 3_000;

interface MediaGateOptions {
  /** What is offered there waits for the media. */
  readonly line: {
    listenForCalls(onCall: (connection: MediaConnection, from: PeerId) => void): void;
  };
  readonly clock: Clock;
  readonly report: Report;
  make(): Promise<PeerJsMedia>;
  /** They did not come, and a call waits for them. */
  refused(): void;
}

/** The media of a phone that has not called yet: what makes them is loaded with the first call, or before that. */
export class MediaGate implements MediaPort {
  readonly #media: Late<PeerJsMedia>;
  readonly streams: MediaOfCalls;
  readonly up: Readable<ReadonlySet<CallId>>;
  #needs: ReadonlyMap<CallId, MediaNeed> = new Map();

  constructor({ line, clock, report, make, refused }: MediaGateOptions) {
    const failed = (error: unknown) => {
      report('the media of calls did not load', error);
      if (this.#needs.size > 0) refused();
      // Networks change, and a call waits for it.
      clock.after(retryAfter, () => {
        if (this.#needs.size > 0) void this.open();
      });
    };
    this.#media = new Late(clock, async () => this.#begin(await make()), failed);
    this.streams = this.#media.view(({ streams }) => streams, new Map());
    this.up = this.#media.view(({ up }) => up, new Set());
    line.listenForCalls((connection, from) =>
      this.#media.use((media) => media.offered(connection, from)),
    );
  }

  /** Whether a call would have to wait for it. */
  get isHere(): boolean {
    return this.#media.value !== null;
  }

  open(): Promise<void> {
    return this.#media.open();
  }

  need(needs: ReadonlyMap<CallId, MediaNeed>): void {
    this.#needs = needs;
    if (this.#media.value) this.#media.value.need(needs);
    else if (needs.size > 0) void this.open();
  }

  stats(id: CallId): Promise<RTCStatsReport> | null {
    return this.#media.value?.stats(id) ?? null;
  }

  soundOf(peer: PeerId): number | null {
    return this.#media.value?.soundOf(peer) ?? null;
  }

  again(id: CallId): void {
    this.#media.value?.again(id);
  }

  renew(id: CallId, since?: number): void {
    this.#media.value?.renew(id, since);
  }

  relinked(id: CallId): void {
    this.#media.value?.relinked(id);
  }

  refresh(): void {
    this.#media.value?.refresh();
  }

  share(id: CallId, on: boolean): void {
    this.#media.value?.share(id, on);
  }

  retry(id: CallId): void {
    this.#media.value?.retry(id);
  }

  flip(id: CallId): void {
    this.#media.value?.flip(id);
  }

  rename(from: CallId, to: CallId): void {
    this.#media.value?.rename(from, to);
  }

  #begin(media: PeerJsMedia): PeerJsMedia {
    media.need(this.#needs);
    return media;
  }
}
