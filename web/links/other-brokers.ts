import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { BrokerMessage, Envelope, LineTrouble, Signal } from './signals.ts';

/** Whom the other brokers report to. */
export interface OtherBrokersEvents {
  /** Something came from there and was parsed. */
  broker(host: Host, message: BrokerMessage): void;
  /** That is another name of the own server. */
  here(host: Host): void;
  /** A letter that was given to it is for the own broker. */
  stays(to: PeerId, type: Signal['type'], envelope: Envelope): void;
  /** This phone is signed on there, now or again. */
  online(host: Host): void;
  /** It can't be, for this reason; null if nobody answers. It is tried again while it is needed. */
  failed(host: Host, trouble: LineTrouble | null): void;
}

/** The brokers of other servers: this phone signs on there as well for as long as it takes. */
export interface OtherBrokers {
  listen(events: OtherBrokersEvents): void;
  /** Sends a letter through that broker, as soon as this phone is signed on there. */
  transmit(host: Host, to: PeerId, type: Signal['type'], envelope: Envelope): void;
  /** Whether a letter would leave now, or is likely to in a moment. */
  reaches(host: Host): boolean;
  /** This phone is signed on there. */
  isOn(host: Host): boolean;
  /** Stays signed on at these, and leaves the others when they were of no use for a while. */
  need(hosts: ReadonlySet<Host>): void;
  /** The sockets may lead nowhere, since nothing else is heard. */
  doubt(): void;
  close(): void;
}
