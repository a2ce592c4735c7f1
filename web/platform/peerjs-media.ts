import * as v from 'valibot';
import type { CallMedia, MediaNeed, MediaOfCalls, MediaPort } from '../calls/ports.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { CallId } from '../links/messages.ts';
import type { MediaConnection, MediaLine } from './media-connection.ts';
import type { DevicesHere } from './local-devices.ts';
import { MediaSession } from './media-session.ts';

const metadataSchema = v.object({ call: v.string() });

interface Entry {
  readonly peer: PeerId;
  readonly session: MediaSession;
}

/** The media of all calls, by PeerJS media connections and this device's microphone and camera. */
export class PeerJsMedia implements MediaPort {
  readonly #line: MediaLine;
  readonly #clock: Clock;
  readonly #devices: DevicesHere;
  readonly #behind: (peer: PeerId, task: () => void) => void;
  readonly #entries = new Map<CallId, Entry>();
  /** The last offer of each person whose call waits to be shown. */
  readonly #early = new Map<PeerId, MediaConnection>();
  readonly #streams = new Store<ReadonlyMap<CallId, CallMedia>>(new Map());
  readonly #up = new Store<ReadonlySet<CallId>>(new Set());

  /** `behind` does something as soon as the call is known to which an offer of that peer belongs. */
  constructor(
    line: MediaLine,
    clock: Clock,
    devices: DevicesHere,
    behind = (_: PeerId, task: () => void): void => task(),
  ) {
    this.#line = line;
    this.#clock = clock;
    this.#devices = devices;
    this.#behind = behind;
  }

  get streams(): MediaOfCalls {
    return this.#streams;
  }

  get up(): Readable<ReadonlySet<CallId>> {
    return this.#up;
  }

  /** Somebody offers a connection for a call. */
  offered(connection: MediaConnection, from: PeerId): void {
    this.#early.get(from)?.close();
    this.#early.set(from, connection);
    this.#behind(from, () => this.#answerLast(from));
  }

  need(needs: ReadonlyMap<CallId, MediaNeed>): void {
    for (const [id, { session }] of this.#entries) {
      if (needs.has(id)) continue;
      session.end();
      this.#entries.delete(id);
    }
    for (const [id, need] of needs) this.#entry(id, need).session.update(need);
    this.#publish();
  }

  /** The counters of a call's media connection; null while it has none. */
  stats(id: CallId): Promise<RTCStatsReport> | null {
    return this.#entries.get(id)?.session.stats() ?? null;
  }

  /** The RTP time of the last sound that came from this peer (RFC 3550); null without any. */
  soundOf(peer: PeerId): number | null {
    const entry = [...this.#entries.values()].find((one) => one.peer === peer);
    return entry?.session.soundTime ?? null;
  }

  again(id: CallId): void {
    this.#entries.get(id)?.session.again();
  }

  renew(id: CallId, since?: number): void {
    this.#entries.get(id)?.session.renew(since);
  }

  relinked(id: CallId): void {
    this.#entries.get(id)?.session.relinked();
  }

  /** Back in the foreground: what the system cut there is opened anew. */
  refresh(): void {
    for (const { session } of this.#entries.values()) session.refresh();
  }

  share(id: CallId, on: boolean): void {
    this.#entries.get(id)?.session.share(on);
  }

  retry(id: CallId): void {
    this.#entries.get(id)?.session.retry();
  }

  flip(id: CallId): void {
    this.#entries.get(id)?.session.flip();
  }

  rename(from: CallId, to: CallId): void {
    const entry = this.#entries.get(from);
    if (!entry) return;
    this.#entries.delete(from);
    this.#entries.set(to, entry);
  }

  #entry(id: CallId, need: MediaNeed): Entry {
    const known = this.#entries.get(id);
    if (known) return known;
    const session: MediaSession = new MediaSession(need, {
      clock: this.#clock,
      devices: this.#devices,
      // The session keeps its place in the map when its call is renamed.
      call: (stream, sdpTransform) =>
        this.#line.call(need.peer, stream, {
          metadata: { call: this.#idOf(session) },
          sdpTransform,
        }),
      changed: () => this.#publish(),
    });
    const entry = { peer: need.peer, session };
    this.#entries.set(id, entry);
    return entry;
  }

  #idOf(session: MediaSession): CallId | undefined {
    return [...this.#entries].find(([, entry]) => entry.session === session)?.[0];
  }

  #answerLast(from: PeerId): void {
    const connection = this.#early.get(from);
    this.#early.delete(from);
    if (connection) this.#answer(connection, from);
  }

  #answer(connection: MediaConnection, from: PeerId): void {
    const metadata = v.safeParse(metadataSchema, connection.metadata);
    const entry = metadata.success ? this.#entries.get(metadata.output.call as CallId) : undefined;
    if (entry?.peer === from) entry.session.answer(connection);
    else connection.close();
  }

  #publish(): void {
    const entries = [...this.#entries];
    this.#streams.set(new Map(entries.map(([id, { session }]) => [id, session.media])));
    const up = entries.filter(([, { session }]) => session.isUp).map(([id]) => id);
    const before = this.#up.value;
    if (up.length !== before.size || up.some((id) => !before.has(id))) this.#up.set(new Set(up));
  }
}
