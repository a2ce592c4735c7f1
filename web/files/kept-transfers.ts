import type { PeerId } from '../identity/peer-id.ts';
import type { Report } from '../lib/report.ts';
import type { Shelf } from '../lib/shelf.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { MessageId } from '../links/messages.ts';
import type { Disk } from './disk.ts';
import { calm, keyOf, parseTransfer, type Course, type Shown, type Transfer } from './transfer.ts';

/** By the message that offers the file. */
export type AllTransfers = ReadonlyMap<MessageId, Shown>;

/** What of a record may be seen before it is written down. */
type Changing = Pick<Transfer, 'pieces' | 'isAccepted' | 'isDone' | 'handle'>;

export interface KeptTransfersOptions {
  readonly shelf: Shelf;
  readonly disk: Pick<Disk, 'remove' | 'sweep'>;
  readonly report: Report;
}

/** What is known of all transfers, and what of that is written down for the next page. */
export class KeptTransfers {
  readonly #options: KeptTransfersOptions;
  readonly #all: Store<AllTransfers>;
  /** What a later version wrote down is not among them. */
  readonly #isAll: boolean;

  private constructor(options: KeptTransfersOptions, saved: readonly Transfer[], isAll: boolean) {
    this.#options = options;
    this.#all = new Store<AllTransfers>(
      new Map(saved.map((each) => [each.id, { ...each, ...calm }])),
    );
    this.#isAll = isAll;
  }

  /** As they were written down, none of them on its way. A record that is none is reported, and stays. */
  static async load(options: KeptTransfersOptions): Promise<KeptTransfers> {
    const entries = await options.shelf.entries();
    const saved = entries.flatMap(([, record]) => {
      const parsed = parseTransfer(record);
      if (!parsed) options.report('a record of a file is not one');
      return parsed ? [parsed] : [];
    });
    return new KeptTransfers(options, saved, saved.length === entries.length);
  }

  get all(): Readable<AllTransfers> {
    return this.#all;
  }

  get(id: MessageId): Shown | undefined {
    return this.#all.value.get(id);
  }

  /** What is not done, of one person. */
  openOf(peer: PeerId): readonly Shown[] {
    return [...this.#all.value.values()].filter((each) => each.peer === peer && !each.isDone);
  }

  /** The others of the same bytes. */
  alike({ id, file: { root, piece } }: Transfer): readonly Transfer[] {
    const all = [...this.#all.value.values()];
    return all.filter((one) => one.id !== id && one.file.root === root && one.file.piece === piece);
  }

  /** Seen, and not written down. What is not known any more stays so. */
  change(id: MessageId, change: Partial<Course & Changing>): void {
    const transfer = this.get(id);
    if (!transfer) return;
    const isNew = Object.entries(change).some(
      ([key, value]) => transfer[key as keyof typeof change] !== value,
    );
    if (isNew) this.#show({ ...transfer, ...change });
  }

  /** Seen at once; resolves when it is written. Where it can't be, it is seen as before, and that rejects. */
  async save(transfer: Transfer): Promise<void> {
    const { id } = transfer;
    const record = recordOf(transfer);
    const before = this.get(id);
    this.#show({ ...calm, ...before, ...record });
    try {
      await this.#options.shelf.update(id, () => record);
    } catch (error) {
      if (before) this.#putBack(record, before);
      else this.hide(id);
      throw error;
    }
  }

  /** Writes down what was changed; where that can't be, it is only reported. */
  async keep(id: MessageId): Promise<void> {
    const { shelf, report } = this.#options;
    const transfer = this.get(id);
    if (!transfer || transfer.isDone) return;
    try {
      // What is forgotten meanwhile stays so.
      await shelf.update(id, (old) => (old === undefined ? old : recordOf(transfer)));
    } catch (error) {
      report('how far a file has come was not saved', error);
    }
  }

  /** It is not known any more; what is on the disk stays there until it is removed. */
  hide(id: MessageId): void {
    this.#all.update((all) => new Map([...all].filter(([other]) => other !== id)));
  }

  /** Takes its bytes away, and then its record; where that can't be, it is only reported. */
  async remove(transfer: Pick<Transfer, 'peer' | 'id'>): Promise<void> {
    const { disk, shelf, report } = this.#options;
    try {
      await disk.remove(keyOf(transfer));
      await shelf.remove(transfer.id);
    } catch (error) {
      report('a file was not removed', error);
    }
  }

  /** Takes away the bytes of what is not known; where some records are not either, all stay. */
  async sweep(): Promise<void> {
    if (!this.#isAll) return;
    const { disk, report } = this.#options;
    try {
      await disk.sweep([...this.#all.value.values()].map(keyOf));
    } catch (error) {
      report('what was left of files could not be taken away', error);
    }
  }

  #show(transfer: Shown): void {
    this.#all.update((all) => new Map(all).set(transfer.id, transfer));
  }

  /** What a record was to change is as before, unless something else became of it meanwhile. */
  #putBack(record: Transfer, before: Shown): void {
    const now = this.get(record.id);
    if (!now) return;
    const keys = Object.keys(record) as (keyof Transfer)[];
    const changed = keys.filter((key) => record[key] !== before[key] && record[key] === now[key]);
    this.#show({ ...now, ...Object.fromEntries(changed.map((key) => [key, before[key]])) });
  }
}

function recordOf(transfer: Transfer): Transfer {
  const { peer, id, mine, file, isAccepted, isDone, isPaused, isPlayed, pieces, handle } = transfer;
  return { peer, id, mine, file, isAccepted, isDone, isPaused, isPlayed, pieces, handle };
}
