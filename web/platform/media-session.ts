import type { CallMedia, DeviceProblem, MediaNeed } from '../calls/ports.ts';
import type { Clock } from '../lib/clock.ts';
import { backOff } from '../links/back-off.ts';
import { openDevices, type Opened } from './devices.ts';
import type { MediaConnection } from './media-connection.ts';
import { MediaPath } from './media-path.ts';

/** A path of an accepted call which does not come up within this time is given up, in ms. */
const upWithin = 8_000;

interface Slot {
  track: MediaStreamTrack | null;
  problem: DeviceProblem | null;
}

/** What a session asks of its surroundings. */
export interface SessionHost {
  readonly clock: Clock;
  call(stream: MediaStream): MediaConnection | null;
  changed(): void;
}

/**
 * The media of one call: its devices, and the path they are sent on. A lost
 * path is replaced by the side that offers, made before the old one is broken.
 */
export class MediaSession {
  readonly #host: SessionHost;
  #need: MediaNeed;
  #microphone: Slot = { track: null, problem: null };
  #camera: Slot = { track: null, problem: null };
  #local: MediaStream | null = null;
  #settled = false;
  #settling = false;
  #path: MediaPath | null = null;
  #next: MediaPath | null = null;
  #attempt = 0;
  #stopTimer: (() => void) | null = null;
  #stopLimit: (() => void) | null = null;
  #closed = false;

  constructor(need: MediaNeed, host: SessionHost) {
    this.#need = need;
    this.#host = host;
  }

  get isUp(): boolean {
    return this.#path?.isUp ?? false;
  }

  get media(): CallMedia {
    const shown = this.#path ?? this.#next;
    return {
      local: this.#local,
      remote: shown?.remote ?? null,
      sound: shown?.sound ?? null,
      microphone: this.#microphone.problem,
      camera: this.#camera.problem,
    };
  }

  /** The counters of the path that is up; null without one. */
  stats(): Promise<RTCStatsReport> | null {
    return this.#path?.stats() ?? null;
  }

  update(need: MediaNeed): void {
    const turned = this.#need.offers !== need.offers;
    // Asked for once more, a camera that failed gets another try.
    if (need.camera && !this.#need.camera) this.#camera.problem = null;
    this.#need = need;
    if (turned) this.#dropPaths();
    if (!need.camera) this.#stop(this.#camera);
    if (this.#microphone.track) this.#microphone.track.enabled = !need.muted;
    void this.#settle();
    this.#send();
    this.#connect();
    this.#limitNext();
  }

  /** Gives up what is up or on its way and offers anew. */
  again(): void {
    if (!this.#path && !this.#next) return;
    this.#dropPaths();
    this.#connect();
    this.#host.changed();
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
    for (const slot of [this.#microphone, this.#camera]) {
      if (slot.track?.muted || slot.track?.readyState === 'ended') this.#stop(slot);
    }
    void this.#settle();
  }

  close(): void {
    this.#closed = true;
    this.#dropPaths();
    this.#stop(this.#microphone);
    this.#stop(this.#camera);
  }

  /** Opens devices until what is open is what is needed; one request at a time. */
  async #settle(): Promise<void> {
    if (this.#settling || !this.#need.devices) return;
    this.#settling = true;
    for (let ask = this.#missing; ask; ask = this.#missing) {
      const { microphone, camera } = await openDevices(ask);
      if (microphone) this.#fill(this.#microphone, microphone, true);
      if (camera) this.#fill(this.#camera, camera, this.#need.camera);
      if (this.#microphone.track) this.#microphone.track.enabled = !this.#need.muted;
      this.#local = this.#streamOf(this.#microphone, this.#camera);
      this.#send();
      this.#host.changed();
    }
    this.#settling = false;
    this.#settled = true;
    this.#connect();
  }

  get #missing(): { microphone: boolean; camera: boolean } | null {
    const empty = ({ track, problem }: Slot) => !track && !problem;
    const microphone = empty(this.#microphone);
    const camera = this.#need.camera && empty(this.#camera);
    return !this.#closed && (microphone || camera) ? { microphone, camera } : null;
  }

  #fill(slot: Slot, opened: Opened, wanted: boolean): void {
    if (opened.kind === 'problem') slot.problem = opened.problem;
    else if (this.#closed || !wanted) opened.track.stop();
    else slot.track = opened.track;
  }

  #stop(slot: Slot): void {
    if (!slot.track) return;
    slot.track.stop();
    slot.track = null;
    this.#local = this.#streamOf(this.#microphone, this.#camera);
  }

  #streamOf(...slots: Slot[]): MediaStream | null {
    const tracks = slots.flatMap(({ track }) => track ?? []);
    return tracks.length > 0 ? new MediaStream(tracks) : null;
  }

  #send(): void {
    const { sending, camera } = this.#need;
    const audio = sending ? this.#microphone.track : null;
    const video = sending && camera ? this.#camera.track : null;
    this.#path?.send(audio, video);
    this.#next?.send(audio, video);
  }

  /** Offers a path if this side does, none is up or on its way, and devices were asked for. */
  #connect(): void {
    const { offers, accepted } = this.#need;
    const asked = this.#settled || accepted;
    if (this.#closed || !offers || !asked || this.#next || this.isUp || this.#stopTimer) return;
    const path = this.#newPath();
    if (path.offer((stream) => this.#host.call(stream))) this.#send();
    else this.#lost(path);
  }

  #newPath(): MediaPath {
    const path: MediaPath = new MediaPath({
      changed: () => this.#changed(path),
      lost: () => this.#lost(path),
    });
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
      this.#path?.close();
      this.#path = path;
      this.#next = null;
      this.#stopLimit?.();
      this.#stopLimit = null;
      this.#attempt = 0;
      this.#stopTimer?.();
      this.#stopTimer = null;
    }
    this.#connect();
    this.#host.changed();
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
    this.#stopLimit?.();
    this.#stopLimit = null;
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#path?.close();
    this.#next?.close();
    this.#path = this.#next = null;
  }
}
