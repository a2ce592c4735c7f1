import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { Failure } from '../lib/failure.ts';
import type { MessageId } from '../links/messages.ts';
import type { Disk } from './disk.ts';
import type { FileLinks } from './file-links.ts';
import type { KeptTransfers } from './kept-transfers.ts';
import type { OwnFiles } from './own-files.ts';
import { Pacing, type Strain } from './pacing.ts';
import { Sending, type Fetch, type Wanted } from './sending.ts';
import { keyOf, type Transfer } from './transfer.ts';

export interface SendingsOptions {
  readonly links: Pick<FileLinks, 'bulk'>;
  readonly disk: Pick<Disk, 'list'>;
  readonly clock: Clock;
  readonly kept: KeptTransfers;
  readonly own: OwnFiles;
  /** What a call with somebody suffers; null without one. */
  strain(peer: PeerId): Strain | null;
  /** It can't be read as it was offered; nothing more of it leaves until it is fetched again. */
  failed(peer: PeerId, id: MessageId, trouble: 'changed' | 'lacking', error: unknown): void;
}

/** What is sent to each person, out of the files of this phone. */
export class Sendings {
  readonly #options: SendingsOptions;
  readonly #all = new Map<PeerId, Sending>();

  constructor(options: SendingsOptions) {
    this.#options = options;
  }

  /** Null before somebody has fetched anything. */
  of(peer: PeerId): Sending | null {
    return this.#all.get(peer) ?? null;
  }

  /** Its receiver asks for that. */
  fetch(transfer: Transfer, fetch: Fetch): void {
    this.#to(transfer.peer).fetch(this.#wanted(transfer), fetch);
  }

  /** Nothing more leaves. */
  close(): void {
    for (const sending of this.#all.values()) sending.stopAll();
  }

  #to(peer: PeerId): Sending {
    let sending = this.#all.get(peer);
    if (!sending) {
      const { links, clock, own, strain, failed } = this.#options;
      const pacing = new Pacing(clock, () => strain(peer));
      sending = new Sending(
        () => links.bulk(peer),
        pacing,
        (id, error) => {
          const isChanged = error instanceof Failure && error.code === 'changed';
          own.forget(id);
          failed(peer, id, isChanged ? 'changed' : 'lacking', error);
        },
      );
      this.#all.set(peer, sending);
    }
    return sending;
  }

  #wanted(transfer: Transfer): Wanted {
    const { disk, kept, own } = this.#options;
    const { id, file } = transfer;
    const reading = own.reading(transfer);
    return {
      id,
      file,
      piece: async (from, to) => {
        const bytes = await reading.read(from, to).catch(async (error: unknown) => {
          throw await own.whyOf(transfer, error);
        });
        kept.change(id, { trouble: null });
        return bytes;
      },
      list: async () => {
        const list = await disk.list(keyOf(transfer));
        if (!list) throw new Failure('unreadable');
        return list;
      },
      close: () => reading.close(),
    };
  }
}
