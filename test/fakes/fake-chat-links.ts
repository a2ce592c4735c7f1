import type { PeerId } from '../../web/identity/peer-id.ts';
import type { AsideEvents } from '../../web/links/links.ts';
import type { ChatMessage } from '../../web/links/messages.ts';
import type { ChatLinks } from '../../web/messages/chat-links.ts';

/** Links to people who are there or not; what they say the test says. */
export class FakeChatLinks implements ChatLinks {
  readonly open = new Set<PeerId>();
  wanted: ReadonlySet<PeerId> = new Set();
  /** What was sent, oldest first. */
  readonly sent: (readonly [to: PeerId, message: ChatMessage])[] = [];
  /** Whose links were made anew. */
  readonly renewed: PeerId[] = [];
  /** With whom a call is on. */
  readonly inCall = new Set<PeerId>();
  #events: AsideEvents | null = null;

  listenAside(events: AsideEvents): void {
    this.#events = events;
  }

  linked(): readonly PeerId[] {
    return [...this.open];
  }

  sendAside(to: PeerId, message: ChatMessage): boolean {
    if (!this.open.has(to)) return false;
    this.sent.push([to, message]);
    return true;
  }

  want(_: string, peers: ReadonlySet<PeerId>): void {
    this.wanted = peers;
  }

  renewUnused(peer: PeerId): boolean {
    if (this.inCall.has(peer)) return false;
    this.renewed.push(peer);
    return true;
  }

  /** A link opens. */
  link(peer: PeerId): void {
    this.open.add(peer);
    this.#events?.hello?.(peer);
  }

  /** A link falls silent. */
  silence(peer: PeerId): void {
    this.open.delete(peer);
  }

  /** A link that had fallen silent is heard again. */
  resume(peer: PeerId): void {
    this.open.add(peer);
    this.#events?.resumed?.(peer);
  }

  /** Somebody says something. */
  say(from: PeerId, message: ChatMessage): void {
    this.#events?.message(from, message);
  }

  /** The broker is back. */
  online(): void {
    this.#events?.online?.();
  }
}
