import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { Failure } from '../lib/failure.ts';
import { cleanFileName } from '../lib/file-name.ts';
import { InOrder } from '../lib/in-order.ts';
import type { Report } from '../lib/report.ts';
import type { Shelf } from '../lib/shelf.ts';
import type { Readable } from '../lib/store.ts';
import { cleanMedia, largestFile, type FileOffer, type VoiceOffer } from '../links/file-offer.ts';
import { pieceSize, spokenPieceSize, type PieceSize } from '../links/pieces.ts';
import { newMessageId, type MessageId } from '../links/messages.ts';
import { catchUp, catchUpRest, type Missed } from './catch-up.ts';
import type { Disk, Sources } from './disk.ts';
import type { FileLinks } from './file-links.ts';
import type { FileMention, FileTalk } from './file-talk.ts';
import { KeptTransfers, type AllTransfers } from './kept-transfers.ts';
import { OwnFiles, type Preparation } from './own-files.ts';
import type { Strain } from './pacing.ts';
import { Traffic } from './traffic.ts';
import { keyOf, refusalOf, type Transfer } from './transfer.ts';
import { WaitedFor } from './waited-for.ts';

/** Room that stays free on the device, in bytes. */
const roomToSpare = 16_777_216;

export interface TransfersOptions {
  readonly links: FileLinks;
  readonly talk: FileTalk;
  readonly disk: Disk;
  readonly sources: Sources;
  readonly shelf: Shelf;
  readonly clock: Clock;
  readonly report: Report;
  isContact(peer: PeerId): boolean;
  /** What a call with somebody suffers; null without one. */
  strain(peer: PeerId): Strain | null;
  /** Whether what is offered is taken without a question. */
  takes(peer: PeerId, file: FileOffer): boolean;
}

/** Why a file is not offered; `closed` where another page has the files now, `cancelled` by who sends it. */
export type RefusedFile = 'large' | 'full' | 'unreadable' | 'refused' | 'closed' | 'cancelled';

/** What one gives to be sent. */
export interface Given {
  readonly file: File;
  /** By what the browser finds it again; null where it does not. */
  readonly handle: unknown;
  readonly voice: VoiceOffer | null;
}

/**
 * All files that go to somebody or come from them. What is here, or there, and right is never sent
 * again, whatever happens between. docs/protocol.md, “Files”.
 */
export class Transfers {
  readonly #options: TransfersOptions;
  readonly #kept: KeptTransfers;
  readonly #own: OwnFiles;
  readonly #waitedFor: WaitedFor;
  readonly #traffic: Traffic;
  /** Whose files rest, since they are no contacts any more. */
  readonly #strangers = new Set<PeerId>();
  /** What is just being told of a file, one thing after the other. */
  readonly #telling = new InOrder<MessageId>(Infinity);
  #closed = false;

