import type { CallMedia, MediaNeed } from '../calls/ports.ts';
import type { Clock } from '../lib/clock.ts';
import { backOff } from '../links/back-off.ts';
import { LocalDevices, type DevicesHere } from './local-devices.ts';
import type { MediaConnection } from './media-connection.ts';
import { MediaPath } from './media-path.ts';
import type { Tracks } from './placeholder.ts';
import { askOfEncoders, startBitrate } from './sdp.ts';

/** A path of an accepted call which does not come up within this time is given up, in ms. */
const upWithin = 8_000;

/** A path that came up so short a time before the link was made anew goes where the link goes, in ms. */
const young = 2_000;
/** So does one that came up since nothing was heard any more, if that was so long ago at most, in ms. */
const sameGap = 30_000;

/** An offer that went out just before the link was made anew is answered within this time, in ms. */
const answeredWithin = 1_000;

/** What another path took the place of is closed so much later, in ms. */
const closedLater = 1_000;

/** Pictures that began small are sent whole so long after the first of them, in ms. */
const smallFor = 2_000;

/** The screen tells the end first, in ms; the light of a camera has a second to go off. */
const closeAfter = 100;

/** What a session asks of its surroundings. */
export interface SessionHost {
  readonly clock: Clock;
  readonly devices: DevicesHere;
  call(stream: MediaStream, sdpTransform: (sdp: string) => string): MediaConnection | null;
  changed(): void;
}

/**
 * The media of one call: its devices, and the path they are sent on. A lost
 * path is replaced by the side that offers, made before the old one is broken.
 */
export class MediaSession {
  readonly #host: SessionHost;
  readonly #devices: LocalDevices;
  #need: MediaNeed;
  #path: MediaPath | null = null;
  #next: MediaPath | null = null;
  #upSince = 0;
  #offeredAt = 0;
  #renewedAt = 0;
  #attempt = 0;
  #stopTimer: (() => void) | null = null;
  #stopLimit: (() => void) | null = null;
  #closed = false;

  constructor(need: MediaNeed, host: SessionHost) {
    this.#need = need;
    this.#host = host;
    this.#devices = new LocalDevices(need, host.devices, () => this.#devicesChanged());
  }

  get isUp(): boolean {
    return this.#path?.isUp ?? false;
  }

