import type { Clock } from '../lib/clock.ts';
import { pieceLength, pieceCount } from '../links/pieces.ts';
import type { FileMessage, MessageId } from '../links/messages.ts';
import type { Disk, Spot, Written } from './disk.ts';
import { leastChunk, type Frame } from './frame.ts';
import { keyOf, refusalOf, type FileTrouble, type Transfer } from './transfer.ts';

/** So many pieces are asked for ahead of those that are there: enough for a long way, and little to lose. */
const ahead = 8;
/** What was asked for and does not come for so long is asked for again, in ms. */
const comesWithin = 8_000;
/** What was asked for so often in vain, on an open link, may never come: after 32 s. */
const mostVain = 4;
/** A file whose pieces are wrong so often, one after the other, is not the one that was offered. */
const mostWrong = 3;
/** It is told so often how far it is, in ms; sooner only where the sender would have nothing to do. */
const tellEvery = 250;
/**
 * It is told so often, in ms, which frame has come: a piece may take long. Beside a call the sender
 * measures its way by that.
 */
const answersEvery = { call: 50, alone: 1_000 };
const hashLength = 32;

export interface ReceivingOptions {
  readonly disk: Disk;
  readonly clock: Clock;
  /** Whether the sender leaves a call its network. */
  yields(): boolean;
  /** False if the link is not open. */
  say(message: FileMessage): boolean;
  /** So many pieces were there and right before anything came. */
  kept(id: MessageId, pieces: number): void;
  /** So many pieces are there and right. */
  came(id: MessageId, pieces: number): void;
  /** So many bytes from its beginning have come, and are not checked yet; told now and then. */
  passed(id: MessageId, bytes: number): void;
  /** Bytes that were awaited have come. */
  heard(): void;
  /** When that last was so of whatever file of this sender, in ms since 1970. */
  heardAt(): number;
  /** Whether it was asked for in vain for long. */
  silent(id: MessageId, isSilent: boolean): void;
  done(id: MessageId): void;
  failed(id: MessageId, trouble: FileTrouble, error?: unknown): void;
}

/** One file that comes in: asks for its pieces, and writes what comes. */
export class Receiving {
  readonly #transfer: Transfer;
  readonly #options: ReceivingOptions;
  /** What comes now; null while nothing is asked for. */
  #next: Spot | null = null;
  /** What has come of it, as it came: a copy in fresh memory would cost more than all else here. */
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  /** In bytes. */
  #filled = 0;
  #hasList = false;
  /** So many pieces are there and right. */
  #right = 0;
  #asked = 0;
  /** When a frame was last answered, in ms since 1970. */
  #answeredAt = 0;
  /** So many pieces were told to be there. */
  #told = 0;
  /** When something was last asked for, in ms since 1970. */
  #askedAt = 0;
  #wrong = 0;
  #opened: Promise<void> | null = null;
  /** What is being written; never rejects. */
  #writing: Promise<void> = Promise.resolve();
  /** Counts what was asked for from a piece on: only the last one to ask does. */
  #turn = 0;
  /** When something last came, in ms since 1970. */
  #cameAt = 0;
  /** What is missing was asked for by an open link. */
  #isAsked = false;
  /** So often, one after the other, it did not come. */
  #vain = 0;
  #stopAlarm: (() => void) | null = null;
  #rests = false;
  #closed = false;

  constructor(transfer: Transfer, options: ReceivingOptions) {
    this.#transfer = transfer;
    this.#options = options;
  }

  /** What is missing was asked for by a link that was open then, and nobody has called it off. */
  get isAsked(): boolean {
    return this.#isAsked && !this.#rests;
  }

  /** Asks for all that is missing, as after a link is new. */
  fetch(): Promise<void> {
    this.#answered();
    return this.#fetch();
  }