  private constructor(options: TransfersOptions, kept: KeptTransfers) {
    const { links, disk, sources } = options;
    const isStranger = (peer: PeerId) => this.#strangers.has(peer);
    this.#options = options;
    this.#kept = kept;
    this.#own = new OwnFiles(disk, sources, (transfer) => kept.alike(transfer));
    this.#waitedFor = new WaitedFor({ ...options, all: kept.all, isStranger });
    this.#traffic = new Traffic({
      ...options,
      ...{ kept, own: this.#own, waitedFor: this.#waitedFor, isStranger },
      tellReceived: (peer, id) => this.#tellReceived(peer, id),
    });
    links.listenAside({
      hello: (peer) => this.#traffic.linked(peer),
      resumed: (peer) => this.#traffic.resumed(peer),
      online: () => this.#waitedFor.dial(),
      message: (from, message) => this.#traffic.heard(from, message),
      bytes: (from, bytes) => this.#traffic.took(from, bytes),
    });
    // Nobody waits for files: there may be links already.
    for (const peer of links.linked()) this.#traffic.linked(peer);
    this.#waitedFor.dial();
  }

  static async load(options: TransfersOptions): Promise<Transfers> {
    const kept = await KeptTransfers.load(options);
    const saved = [...kept.all.value.values()];
    const transfers = new Transfers(options, kept);
    const missed: Missed = {
      ...{ talk: options.talk, report: options.report },
      mentioned: (message) => transfers.mentioned(message),
      forget: ({ peer, id }) => transfers.#forget(peer, id),
      fetch: (transfer) => transfers.#traffic.fetch(transfer),
    };
    const isOpen = ({ isDone }: Transfer) => !isDone;
    await catchUp(saved.filter(isOpen), missed);
    void catchUpRest(saved, missed);
    void kept.sweep();
    return transfers;
  }

  /** By the message that offers it. One that is offered and not accepted is not among them. */
  get all(): Readable<AllTransfers> {
    return this.#kept.all;
  }

  get preparing(): Readable<ReadonlySet<Preparation>> {
    return this.#own.preparing;
  }

  /** Reads a file and offers it; resolves with why not, or null. */
  async send(peer: PeerId, { file, handle, voice }: Given): Promise<RefusedFile | null> {
    if (this.#closed) return 'closed';
    if (file.size > largestFile) return 'large';
    const id = newMessageId();
    const canceller = new AbortController();
    try {
      const piece: PieceSize = voice ? spokenPieceSize : pieceSize;
      const root = await this.#own.prepare({ peer, id }, file, piece, canceller);
      canceller.signal.throwIfAborted();
      const offer = {
        name: cleanFileName(file.name),
        size: file.size,
        media: cleanMedia(file.type),
        piece,
        root,
        voice,
      };
      this.#own.keep(id, file);
      const still = { isDone: false, isPaused: false, isPlayed: false, pieces: 0 };
      await this.#kept.save({
        peer,
        id,
        mine: true,
        file: offer,
        isAccepted: false,
        ...still,
        handle,
      });
      await this.#options.talk.offer(peer, id, offer);
      return null;
    } catch (error) {
      await this.#forget(peer, id);
      if (this.#closed) return 'closed';
      if (canceller.signal.aborted) return 'cancelled';
      this.#options.report('a file was not offered', error);
      const why = refusalOf(error);
      return why === null || why === 'cleared' ? 'unreadable' : why;
    }
  }

  /**
   * Takes a file that was offered; resolves with false where there is no room for it, and rejects where that
   * can't be written down: it is only offered then.
   */
  async accept(peer: PeerId, id: MessageId, file: FileOffer): Promise<boolean> {
    const room = await this.#options.disk.room();
    // Pressed twice.
    if (this.#kept.get(id)) return true;
    if (room !== null && room < file.size + this.#waitedFor.bytes + roomToSpare) return false;
    const still = { isDone: false, isPaused: false, isPlayed: false, pieces: 0 };
    try {
      await this.#kept.save({
        peer,
        id,
        mine: false,
        file,
        isAccepted: true,
        ...still,
        handle: null,
      });
    } catch (error) {
      // A link that is new just then has asked for it.
      await this.#traffic.letGo({ peer, id });
      this.#waitedFor.dial();
      throw error;
    }
    // It may have been called off meanwhile.
    const message = await this.#options.talk.message(peer, id);
    if (message) this.mentioned(message);
    this.#traffic.receive(id);
    this.#waitedFor.dial();
    return true;
  }

  /** The contacts changed: of nobody else anything travels. */
  review(): void {
    const { links, isContact } = this.#options;
    for (const transfer of this.#kept.all.value.values()) {
      if (isContact(transfer.peer) || transfer.isDone) continue;
      this.#strangers.add(transfer.peer);
      this.#traffic.rest(transfer);
    }
    for (const peer of [...this.#strangers].filter(isContact)) {
      this.#strangers.delete(peer);
      if (links.linked().includes(peer)) this.#traffic.linked(peer);
    }
    this.#waitedFor.dial();
  }

  /** Does not want it. */
  async decline(peer: PeerId, id: MessageId): Promise<void> {
    await this.#options.talk.settle(peer, id, 'declined');
  }

  /** Gives it up, on both sides, unless all of it has come meanwhile. */
  async cancel(peer: PeerId, id: MessageId): Promise<void> {
    const { talk } = this.#options;
    await this.#telling.done(id, () => talk.settle(peer, id, 'cancelled'));
    const message = await talk.message(peer, id);
    if (message?.file?.settled !== 'received') await this.#forget(peer, id);
  }

  /** It does not travel until it goes on. */
  async pause(id: MessageId): Promise<void> {
    const transfer = this.#kept.get(id);
    if (!transfer || transfer.isDone) return;
    await this.#kept.save({ ...transfer, isPaused: true });
    this.#traffic.pause(transfer);
    this.#waitedFor.dial();
  }

  /** It goes on, also where something was in the way before. */
  async resume(id: MessageId): Promise<void> {
    const transfer = this.#kept.get(id);
    if (!transfer || transfer.isDone) return;
    await this.#kept.save({ ...transfer, isPaused: false });
    this.#traffic.goOn(transfer);
    this.#waitedFor.dial();
  }

  /** Finds the file that is sent where the browser wants a gesture for it; false where it does not. */
  async reopen(id: MessageId): Promise<boolean> {
    const transfer = this.#kept.get(id);
    const file = transfer ? await this.#own.ask(transfer) : null;
    if (!file) return false;
    if (!(await this.giveAgain(id, file))) this.#kept.change(id, { trouble: 'changed' });
    return true;
  }

  /** The file that is sent, chosen once more; false if it is another one. */
  async giveAgain(id: MessageId, file: File): Promise<boolean> {
    const transfer = this.#kept.get(id);
    if (!transfer?.mine || file.size !== transfer.file.size) return false;
    const isOffered = await this.#own.giveAgain(transfer, file);
    if (isOffered) await this.resume(id);
    return isOffered !== false;
  }

  /** The file as it is on this device, whoever sent it; null where it is not, or not whole. */
  async open(id: MessageId): Promise<File | null> {
    const transfer = this.#kept.get(id);
    if (!transfer) return null;
    const { mine, isDone, file } = transfer;
    if (!mine && !isDone) return null;
    const found = await this.#own.open(transfer);
    return found?.size === file.size ? found : null;
  }

  /**
   * What is here of a file that comes, or has come, from that byte on: at most 1 MiB of it, none but right
   * pieces, and nothing where nothing more is here.
   */
  async read(id: MessageId, at: number): Promise<Uint8Array<ArrayBuffer>> {
    const transfer = this.#kept.get(id);
    if (!transfer) throw new Failure('unreadable');
    const { mine, isDone, file } = transfer;
    if (!mine && !isDone) return this.#options.disk.read(keyOf(transfer), file, at);
    const whole = await this.open(id);
    if (!whole) throw new Failure('unreadable');
    return new Uint8Array(await whole.slice(at, at + pieceSize).arrayBuffer());
  }

  /** Somebody has listened to what came, on this phone. */
  async played(id: MessageId): Promise<void> {
    const transfer = this.#kept.get(id);
    if (transfer && !transfer.isPlayed) await this.#kept.save({ ...transfer, isPlayed: true });
  }

  /** A message came, was written or changed. */
  mentioned({ peer, id, mine, file }: FileMention): void {
    const known = this.#kept.get(id);
    // Somebody has taken the name of a file of somebody else.
    if (known && (known.peer !== peer || known.mine !== mine)) return;
    if (known && (file === null || file.settled === 'cancelled' || file.settled === 'declined')) {
      // What is told just now may be what counts: it is looked at after it.
      if (this.#telling.isIdle(id)) void this.#forget(peer, id);
      return;
    }
    if (file === null) return;
    if (file.settled === null && !mine && !known && this.#options.takes(peer, file)) {
      void this.accept(peer, id, file).catch((error: unknown) =>
        this.#options.report('a file was not accepted', error),
      );
    }
    if (file.settled === 'received' && known?.mine && !known.isDone) {
      void this.#traffic
        .arrived(known)
        .catch((error: unknown) =>
          this.#options.report('that a file has arrived was not saved', error),
        );
    }
  }

  close(): void {
    this.#closed = true;
    this.#waitedFor.close();
    this.#own.close();
    this.#traffic.close();
  }

  /** Says that all of it is there, unless something was said before; what was called off is forgotten. */
  async #tellReceived(peer: PeerId, id: MessageId): Promise<void> {
    const { talk } = this.#options;
    await this.#telling.done(id, async () => {
      const message = await talk.message(peer, id);
      if (!message || message.file?.settled === null) await talk.settle(peer, id, 'received');
    });
    const message = await talk.message(peer, id);
    if (message) this.mentioned(message);
  }

  async #forget(peer: PeerId, id: MessageId): Promise<void> {
    this.#own.forget(id);
    this.#kept.hide(id);
    await this.#traffic.letGo({ peer, id });
    await this.#kept.remove({ peer, id });
    this.#waitedFor.dial();
  }
}