  /** The path seems to be up, but since then nothing was heard of the other side. */
  get #isStale(): boolean {
    return this.#renewedAt > this.#upSince;
  }

  get media(): CallMedia {
    const shown = this.#path ?? this.#next;
    return {
      ...this.#devices.media,
      remote: shown?.remote ?? null,
      sound: shown?.sound ?? null,
    };
  }

  /** The RTP time of the last sound that came in; null without any. */
  get soundTime(): number | null {
    return this.#path?.soundTime ?? null;
  }

  /** The counters of the path that is up; null without one. */
  stats(): Promise<RTCStatsReport> | null {
    return this.#path?.stats() ?? null;
  }

  update(need: MediaNeed): void {
    const turned = this.#need.offers !== need.offers;
    this.#need = need;
    if (turned) this.#dropPaths();
    this.#devices.update(need);
    this.#send();
    this.#connect();
    this.#limitNext();
  }

  retry(): void {
    this.#devices.retry();
  }

  flip(): void {
    this.#devices.flip();
  }

  share(on: boolean): void {
    this.#devices.share(on);
  }

  /** Gives up what is up or on its way and offers anew. */
  again(): void {
    if (!this.#path && !this.#next) return;
    this.#dropPaths();
    this.#connect();
    this.#host.changed();
  }

  /**
   * What is up may lead nowhere: offers another path, and keeps this one until that is up. What was
   * offered after `since` has just been given to the broker once more.
   */
  renew(since = Infinity): void {
    if (!this.#isStale) this.#renewedAt = this.#host.clock.now();
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#attempt = 0;
    // An offer that nobody answered may have taken a way that was none.
    const isRepeated = this.#offeredAt >= since;
    if (this.#need.offers && !isRepeated && this.#next?.isAnswered === false) this.#drop('next');
    this.#connect();
  }

  /** What was up leads nowhere. */
  relinked(): void {
    const now = this.#host.clock.now();
    const isNew = this.#upSince >= this.#renewedAt && now - this.#renewedAt < sameGap;
    if (this.#path && !isNew && now - this.#upSince > young) this.#drop('path');
    if (!this.#path) this.#renewUnless(this.#next, now);
    this.#host.changed();
  }

  /** What was offered a moment ago goes the way of the link that is new. */
  #renewUnless(offered: MediaPath | null, now: number): void {
    if (!offered || now - this.#offeredAt > young) return this.renew();
    this.#host.clock.after(answeredWithin, () => {
      if (offered === this.#next && !offered.isAnswered) this.renew();
    });
  }

  /** The other side offers a media connection for this call. */
  answer(connection: MediaConnection): void {
    if (this.#closed || this.#need.offers) return connection.close();
    this.#next?.close();
    const path = this.#newPath();
    path.answer(connection);
    this.#send();
  }

  /** Opens anew what the system took from the page while that was in the background. */
  refresh(): void {
    this.#devices.refresh();
  }

  /** Nothing leaves from now on. Closing takes a while, in which the screen could not say that it is over. */
  end(): void {
    this.#closed = true;
    this.#path?.stop();
    this.#next?.stop();
    this.#host.clock.after(closeAfter, () => {
      this.#dropPaths();
      this.#devices.close();
    });
  }

  #devicesChanged(): void {
    if (this.#closed) return;
    this.#send();
    this.#host.changed();
    this.#connect();
  }

  /** What the other side may hear and see now. */
  get #tracks(): Tracks {
    const { audio, video } = this.#devices;
    return this.#need.sending ? { audio, video } : { audio: null, video: null };
  }

  #send(): void {
    this.#path?.send(this.#tracks);
    this.#next?.send(this.#tracks);
  }

  /** Offers a path if this side does, none is up or on its way, and devices were asked for. */
  #connect(): void {
    const { offers, accepted } = this.#need;
    const asked = this.#devices.settled || accepted;
    const has = this.#next !== null || (this.isUp && !this.#isStale);
    if (this.#closed || !offers || !asked || has || this.#stopTimer) return;
    const path = this.#newPath();
    this.#offeredAt = this.#host.clock.now();
    if (path.offer((stream, asks) => this.#host.call(stream, asks))) this.#send();
    else this.#lost(path);
  }

  #newPath(): MediaPath {
    const start = this.#upSince > 0 ? startBitrate.again : startBitrate.first;
    const events = {
      asks: (sdp: string) => askOfEncoders(sdp, start),
      changed: () => this.#changed(path),
      lost: () => this.#lost(path),
      expected: () => (this.#need.video ? this.#host.devices.pictureSize : null),
    };
    const path: MediaPath = new MediaPath(events, this.#tracks);
    this.#next = path;
    this.#stopLimit?.();
    this.#stopLimit = null;
    this.#limitNext();
    return path;
  }

  /** While it rings a stranger may hold the offer; later a lost one must not block the next. */
  #limitNext(): void {
    const path = this.#next;
    if (!path || !this.#need.accepted || this.#stopLimit) return;
    this.#stopLimit = this.#host.clock.after(upWithin, () => this.#lost(path));
  }

  #changed(path: MediaPath): void {
    if (path === this.#next && path.isUp) {
      this.#closeLater(this.#path);
      this.#path = path;
      this.#next = null;
      this.#upSince = this.#host.clock.now();
      this.#stopLimit?.();
      this.#stopLimit = null;
      this.#attempt = 0;
      this.#stopTimer?.();
      this.#stopTimer = null;
      this.#host.clock.after(smallFor, () => path.enlarge());
    }
    this.#connect();
    this.#host.changed();
  }

  /** Closing holds the page just when the other side is about to be heard again. */
  #closeLater(path: MediaPath | null): void {
    if (!path) return;
    path.stop();
    this.#host.clock.after(closedLater, () => path.close());
  }

  #lost(path: MediaPath): void {
    if (path !== this.#path && path !== this.#next) return;
    path.close();
    if (path === this.#path) this.#path = null;
    else this.#next = null;
    this.#retryLater();
    this.#host.changed();
  }

  #retryLater(): void {
    if (this.#closed || this.#stopTimer) return;
    const wait = backOff(this.#attempt++, 300, 5_000);
    this.#stopTimer = this.#host.clock.after(wait, () => {
      this.#stopTimer = null;
      this.#connect();
    });
  }

  #dropPaths(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#drop('path');
    this.#drop('next');
  }

  #drop(which: 'path' | 'next'): void {
    if (which === 'path') {
      this.#path?.close();
      this.#path = null;
    } else {
      this.#stopLimit?.();
      this.#stopLimit = null;
      this.#next?.close();
      this.#next = null;
    }
  }
}