  async #fetch(): Promise<void> {
    const { disk } = this.#options;
    const { file, id } = this.#transfer;
    const turn = ++this.#turn;
    this.#expect(null);
    this.#rests = false;
    try {
      this.#opened ??= disk.open(keyOf(this.#transfer), file).then(({ list, pieces }) => {
        this.#hasList = list;
        this.#right = pieces;
      });
      await this.#opened;
    } catch (error) {
      return this.#fail(refusalOf(error) ?? 'wrong', error);
    }
    // What is not written yet is not to be sent again.
    await this.#writing;
    if (this.#closed || this.#rests || turn !== this.#turn) return;
    this.#options.kept(id, this.#right);
    if (this.#isWhole) return void this.#end();
    // No list comes of nothing.
    if (this.#pieces === 0) return this.#fail('wrong');
    this.#ask();
  }

  /** Some bytes of this file; what was not asked for, or comes out of its order, is not taken. */
  async take({ part, piece, offset, bytes }: Frame): Promise<void> {
    const next = this.#next;
    if (part !== next?.part || piece !== next.piece || offset !== this.#filled) return;
    const length = this.#lengthOf(next);
    // What is around each frame would fill the memory.
    if (bytes.length < Math.min(leastChunk, length - offset)) return;
    this.#options.heard();
    this.#answer(next, offset, offset + bytes.length);
    this.#filled += bytes.length;
    if (this.#filled > length) return this.#written(next, 'wrong');
    this.#watch();
    this.#chunks.push(bytes);
    if (this.#filled < length) return;
    const whole = this.#chunks;
    // What follows may come before this is written.
    this.#expect(this.#after(next));
    this.#writing = this.#write(next, whole);
    await this.#writing;
  }

  /** The sender shows how far it has come, also while nothing more comes. */
  #tellAll(): void {
    if (this.#right > this.#told) this.#say(null);
  }

  #answer({ part, piece }: Spot, offset: number, end: number): void {
    const { clock, yields, say, passed } = this.#options;
    const { file, id } = this.#transfer;
    if (this.#since(this.#answeredAt) < answersEvery[yields() ? 'call' : 'alone']) return;
    this.#answeredAt = clock.now();
    say({ type: 'came', file: id, piece, offset });
    if (part === 'piece') passed(id, piece * file.piece + end);
  }

  /** Asks for nothing until it is fetched again. */
  rest(): void {
    this.#tellAll();
    this.#expect(null);
    this.#rests = true;
    this.#stopWatching();
  }

  /** Lets go of it; what is there stays there. */
  async close(): Promise<void> {
    // What the disk made of it is found out when it is opened again.
    await this.#shut().catch(() => undefined);
  }

  async #shut(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#expect(null);
    this.#stopWatching();
    // At once, and not when it is open: it may be opened again meanwhile.
    if (this.#opened) await this.#options.disk.close(keyOf(this.#transfer));
  }

  get #pieces(): number {
    return pieceCount(this.#transfer.file);
  }

  get #isWhole(): boolean {
    return this.#hasList && this.#right === this.#pieces;
  }

  #lengthOf({ part, piece }: Spot): number {
    const { file } = this.#transfer;
    return part === 'list' ? this.#pieces * hashLength : pieceLength(file, piece);
  }

  #expect(next: Spot | null): void {
    this.#next = next;
    this.#chunks = [];
    this.#filled = 0;
  }

  #after({ part, piece }: Spot): Spot | null {
    const following = part === 'list' ? this.#right : piece + 1;
    return following < this.#pieces ? { part: 'piece', piece: following } : null;
  }

  /** From the first piece that is missing. */
  #ask(): void {
    if (this.#rests) return;
    this.#turn++;
    this.#expect(
      this.#hasList ? { part: 'piece', piece: this.#right } : { part: 'list', piece: 0 },
    );
    this.#asked = Math.min(this.#pieces, this.#right + ahead);
    this.#say(this.#right);
    this.#watch();
  }

  #say(from: number | null): void {
    // What is still written then is not told: it would sound as if it went on.
    if (this.#rests) return;
    this.#askedAt = this.#options.clock.now();
    this.#told = this.#right;
    this.#isAsked = this.#options.say({
      type: 'fetch',
      file: this.#transfer.id,
      list: from !== null && !this.#hasList,
      from,
      to: this.#asked,
      have: this.#right,
    });
  }

  async #write(spot: Spot, chunks: readonly Uint8Array<ArrayBuffer>[]): Promise<void> {
    let written: Written | null;
    try {
      written = await this.#options.disk.write(keyOf(this.#transfer), spot, chunks);
    } catch (error) {
      return this.#fail(refusalOf(error) ?? 'full', error);
    }
    if (written !== null && !this.#closed) this.#written(spot, written);
  }

  #written({ part, piece }: Spot, written: Written): void {
    if (written === 'full') return this.#fail('full');
    if (written === 'wrong') {
      if (++this.#wrong >= mostWrong) return this.#fail('wrong');
      return this.#ask();
    }
    if (part === 'list') this.#hasList = true;
    else if (piece !== this.#right) return;
    else this.#right++;
    this.#wrong = 0;
    this.#answered();
    if (part === 'piece') this.#options.came(this.#transfer.id, this.#right);
    if (this.#isWhole) return void this.#end();
    if (part === 'piece') this.#askOn();
  }

  /** Also where there is no more to ask for: it tells how far it is. */
  #askOn(): void {
    const to = Math.min(this.#pieces, this.#right + ahead);
    const isDue = this.#since(this.#askedAt) >= tellEvery;
    const isEnough = to === this.#asked || this.#asked - this.#right > ahead / 2;
    if (!isDue && isEnough) return;
    this.#asked = to;
    this.#say(null);
  }

  /** Asks again unless something comes. */
  #watch(): void {
    this.#cameAt = this.#options.clock.now();
    this.#stopAlarm ??= this.#options.clock.after(comesWithin, () => this.#look());
  }

  #look(): void {
    this.#stopAlarm = null;
    const left = comesWithin - this.#since(this.#cameAt);
    if (left > 0) {
      this.#stopAlarm = this.#options.clock.after(left, () => this.#look());
      return;
    }
    this.#count();
    // Whatever it hangs on, it may be the disk.
    this.#opened = null;
    this.#writing = Promise.resolve();
    void this.#fetch();
  }

  /** Parts of a piece do not count: some senders never send a whole one. */
  #count(): void {
    const { heardAt, silent } = this.#options;
    const isOther = this.#since(heardAt()) < comesWithin;
    if (!this.#isAsked || isOther) return this.#answered();
    if (this.#isOwed && ++this.#vain === mostVain) silent(this.#transfer.id, true);
  }

  /** How long ago that was, in ms. Where the clock was set back it may be any time, but not for ever. */
  #since(at: number): number {
    return Math.abs(this.#options.clock.now() - at);
  }

  /** What comes next was asked for, and does not wait for the disk. */
  get #isOwed(): boolean {
    return this.#next !== null && (this.#next.part === 'list' || this.#next.piece < this.#asked);
  }

  #answered(): void {
    if (this.#vain >= mostVain) this.#options.silent(this.#transfer.id, false);
    this.#vain = 0;
  }

  #stopWatching(): void {
    this.#answered();
    this.#stopAlarm?.();
    this.#stopAlarm = null;
  }

  async #end(): Promise<void> {
    const { done, failed } = this.#options;
    const { id } = this.#transfer;
    try {
      await this.#shut();
    } catch (error) {
      return failed(id, refusalOf(error) ?? 'full', error);
    }
    done(id);
  }

  #fail(trouble: FileTrouble, error?: unknown): void {
    if (this.#closed) return;
    this.#tellAll();
    void this.close();
    this.#options.failed(this.#transfer.id, trouble, error);
  }
}
