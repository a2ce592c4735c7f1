import type { PeerId } from '../identity/peer-id.ts';
import type { AsideEvents } from '../links/links.ts';
import type { ChatMessage } from '../links/messages.ts';

/** The links, as conversations use them. */
export interface ChatLinks {
  listenAside(events: AsideEvents): void;
  /** Whose link is open. */
  linked(): readonly PeerId[];
  /** False if the link is not open. */
  sendAside(to: PeerId, message: ChatMessage): boolean;
  /** For these people something waits. */
  want(what: 'messages', peers: ReadonlySet<PeerId>): void;
  /** False where a call needs the link, which would notice if it led nowhere. */
  renewUnused(peer: PeerId): boolean;
}
