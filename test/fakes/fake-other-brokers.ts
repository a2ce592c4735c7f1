import type { Host } from '../../web/identity/host.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';
import type { OtherBrokers, OtherBrokersEvents } from '../../web/links/other-brokers.ts';
import { parseBrokerMessage, type Envelope, type Signal } from '../../web/links/signals.ts';
import type { FakeBroker, FakeLine } from './fake-line.ts';

/** The brokers of other servers, which let this phone in the moment it wants to. */
export class FakeOtherBrokers implements OtherBrokers {
  readonly #id: PeerId;
  readonly #line: FakeLine;
  readonly #all: ReadonlyMap<Host, FakeBroker>;
  readonly needed: Host[] = [];
  /** Those at which it was ever signed on, in order. */
  readonly visited: Host[] = [];
  #events: OtherBrokersEvents | null = null;

  constructor(id: PeerId, line: FakeLine, all: ReadonlyMap<Host, FakeBroker>) {
    this.#id = id;
    this.#line = line;
    this.#all = all;
  }

  listen(events: OtherBrokersEvents): void {
    this.#events = events;
  }

  transmit(host: Host, to: PeerId, type: Signal['type'], payload: Envelope): void {
    this.#signOn(host)?.pass(this.#id, to, { type, payload });
  }

  reaches(host: Host): boolean {
    return this.#all.has(host);
  }

  isOn(host: Host): boolean {
    return this.#all.get(host)?.lines.has(this.#id) ?? false;
  }

  need(hosts: ReadonlySet<Host>): void {
    this.needed.splice(0, Infinity, ...hosts);
    for (const host of hosts) this.#signOn(host);
  }

  /** Leaves a broker, as after a while without use. */
  leave(host: Host): void {
    this.#all.get(host)?.lines.delete(this.#id);
  }

  /** As if that broker had said so. */
  say(host: Host, raw: unknown): void {
    const message = parseBrokerMessage(raw);
    if (message) this.#events?.broker(host, message);
  }

  doubt(): void {}

  close(): void {}

  #signOn(host: Host): FakeBroker | null {
    const broker = this.#all.get(host);
    if (!broker) {
      queueMicrotask(() => this.#events?.failed(host, null));
      return null;
    }
    if (!broker.lines.has(this.#id)) {
      this.visited.push(host);
      queueMicrotask(() => this.#events?.online(host));
      broker.lines.set(this.#id, {
        receive: (raw) => this.say(host, raw),
        offered: (connectionId) => this.#line.offered(connectionId),
      });
    }
    return broker;
  }
}
