import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import type { Readable } from '../lib/store.ts';
import type { FileLinks } from './file-links.ts';
import type { AllTransfers } from './kept-transfers.ts';
import { bytesOf, type Shown } from './transfer.ts';

/** Somebody for whom a file waits is dialled this often, in ms. */
const dialEvery = 30_000;
/** Where bytes have just travelled, a link that is lost is made anew at once; for so long, in ms. */
const busyFor = 60_000;

export interface WaitedForOptions {
  readonly links: Pick<FileLinks, 'want' | 'busy'>;
  readonly clock: Clock;
  readonly all: Readable<AllTransfers>;
  isContact(peer: PeerId): boolean;
  /** Whether what is theirs rests. */
  isStranger(peer: PeerId): boolean;
}

/** For whom files wait, and with whom they travel, as the links are to know it. */
export class WaitedFor {
  readonly #options: WaitedForOptions;
  /** In ms since 1970. */
  readonly #busyUntil = new Map<PeerId, number>();
  #stopDialling: (() => void) | null = null;
  #closed = false;

  constructor(options: WaitedForOptions) {
    this.#options = options;
  }

  /** So many bytes were taken, and are still to come. */
  get bytes(): number {
    const coming = this.#all.filter(({ mine, isDone }) => !mine && !isDone);
    return coming.reduce((sum, one) => sum + one.file.size - bytesOf({ ...one, more: 0 }), 0);
  }

  /** Whoever is wanted is dialled now and from time to time: nobody tells when they are there. */
  dial(): void {
    if (this.#closed) return;
    const { links, clock, isContact } = this.#options;
    const waits = this.#all.filter((each) => isUnderWay(each) && isContact(each.peer));
    links.want('files', new Set(waits.map(({ peer }) => peer)));
    this.#keepBusy();
    this.#stopDialling?.();
    this.#stopDialling = null;
    if (waits.length > 0) this.#stopDialling = clock.after(dialEvery, () => this.dial());
  }

  /** Something of a file has just come, or gone, or is about to. */
  travelled(peer: PeerId): void {
    this.#busyUntil.set(peer, this.#options.clock.now() + busyFor);
    this.#keepBusy();
  }

  /** Nobody is dialled any more. */
  close(): void {
    this.#closed = true;
    this.#stopDialling?.();
  }

  get #all(): readonly Shown[] {
    return [...this.#options.all.value.values()];
  }

  #keepBusy(): void {
    const { links, clock, isStranger } = this.#options;
    const now = clock.now();
    const open = this.#all.filter(
      (each) =>
        isUnderWay(each) &&
        !each.isPausedThere &&
        !isStranger(each.peer) &&
        (this.#busyUntil.get(each.peer) ?? 0) > now,
    );
    links.busy(new Set(open.map(({ peer }) => peer)));
  }
}

/** Nobody is waited for who may never accept, and who has not accepted keeps no pace. */
function isUnderWay({ isAccepted, isDone, isPaused, trouble }: Shown): boolean {
  return isAccepted && !isDone && !isPaused && trouble === null;
}
