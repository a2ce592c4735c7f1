import type { PeerId } from '../identity/peer-id.ts';
import type { Readable } from '../lib/store.ts';
import type { FileOffer } from '../links/file-offer.ts';
import type { MessageId, Settled } from '../links/messages.ts';

/** The conversations, as files use them. */
export interface FileTalk {
  offer(peer: PeerId, id: MessageId, file: FileOffer): Promise<void>;
  settle(peer: PeerId, of: MessageId, how: Settled): Promise<void>;
  /** The message that offers a file, as it is now; null where there is none. */
  message(peer: PeerId, id: MessageId): Promise<FileMention | null>;
  /** By person: where what nobody has looked at begins. */
  readonly all: Readable<ReadonlyMap<PeerId, { readonly firstUnread: number | null }>>;
  /** What somebody has offered and is not settled, by message, once it is loaded; until `stop`. */
  read(peer: PeerId): { readonly offers: OpenOffers; stop(): void };
}

interface OpenOffers {
  readonly all: Readable<ReadonlyMap<MessageId, unknown>>;
  load(): Promise<void>;
}

/** A message of a conversation, as far as files want to know of it. */
export interface FileMention {
  readonly peer: PeerId;
  readonly id: MessageId;
  readonly mine: boolean;
  /** Where it stands in the conversation, in ms since 1970. */
  readonly at: number;
  /** Null where it is about no file, or was deleted. */
  readonly file: (FileOffer & { readonly settled: Settled | null }) | null;
}
