import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { alone, type Cluster } from './cluster.ts';
import type { Observer } from './observer.ts';

/** In s: what a relay within the process takes, up to one that waits for its receiver. */
const relayBuckets = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

export interface Metrics {
  readonly observer: Observer;
  /** All figures as Prometheus reads them. */
  text(): Promise<string>;
  /** Of `text`, as an HTTP header. */
  readonly contentType: string;
}

/** Counts what happens at the broker, and how the process is. No label names anybody. */
export function createMetrics(cluster: Cluster): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // Among them the lag of the event loop, nodejs_eventloop_lag_*.
  collectDefaultMetrics({ register: registry });

  const connections = new Gauge({
    name: 'tincan_connections',
    help: 'Clients that are signed on',
    registers,
  });
  const signOns = new Counter({
    name: 'tincan_sign_ons_total',
    help: 'Sign-ons that were let in, take-overs included',
    registers,
  });
  const refusals = new Counter({
    name: 'tincan_refusals_total',
    help: 'Those who were not let in, or thrown out, by the word that they were told',
    labelNames: ['reason'],
    registers,
  });
  const relayed = new Tallies(registry, {
    name: 'tincan_relayed_messages_total',
    help: 'Messages handed to their receivers',
  });
  const relayedBytes = new Tallies(registry, {
    name: 'tincan_relayed_bytes_total',
    help: 'Their lengths',
  });
  const seconds = new Histogram({
    name: 'tincan_relay_seconds',
    help: 'From the arrival of a message to its being written to the receiver',
    buckets: relayBuckets,
    registers,
  });
  const kept = new Counter({
    name: 'tincan_kept_messages_total',
    help: 'Messages whose receiver was not there at once',
    registers,
  });
  const expired = new Counter({
    name: 'tincan_expired_total',
    help: 'Senders who were told that somebody is not there',
    registers,
  });
  const dropped = new Counter({
    name: 'tincan_dropped_frames_total',
    help: 'Frames that were no message, too long to pass on, or found no room with their receiver',
    registers,
  });
  if (cluster !== alone) {
    new Gauge({
      name: 'tincan_nats_connected',
      help: '1 while the other servers are reached by NATS, else 0',
      registers,
      collect() {
        this.set(Number(cluster.trouble === null));
      },
    });
  }

  return {
    observer: {
      signedOn() {
        signOns.inc();
        connections.inc();
      },
      signedOff: () => connections.dec(),
      refused: (reason) => refusals.inc({ reason }),
      relayed(type, bytes, ms) {
        relayed.add(type, 1);
        relayedBytes.add(type, bytes);
        seconds.observe(ms / 1000);
      },
      kept: () => kept.inc(),
      expired: () => expired.inc(),
      dropped: () => dropped.inc(),
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** A counter by type which is cheap to add to; Prometheus gets it when it asks. */
class Tallies {
  readonly #tallies = new Map<string, number>();

  constructor(registry: Registry, { name, help }: { name: string; help: string }) {
    const tallies = this.#tallies;
    new Counter({
      name,
      help,
      labelNames: ['type'],
      registers: [registry],
      collect() {
        this.reset();
        for (const [type, tally] of tallies) this.inc({ type }, tally);
      },
    });
  }

  add(type: string, more: number): void {
    this.#tallies.set(type, (this.#tallies.get(type) ?? 0) + more);
  }
}
