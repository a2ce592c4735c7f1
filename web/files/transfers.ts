import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { Failure } from '../lib/failure.ts';
import { cleanFileName } from '../lib/file-name.ts';
import { InOrder } from '../lib/in-order.ts';
import type { Report } from '../lib/report.ts';
import type { Shelf } from '../lib/shelf.ts';
import { Store, type Readable } from '../lib/store.ts';
import { cleanMedia, largestFile, type FileOffer, type VoiceOffer } from '../links/file-offer.ts';
import { pieceSize, piecesOf, spokenPieceSize, type PieceSize } from '../links/pieces.ts';
import type { Bulk } from '../links/line.ts';
import type { AsideEvents } from '../links/links.ts';
import {
  newMessageId,
  type AsideMessage,
  type FileMessage,
  type MessageId,
} from '../links/messages.ts';
import { catchUp, catchUpRest, type Missed } from './catch-up.ts';
import type { Disk, Sources } from './disk.ts';
import type { FileMention, FileTalk } from './file-talk.ts';
import { parseFrame } from './frame.ts';
import { OwnFiles, type Preparation } from './own-files.ts';
import { Pacing, type Strain } from './pacing.ts';
import { Progress, type Step } from './progress.ts';
import { Receiving } from './receiving.ts';
import { Sending, type Wanted } from './sending.ts';
import {
  bytesOf,
  calm,
  keyOf,
  parseTransfer,
  refusalOf,
  type Course,
  type FileTrouble,
  type Shown,
  type Transfer,
} from './transfer.ts';

/** Room that stays free on the device, in bytes. */
const roomToSpare = 16_777_216;
/** Somebody for whom a file waits is dialled this often, in ms. */
const dialEvery = 30_000;
/** Where bytes have just travelled, a link that is lost is made anew at once; for so long, in ms. */
const busyFor = 60_000;

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

/** Why a file is not offered; `closed` where another page has the files now. */
export type RefusedFile = 'large' | 'full' | 'unreadable' | 'refused' | 'closed';

/** What one gives to be sent. */
export interface Given {
  readonly file: File;
  /** By what the browser finds it again; null where it does not. */
  readonly handle: unknown;
  readonly voice: VoiceOffer | null;
}

type All = ReadonlyMap<MessageId, Shown>;

/**
 * All files that go to somebody or come from them. What is here, or there, and right is never sent
 * again, whatever happens between. docs/protocol.md, “Files”.
 */
export class Transfers {
  readonly #options: TransfersOptions;
  readonly #all = new Store<All>(new Map());
  readonly #sending = new Map<PeerId, Sending>();
  readonly #receiving = new Map<MessageId, Receiving>();
  readonly #own: OwnFiles;
  readonly #progress: Progress;
  readonly #busyUntil = new Map<PeerId, number>();
  /** When bytes last came of somebody, in ms since 1970. */
  readonly #heardAt = new Map<PeerId, number>();
  /** Whose files rest, since they are no contacts any more. */
  readonly #strangers = new Set<PeerId>();
  /** What is just being told of a file, one thing after the other. */
  readonly #telling = new InOrder<MessageId>(Infinity);
  #stopDialling: (() => void) | null = null;
  #closed = false;

