import type { PeerId } from '../../web/identity/peer-id.ts';
import type { AsideEvents } from '../../web/links/links.ts';
import type { ParcelMessage } from '../../web/links/parcel-message.ts';
import type { ParcelLinks, PorterLinks } from '../../web/links/porter.ts';

/** Links to people who are there or not; what they say about parcels the test says. */
export class FakeParcelLinks implements ParcelLinks, PorterLinks {
  readonly open = new Set<PeerId>();
  /** What was sent, oldest first. */
  readonly sent: (readonly [to: PeerId, message: ParcelMessage])[] = [];
  /** For whom something waits. */
  wanted: readonly PeerId[] = [];
  #events: AsideEvents | null = null;

  listenAside(events: AsideEvents): void {
    this.#events = events;
  }

  linked(): readonly PeerId[] {
    return [...this.open];
  }

  sendAside(to: PeerId, message: ParcelMessage): boolean {
    if (this.open.has(to)) this.sent.push([to, message]);
    return this.open.has(to);
  }

  want(_: 'parcels', peers: ReadonlySet<PeerId>): void {
    this.wanted = [...peers];
  }

  /** A link opens. */
  link(peer: PeerId): void {
    this.open.add(peer);
    this.#events?.hello?.(peer);
  }

  /** Somebody says something; resolves when all that follows has happened. */
  async say(from: PeerId, message: ParcelMessage): Promise<void> {
    this.#events?.message(from, message);
    for (let i = 0; i < 40; i++) await Promise.resolve();
  }

  /** What was said to somebody, of one kind. */
  said<T extends ParcelMessage['type']>(to: PeerId, type: T) {
    const messages = this.sent.filter(([peer]) => peer === to).map(([, message]) => message);
    return messages.filter(
      (message): message is Extract<ParcelMessage, { type: T }> => message.type === type,
    );
  }
}
