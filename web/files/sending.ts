import type { Bulk } from '../links/line.ts';
import type { FileOffer } from '../links/file-offer.ts';
import { pieceLength, piecesOf } from '../links/pieces.ts';
import type { MessageId } from '../links/messages.ts';
import { frameBytes, frameRoom, type Place } from './frame.ts';
import type { Pacing } from './pacing.ts';

/**
 * More is not given to the browser at once, in bytes: it would be in the way of what is smaller, beside a
 * call of that. More is given when no more than the least waits: alone a piece leaves in one burst, since
 * the threads of Chromium wake each other a tenth less often so.
 */
const waiting = {
  alone: { most: 1_048_576, least: 0 },
  besideCall: { most: 16_384, least: 4_096 },
} as const;

/** What is sent of one file. */
export interface Wanted {
  readonly id: MessageId;
  readonly file: FileOffer;
  /** Bytes to be sent before the next ones are read; rejects where they can't be. */
  piece(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>;
  list(): Promise<Uint8Array<ArrayBuffer>>;
  /** Nothing of it is read for now. */
  close(): void;
}

interface Request extends Wanted {
  sendsList: boolean;
  next: number;
  to: number;
}

/** What the other side asked for. */
export interface Fetch {
  readonly list: boolean;
  readonly from: number | null;
  readonly to: number;
}

/** Sends to one person what they fetch, a piece at a time, of the smallest file first. */
export class Sending {
  readonly #bulk: () => Bulk | null;
  readonly #pacing: Pacing;
  readonly #failed: (id: MessageId, error: unknown) => void;
  readonly #requests = new Map<MessageId, Request>();
  readonly #room = frameRoom();
  #runs = false;

  constructor(
    bulk: () => Bulk | null,
    pacing: Pacing,
    failed: (id: MessageId, error: unknown) => void,
  ) {
    this.#bulk = bulk;
    this.#pacing = pacing;
    this.#failed = failed;
  }

  fetch(wanted: Wanted, { list, from, to }: Fetch): void {
    const before = this.#requests.get(wanted.id);
    const last = Math.min(to, piecesOf(wanted.file));
    // Without a beginning it goes on; where nothing goes on, it is asked for again soon.
    if (from !== null) {
      before?.close();
      this.#requests.set(wanted.id, { ...wanted, sendsList: list, next: from, to: last });
    } else if (before) before.to = Math.max(before.to, last);
    void this.#run();
  }

  /** The other side has the frame that begins there. */
  came(place: Omit<Place, 'part'>): void {
    this.#pacing.came(nameOf(place));
  }

  /** Nothing more of that file leaves. */
  stop(id: MessageId): void {
    this.#requests.get(id)?.close();
    this.#requests.delete(id);
  }

  /** The link is gone, and what was asked for with it. */
  stopAll(): void {
    for (const id of this.#requests.keys()) this.stop(id);
  }

  async #run(): Promise<void> {
    if (this.#runs) return;
    this.#runs = true;
    for (let next = this.#pick(); next; next = this.#pick()) {
      const request = next;
      try {
        await this.#serve(request);
      } catch (error) {
        // It was asked for anew meanwhile, as when the file was found.
        if (this.#requests.get(request.id) !== request) continue;
        this.stop(request.id);
        this.#failed(request.id, error);
      } finally {
        // It was called off while it was read.
        if (this.#requests.get(request.id) !== request) request.close();
      }
    }
    this.#runs = false;
  }

  #pick(): Request | null {
    const open = [...this.#requests.values()].filter(
      ({ sendsList, next, to }) => sendsList || next < to,
    );
    const [first, ...others] = open;
    if (!first) return null;
    return others.reduce((a, b) => (b.file.size < a.file.size ? b : a), first);
  }

  async #serve(request: Request): Promise<void> {
    const { id, file } = request;
    if (request.sendsList) {
      request.sendsList = false;
      const list = await request.list();
      return this.#send(request, { file: id, part: 'list', piece: 0, offset: 0 }, list);
    }
    const piece = request.next++;
    const from = piece * file.piece;
    const bytes = await request.piece(from, from + pieceLength(file, piece));
    await this.#send(request, { file: id, part: 'piece', piece, offset: 0 }, bytes);
  }

  /** Ends where it is asked for no longer, or something else of that file is. */
  async #send(request: Request, place: Place, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    for (let offset = 0; offset < bytes.length;) {
      const bulk = this.#bulk();
      if (!bulk) return this.stopAll();
      const chunk = bytes.subarray(offset, offset + this.#pacing.chunk);
      const { most, least } = this.#pacing.yields ? waiting.besideCall : waiting.alone;
      if (offset === 0 || bulk.waiting > most) await bulk.drained(least);
      await this.#pacing.leave(chunk.length);
      if (this.#requests.get(request.id) !== request) return;
      const at = { ...place, offset };
      if (!bulk.send(frameBytes(at, chunk, this.#room))) return this.stopAll();
      this.#pacing.sent(nameOf(at));
      offset += chunk.length;
    }
  }
}

function nameOf({ file, piece, offset }: Omit<Place, 'part'>): string {
  return `${file} ${piece} ${offset}`;
}
