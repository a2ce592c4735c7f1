import type { Host } from '../identity/host.ts';
import type { Identity } from '../identity/identity.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import type { OtherBrokers, OtherBrokersEvents } from '../links/other-brokers.ts';
import type { Envelope, Signal } from '../links/signals.ts';
import { OtherBroker } from './other-broker.ts';

/** At so many a phone is signed on beside its own; a call needs one. */
const mostBrokers = 8;

interface WebSocketBrokersOptions {
  readonly identity: Identity;
  readonly clock: Clock;
  readonly report: Report;
  /** What the own broker calls itself; null where it does not. */
  ownBroker(): string | null;
}

/** Other brokers, one WebSocket each. */
export class WebSocketBrokers implements OtherBrokers {
  readonly #options: WebSocketBrokersOptions;
  readonly #brokers = new Map<Host, OtherBroker>();
  #events: OtherBrokersEvents | null = null;

  constructor(options: WebSocketBrokersOptions) {
    this.#options = options;
  }

  listen(events: OtherBrokersEvents): void {
    this.#events = events;
  }

  transmit(host: Host, to: PeerId, type: Signal['type'], envelope: Envelope): void {
    this.#at(host)?.send({ type, dst: to, payload: envelope });
  }

  reaches(host: Host): boolean {
    return this.#brokers.get(host)?.reaches ?? true;
  }

  isOn(host: Host): boolean {
    return this.#brokers.get(host)?.isOn ?? false;
  }

  need(hosts: ReadonlySet<Host>): void {
    for (const [host, broker] of this.#brokers) broker.need(hosts.has(host));
    for (const host of hosts) this.#at(host)?.need(true);
  }

  doubt(): void {
    for (const broker of this.#brokers.values()) broker.doubt();
  }

  close(): void {
    for (const broker of this.#brokers.values()) broker.close();
    this.#brokers.clear();
  }

  #at(host: Host): OtherBroker | null {
    const known = this.#brokers.get(host);
    if (known) return known;
    if (!this.#makeRoom()) {
      this.#options.report('too many brokers are needed at once');
      return null;
    }
    const broker = new OtherBroker({
      ...this.#options,
      host,
      broker: (message) => this.#events?.broker(host, message),
      isOwn: (broker) => broker !== null && broker === this.#options.ownBroker(),
      here: (waiting) => {
        this.#brokers.delete(host);
        this.#events?.here(host);
        for (const { dst, type, payload } of waiting) this.#events?.stays(dst, type, payload);
      },
      online: () => this.#events?.online(host),
      failed: (trouble) => this.#events?.failed(host, trouble),
    });
    this.#brokers.set(host, broker);
    return broker;
  }

  #makeRoom(): boolean {
    if (this.#brokers.size < mostBrokers) return true;
    for (const [host, broker] of this.#brokers) {
      if (broker.isNeeded) continue;
      broker.close();
      return this.#brokers.delete(host);
    }
    return false;
  }
}