  private constructor(options: TransfersOptions, saved: readonly Transfer[]) {
    this.#options = options;
    this.#own = new OwnFiles(options.disk, options.sources, (transfer) => this.#alike(transfer));
    this.#progress = new Progress(options.clock, (id, reached) => {
      const before = this.#all.value.get(id)?.pieces;
      this.#changed(id, reached);
      if (before !== reached.pieces) void this.#keep(id);
    });
    this.#all.set(new Map(saved.map((each) => [each.id, { ...each, ...calm }])));
    options.links.listenAside({
      hello: (peer) => this.#linked(peer),
      resumed: (peer) => this.#resumed(peer),
      online: () => this.#dial(),
      message: (from, message) => this.#heard(from, message),
      bytes: (from, bytes) => this.#took(from, bytes),
    });
    // Nobody waits for files: there may be links already.
    for (const peer of options.links.linked()) this.#linked(peer);
    this.#dial();
  }

  static async load(options: TransfersOptions): Promise<Transfers> {
    const entries = await options.shelf.entries();
    const saved = entries.flatMap(([, record]) => {
      const parsed = parseTransfer(record);
      if (!parsed) options.report('a record of a file is not one');
      return parsed ? [parsed] : [];
    });
    const transfers = new Transfers(options, saved);
    const missed: Missed = {
      ...{ talk: options.talk, report: options.report },
      mentioned: (message) => transfers.mentioned(message),
      forget: ({ peer, id }) => transfers.#forget(peer, id),
      fetch: (transfer) => transfers.#fetch(transfer),
    };
    const isOpen = ({ isDone }: Transfer) => !isDone;
    await catchUp(saved.filter(isOpen), missed);
    void catchUpRest(saved, missed);
    // What a later version wrote down is not known here, and stays.
    if (saved.length === entries.length) void transfers.#sweep();
    return transfers;
  }

  async #sweep(): Promise<void> {
    const { disk, report } = this.#options;
    try {
      await disk.sweep([...this.#all.value.values()].map(keyOf));
    } catch (error) {
      report('what was left of files could not be taken away', error);
    }
  }

  /** By the message that offers it. One that is offered and not accepted is not among them. */
  get all(): Readable<All> {
    return this.#all;
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
      await this.#save({ peer, id, mine: true, file: offer, isAccepted: false, ...still, handle });
      await this.#options.talk.offer(peer, id, offer);
      return null;
    } catch (error) {
      await this.#forget(peer, id);
      if (this.#closed) return 'closed';
      if (canceller.signal.aborted) return null;
      this.#options.report('a file was not offered', error);
      const why = refusalOf(error);
      return why === null || why === 'cleared' ? 'unreadable' : why;
    }
  }

  /** Takes a file that was offered; resolves with false where there is no room for it. */
  async accept(peer: PeerId, id: MessageId, file: FileOffer): Promise<boolean> {
    const room = await this.#options.disk.room();
    // Pressed twice.
    if (this.#all.value.has(id)) return true;
    if (room !== null && room < file.size + this.#awaited + roomToSpare) return false;
    const still = { isDone: false, isPaused: false, isPlayed: false, pieces: 0 };
    await this.#save({ peer, id, mine: false, file, isAccepted: true, ...still, handle: null });
    // It may have been called off meanwhile.
    const message = await this.#options.talk.message(peer, id);
    if (message) this.mentioned(message);
    this.#receive(id);
    this.#dial();
    return true;
  }

  /** So many bytes were taken, and are still to come. */
  get #awaited(): number {
    const coming = [...this.#all.value.values()].filter(({ mine, isDone }) => !mine && !isDone);
    return coming.reduce((sum, one) => sum + one.file.size - bytesOf({ ...one, more: 0 }), 0);
  }

  /** The contacts changed: of nobody else anything travels. */
  review(): void {
    const { links, isContact } = this.#options;
    for (const transfer of this.#all.value.values()) {
      if (isContact(transfer.peer) || transfer.isDone) continue;
      this.#strangers.add(transfer.peer);
      this.#rest(transfer);
    }
    for (const peer of [...this.#strangers].filter(isContact)) {
      this.#strangers.delete(peer);
      if (links.linked().includes(peer)) this.#linked(peer);
    }
    this.#dial();
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
    const transfer = this.#all.value.get(id);
    if (!transfer || transfer.isDone) return;
    await this.#save({ ...transfer, isPaused: true });
    this.#rest(transfer);
    this.#say(transfer.peer, pauseOf(id));
    this.#dial();
  }

  /** It goes on, also where something was in the way before. */
  async resume(id: MessageId): Promise<void> {
    const transfer = this.#all.value.get(id);
    if (!transfer || transfer.isDone) return;
    await this.#save({ ...transfer, isPaused: false });
    this.#changed(id, { trouble: null });
    this.#say(transfer.peer, { type: 'pause', file: id, paused: false });
    this.#receive(id);
    this.#dial();
  }

  /** Finds the file that is sent where the browser wants a gesture for it; false where it does not. */
  async reopen(id: MessageId): Promise<boolean> {
    const transfer = this.#all.value.get(id);
    const file = transfer ? await this.#own.ask(transfer) : null;
    if (!file) return false;
    if (!(await this.giveAgain(id, file))) this.#changed(id, { trouble: 'changed' });
    return true;
  }

  /** The file that is sent, chosen once more; false if it is another one. */
  async giveAgain(id: MessageId, file: File): Promise<boolean> {
    const transfer = this.#all.value.get(id);
    if (!transfer?.mine || file.size !== transfer.file.size) return false;
    const isOffered = await this.#own.giveAgain(transfer, file);
    if (isOffered) await this.resume(id);
    return isOffered !== false;
  }

  /** The file as it is on this device, whoever sent it; null where it is not, or not whole. */
  async open(id: MessageId): Promise<File | null> {
    const transfer = this.#all.value.get(id);
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
    const transfer = this.#all.value.get(id);
    if (!transfer) throw new Failure('unreadable');
    const { mine, isDone, file } = transfer;
    if (!mine && !isDone) return this.#options.disk.read(keyOf(transfer), file, at);
    const whole = await this.open(id);
    if (!whole) throw new Failure('unreadable');
    return new Uint8Array(await whole.slice(at, at + pieceSize).arrayBuffer());
  }

  /** Somebody has listened to what came, on this phone. */
  async played(id: MessageId): Promise<void> {
    const transfer = this.#all.value.get(id);
    if (transfer && !transfer.isPlayed) await this.#save({ ...transfer, isPlayed: true });
  }

  /** A message came, was written or changed. */
  mentioned({ peer, id, mine, file }: FileMention): void {
    const known = this.#all.value.get(id);
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
    if (file.settled === 'received' && known?.mine && !known.isDone) void this.#arrived(known);
  }

  close(): void {
    this.#closed = true;
    this.#stopDialling?.();
    this.#progress.close();
    this.#own.close();
    for (const receiving of this.#receiving.values()) void receiving.close();
    for (const sending of this.#sending.values()) sending.stopAll();
  }

  async #arrived(transfer: Transfer): Promise<void> {
    this.#sending.get(transfer.peer)?.stop(transfer.id);
    await this.#finish(transfer);
    this.#dial();
  }

  /** All of it is there. */
  async #finish(transfer: Transfer): Promise<void> {
    const { id, file } = transfer;
    this.#progress.rest(id);
    await this.#save({ ...transfer, pieces: piecesOf(file), isDone: true, handle: null });
    this.#changed(id, calm);
  }

  /** A link is new: what the one before was to bring is asked for again. */
  #linked(peer: PeerId): void {
    if (!this.#options.isContact(peer)) return;
    this.#sending.get(peer)?.stopAll();
    for (const each of this.#of(peer)) {
      this.#changed(each.id, { isPausedThere: false });
      if (each.isPaused || isStuck(each)) this.#say(peer, pauseOf(each.id));
      else {
        // They may have found it meanwhile.
        if (each.trouble === 'lacking' && !each.mine) this.#changed(each.id, { trouble: null });
        this.#receive(each.id);
      }
    }
  }

  /** A link is used again that had fallen silent: all is said and asked for that found it so. */
  #resumed(peer: PeerId): void {
    if (!this.#options.isContact(peer)) return;
    for (const each of this.#of(peer)) {
      const { id, mine, isPaused, isAccepted, trouble } = each;
      if (isPaused || isStuck(each)) this.#say(peer, pauseOf(id));
      else if (!mine) {
        if (!this.#receiving.get(id)?.isAsked) this.#receive(id);
      } else if (isAccepted && trouble === null && !this.#sending.get(peer)?.has(id)) {
        // The other side asks again: it may have asked in vain, or not have heard that it goes on.
        this.#say(peer, { type: 'pause', file: id, paused: false });
      }
    }
  }

  /** What is not done, of one person. */
  #of(peer: PeerId): readonly Shown[] {
    return [...this.#all.value.values()].filter((each) => each.peer === peer && !each.isDone);
  }

  #receive(id: MessageId): void {
    const transfer = this.#all.value.get(id);
    if (!transfer || transfer.mine || transfer.isDone || transfer.isPaused || transfer.trouble)
      return;
    if (this.#options.links.bulk(transfer.peer)) this.#fetch(transfer);
  }

  #fetch(transfer: Transfer): void {
    // Another page may have the disk by now.
    if (this.#closed) return;
    const { id } = transfer;
    let receiving = this.#receiving.get(id);
    if (!receiving) {
      receiving = new Receiving(transfer, {
        disk: this.#options.disk,
        clock: this.#options.clock,
        yields: () => this.#options.strain(transfer.peer) !== null,
        say: (message) => this.#say(transfer.peer, message),
        heard: () => this.#heardAt.set(transfer.peer, this.#options.clock.now()),
        heardAt: () => this.#heardAt.get(transfer.peer) ?? -Infinity,
        silent: (_, isSilent) => this.#changed(id, { isSilent }),
        kept: (_, pieces) => this.#knows(id, pieces),
        came: (_, pieces) => this.#progressed(id, { pieces }),
        passed: (_, bytes) => this.#progressed(id, { bytes }),
        done: () => void this.#received(id),
        failed: (_, trouble, error) => this.#failed(id, trouble, error),
      });
      this.#receiving.set(id, receiving);
    }
    void receiving.fetch();
  }

  async #received(id: MessageId): Promise<void> {
    this.#receiving.delete(id);
    const peer = this.#all.value.get(id)?.peer;
    if (!peer) return;
    try {
      // Told first: what is told and not saved is told again, what is not told never is.
      await this.#tellReceived(peer, id);
      // It may have been called off, or somebody has listened to it meanwhile.
      const transfer = this.#all.value.get(id);
      if (transfer) await this.#finish(transfer);
    } catch (error) {
      if (!this.#closed) this.#failed(id, 'full', error);
    }
    this.#dial();
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

  #failed(id: MessageId, trouble: FileTrouble, error?: unknown): void {
    this.#options.report('a file does not go on', error ?? trouble);
    void this.#close(id);
    this.#progress.rest(id);
    this.#changed(id, { trouble });
    const transfer = this.#all.value.get(id);
    // The other side would wait for it.
    if (transfer && isStuck(transfer)) this.#say(transfer.peer, pauseOf(id));
    this.#dial();
  }

  #heard(from: PeerId, message: AsideMessage): void {
    if (!('file' in message) || !this.#options.isContact(from)) return;
    const transfer = this.#all.value.get(message.file);
    if (message.type === 'fetch') return this.#fetched(from, transfer, message);
    if (message.type === 'came') this.#sending.get(from)?.came(message);
    if (transfer?.peer !== from || transfer.isDone) return;
    if (message.type === 'came') return this.#passed(transfer, message);
    if (message.type === 'lack') {
      if (transfer.mine) return;
      return this.#failed(transfer.id, 'lacking');
    }
    this.#changed(transfer.id, { isPausedThere: message.paused });
    if (message.paused) return this.#rest(transfer);
    if (transfer.trouble === 'lacking' && !transfer.mine)
      this.#changed(transfer.id, { trouble: null });
    this.#receive(transfer.id);
  }

  #fetched(
    from: PeerId,
    transfer: Shown | undefined,
    fetch: Extract<FileMessage, { readonly type: 'fetch' }>,
  ): void {
    if (transfer?.peer !== from || !transfer.mine || transfer.isDone) {
      this.#say(from, { type: 'lack', file: fetch.file });
      return;
    }
    const { id } = transfer;
    this.#accepted(transfer);
    const have = Math.min(fetch.have, piecesOf(transfer.file));
    if (transfer.isPaused) {
      this.#knows(id, have);
      this.#say(from, pauseOf(id));
      return;
    }
    this.#changed(id, { isPausedThere: false });
    if (fetch.from === null) this.#progressed(id, { pieces: have });
    else this.#knows(id, have);
    this.#sendingTo(from).fetch(this.#wanted(transfer), fetch);
  }

  /** The frame that begins there has come. */
  #passed(
    transfer: Shown,
    { piece, offset }: Extract<FileMessage, { readonly type: 'came' }>,
  ): void {
    const { id, file, mine, isPaused, isPausedThere } = transfer;
    // It may still be on its way when the file is stopped.
    if (!mine || isPaused || isPausedThere) return;
    this.#progressed(id, { bytes: piece * file.piece + offset });
  }

  /** From now on its receiver waits for it, also where nothing of it can be read. */
  #accepted({ id, isAccepted }: Transfer): void {
    if (isAccepted) return;
    this.#changed(id, { isAccepted: true });
    void this.#keep(id);
    this.#dial();
  }

  #sendingTo(peer: PeerId): Sending {
    let sending = this.#sending.get(peer);
    if (!sending) {
      const failed = (id: MessageId, error: unknown) => {
        const isChanged = error instanceof Failure && error.code === 'changed';
        this.#own.forget(id);
        this.#failed(id, isChanged ? 'changed' : 'lacking', error);
        this.#say(peer, { type: 'lack', file: id });
      };
      const { links, clock, strain } = this.#options;
      const pacing = new Pacing(clock, () => strain(peer));
      sending = new Sending(() => links.bulk(peer), pacing, failed);
      this.#sending.set(peer, sending);
    }
    return sending;
  }

  #wanted(transfer: Transfer): Wanted {
    const { id, file } = transfer;
    const reading = this.#own.reading(transfer);
    return {
      id,
      file,
      piece: async (from, to) => {
        const bytes = await reading.read(from, to).catch(async (error: unknown) => {
          throw await this.#own.whyOf(transfer, error);
        });
        this.#changed(id, { trouble: null });
        return bytes;
      },
      list: async () => {
        const list = await this.#options.disk.list(keyOf(transfer));
        if (!list) throw new Failure('unreadable');
        return list;
      },
      close: () => reading.close(),
    };
  }

  #took(from: PeerId, data: ArrayBuffer): void {
    const frame = parseFrame(data);
    const transfer = frame && this.#all.value.get(frame.file);
    if (!frame || transfer?.peer !== from || this.#strangers.has(from)) return;
    void this.#receiving.get(transfer.id)?.take(frame);
  }

  /** Nothing of it travels. */
  #rest(transfer: Transfer): void {
    this.#sending.get(transfer.peer)?.stop(transfer.id);
    this.#receiving.get(transfer.id)?.rest();
    this.#progress.rest(transfer.id);
  }

  /** The others of the same bytes. */
  #alike({ id, file: { root, piece } }: Transfer): readonly Transfer[] {
    const all = [...this.#all.value.values()];
    return all.filter((one) => one.id !== id && one.file.root === root && one.file.piece === piece);
  }

  async #close(id: MessageId): Promise<void> {
    const receiving = this.#receiving.get(id);
    this.#receiving.delete(id);
    await receiving?.close();
  }

  /** So many pieces are there, and did not come now. */
  #knows(id: MessageId, pieces: number): void {
    const transfer = this.#all.value.get(id);
    if (!transfer) return;
    this.#busyUntil.set(transfer.peer, this.#options.clock.now() + busyFor);
    this.#progress.rest(id);
    this.#changed(id, { pieces });
    this.#keepBusy();
  }

  #progressed(id: MessageId, step: Step): void {
    const transfer = this.#all.value.get(id);
    if (!transfer) return;
    this.#busyUntil.set(transfer.peer, this.#options.clock.now() + busyFor);
    this.#progress.came(transfer, step);
    this.#keepBusy();
  }

  #changed(id: MessageId, change: Partial<Course & Pick<Transfer, 'pieces' | 'isAccepted'>>): void {
    const transfer = this.#all.value.get(id);
    if (!transfer) return;
    const isNew = Object.entries(change).some(
      ([key, value]) => transfer[key as keyof typeof change] !== value,
    );
    if (isNew) this.#all.update((all) => new Map(all).set(id, { ...transfer, ...change }));
  }

  /** Seen at once; resolves when it is written. */
  async #save(transfer: Transfer): Promise<void> {
    const { id } = transfer;
    const record = recordOf(transfer);
    this.#all.update((all) => new Map(all).set(id, { ...calm, ...all.get(id), ...record }));
    await this.#options.shelf.update(id, () => record);
  }

  /** That it was accepted, and how far it has come, is known also before there is a link again. */
  async #keep(id: MessageId): Promise<void> {
    const { shelf, report } = this.#options;
    const transfer = this.#all.value.get(id);
    if (!transfer || transfer.isDone) return;
    try {
      // What is forgotten meanwhile stays so.
      await shelf.update(id, (old) => (old === undefined ? old : recordOf(transfer)));
    } catch (error) {
      report('how far a file has come was not saved', error);
    }
  }

  async #forget(peer: PeerId, id: MessageId): Promise<void> {
    const { disk, shelf, report } = this.#options;
    this.#sending.get(peer)?.stop(id);
    this.#own.forget(id);
    this.#all.update((all) => new Map([...all].filter(([other]) => other !== id)));
    try {
      await this.#close(id);
      await disk.remove(keyOf({ peer, id }));
      await shelf.remove(id);
    } catch (error) {
      report('a file was not removed', error);
    }
    this.#dial();
  }

  #say(to: PeerId, message: FileMessage): boolean {
    return this.#options.links.sendAside(to, message);
  }

  /** Whoever is wanted is dialled now and from time to time: nobody tells when they are there. */
  #dial(): void {
    if (this.#closed) return;
    const { links, clock, isContact } = this.#options;
    const waits = [...this.#all.value.values()].filter(
      ({ peer, isAccepted, isDone, isPaused, trouble }) =>
        // Nobody is waited for who may never accept.
        isAccepted && !isDone && !isPaused && trouble === null && isContact(peer),
    );
    links.want('files', new Set(waits.map(({ peer }) => peer)));
    this.#keepBusy();
    this.#stopDialling?.();
    this.#stopDialling = null;
    if (waits.length > 0) this.#stopDialling = clock.after(dialEvery, () => this.#dial());
  }

  #keepBusy(): void {
    const { links, clock } = this.#options;
    const now = clock.now();
    const open = [...this.#all.value.values()].filter(
      ({ peer, isAccepted, isDone, isPaused, isPausedThere, trouble }) =>
        // Who has not taken it keeps no pace.
        isAccepted &&
        !isDone &&
        !isPaused &&
        !isPausedThere &&
        trouble === null &&
        !this.#strangers.has(peer) &&
        (this.#busyUntil.get(peer) ?? 0) > now,
    );
    links.busy(new Set(open.map(({ peer }) => peer)));
  }
}

function pauseOf(file: MessageId): FileMessage {
  return { type: 'pause', file, paused: true };
}

/** It can't be kept here until somebody has seen to it. */
function isStuck({ mine, trouble }: Shown): boolean {
  return !mine && trouble !== null && trouble !== 'lacking';
}

function recordOf(transfer: Transfer): Transfer {
  const { peer, id, mine, file, isAccepted, isDone, isPaused, isPlayed, pieces, handle } = transfer;
  return { peer, id, mine, file, isAccepted, isDone, isPaused, isPlayed, pieces, handle };
}
