import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { RecentMap } from '../lib/recent-map.ts';
import type { OtherBrokers } from './other-brokers.ts';
import type { BrokerMessage, Envelope, LineTrouble, Signal } from './signals.ts';

/** Who wrote is answered by the same way for so long, in ms; longer than a call rings. */
const answeredFor = 120_000;
const mostHeard = 64;

/** What the routes ask of the rest of the phone. */
export interface OtherRoutesOptions {
  readonly brokers: OtherBrokers;
  readonly clock: Clock;
  /** The server to sign on at for this peer, if it is another one: of contacts, and of who was called. */
  home(peer: PeerId): Host | null;
  /** That host is the own server: from now on `home` says so. */
  here(host: Host): void;
  /** Whether the own broker can be reached. */
  isOnline(): boolean;
  /** A broker that is needed can't be reached; said before those who are looked for there are absent. */
  failed(host: Host, trouble: LineTrouble | null): void;
}

/** Who hears what comes through other brokers. */
export interface OtherRoutesEvents {
  /** A letter that was given to another broker is for the own one. */
  stays(to: PeerId, type: Signal['type'], envelope: Envelope): void;
  broker(message: BrokerMessage, host: Host): void;
  online(): void;
  absent(peer: PeerId): void;
}

/**
 * By which broker letters to somebody leave: the one by which that person wrote last, if it still
 * can be, else the one of the server they belong to. A host that a stranger merely claims is not
 * gone to before the user calls or answers.
 */
export class OtherRoutes {
  readonly #options: OtherRoutesOptions;
  /** By which broker somebody wrote; null is the own one. */
  readonly #heard = new RecentMap<PeerId, { readonly host: Host | null; readonly at: number }>(
    mostHeard,
  );
  #needed: readonly PeerId[] = [];

  constructor(options: OtherRoutesOptions) {
    this.#options = options;
  }

  listen(events: OtherRoutesEvents): void {
    const { brokers, failed, here } = this.#options;
    brokers.listen({
      stays: (to, type, envelope) => events.stays(to, type, envelope),
      here: (host) => {
        here(host);
        this.need(this.#needed);
      },
      broker: (host, message) => events.broker(message, host),
      online: () => events.online(),
      failed: (host, trouble) => {
        const missing = this.#needed.filter((peer) => this.#hostOf(peer) === host);
        if (missing.length > 0) failed(host, trouble);
        for (const peer of missing) events.absent(peer);
      },
    });
  }

  /** Whether letters to this peer take another broker than the own one. */
  leadsTo(peer: PeerId): boolean {
    return this.#hostOf(peer) !== null;
  }

  /** Takes a letter to somebody at another broker; false if the own one is the way. */
  transmit(to: PeerId, type: Signal['type'], envelope: Envelope): boolean {
    const host = this.#hostOf(to);
    if (host !== null) this.#options.brokers.transmit(host, to, type, envelope);
    return host !== null;
  }

  /** Whether a letter to this peer would leave by another broker now, or in a moment. */
  reaches(peer: PeerId): boolean {
    const host = this.#hostOf(peer);
    return host !== null && this.#options.brokers.reaches(host);
  }

  /** Whether it would now. */
  isOn(peer: PeerId): boolean {
    const host = this.#hostOf(peer);
    return host !== null && this.#options.brokers.isOn(host);
  }

  /** A letter of this peer came by that broker, and was genuine. */
  heard(from: PeerId, host: Host | null): void {
    this.#heard.set(from, { host, at: this.#options.clock.now() });
    this.need(this.#needed);
  }

  /** Whether this peer wrote by the own broker last, and not by that of another server. */
  wroteHere(peer: PeerId): boolean {
    return this.#heard.get(peer)?.host === null;
  }

  /**
   * That broker says that nobody of this ID is there. True if no other way is left; what is sent
   * next takes it.
   */
  absent(peer: PeerId, host: Host | null): boolean {
    if (this.#hostOf(peer) !== host) return false;
    this.#heard.delete(peer);
    return this.#hostOf(peer) === host;
  }

  /** These are to be reached at any moment, and there is no link to them. */
  need(peers: readonly PeerId[]): void {
    this.#needed = peers;
    const hosts = peers.map((peer) => this.#hostOf(peer)).filter((host) => host !== null);
    this.#options.brokers.need(new Set(hosts));
  }

  doubt(): void {
    this.#options.brokers.doubt();
  }

  #hostOf(peer: PeerId): Host | null {
    const { brokers, clock, home, isOnline } = this.#options;
    const heard = this.#heard.get(peer);
    if (heard && clock.now() - heard.at < answeredFor) {
      const { host } = heard;
      if (host === null ? isOnline() : brokers.isOn(host)) return host;
    }
    return home(peer);
  }
}
