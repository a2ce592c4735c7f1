import type { PeerId } from '../identity/peer-id.ts';
import type { Bulk } from '../links/line.ts';
import type { AsideEvents } from '../links/links.ts';
import type { FileMessage } from '../links/messages.ts';

/** The links, as files use them. */
export interface FileLinks {
  listenAside(events: AsideEvents): void;
  /** Whose link is open. */
  linked(): readonly PeerId[];
  /** False if the link is not open. */
  sendAside(to: PeerId, message: FileMessage): boolean;
  bulk(to: PeerId): Bulk | null;
  /** For these people something waits. */
  want(what: 'files', peers: ReadonlySet<PeerId>): void;
  /** With these people something travels. */
  busy(peers: ReadonlySet<PeerId>): void;
}
