import type { Bulk } from '../links/line.ts';
import type { FileOffer } from '../links/file-offer.ts';
import { pieceLength, pieceCount } from '../links/pieces.ts';
import type { MessageId } from '../links/messages.ts';
import { frameBytes, frameRoom, type Place } from './frame.ts';
import type { Pacing } from './pacing.ts';

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

/** A piece, or the list, as far as it has not left. */
interface Part {
  readonly place: Omit<Place, 'offset'>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** So many of them have. */
  sent: number;
}

interface Request extends Wanted {
  sendsList: boolean;
  next: number;
  to: number;
  /** What leaves now; null between pieces. */
  part: Part | null;
}

/** What the other side asked for. */
export interface Fetch {
  readonly list: boolean;
  readonly from: number | null;
  readonly to: number;
}

/** Sends to one person what they fetch, of the smallest file first; what is larger waits in mid-piece. */
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
    const last = Math.min(to, pieceCount(wanted.file));
    // Without a beginning it goes on; where nothing goes on, it is asked for again soon.
    if (from !== null) {
      before?.close();
      this.#requests.set(wanted.id, {
        ...wanted,
        sendsList: list,
        next: from,
        to: last,
        part: null,
      });
    } else if (before) before.to = Math.max(before.to, last);
    void this.#run();
  }

  /** The other side has the frame that begins there. */
  came(place: Omit<Place, 'part'>): void {
    this.#pacing.came(nameOf(place));
  }

  /** Whether that file was asked for, and nothing has stopped it. */
  has(id: MessageId): boolean {
    return this.#requests.has(id);
  }

  /** Nothing more of that file leaves. */
  stop(id: MessageId): void {
    this.#requests.get(id)?.close();
    this.#requests.delete(id);
  }

  /** The link is gone, and what was asked for with it. */
  stopAll(): void {
    for (const id of this.#requests.keys()) this.stop(id);
    this.#pacing.startOver();
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
      ({ sendsList, next, to, part }) => sendsList || next < to || part !== null,
    );
    const [first, ...others] = open;
    if (!first) return null;
    return others.reduce((a, b) => (b.file.size < a.file.size ? b : a), first);
  }

  async #serve(request: Request): Promise<void> {
    request.part ??= await this.#read(request);
    await this.#send(request, request.part);
    if (request.part.sent === request.part.bytes.length) request.part = null;
  }

  /** What leaves next. */
  async #read(request: Request): Promise<Part> {
    const { id, file } = request;
    if (request.sendsList) {
      request.sendsList = false;
      return { place: { file: id, part: 'list', piece: 0 }, bytes: await request.list(), sent: 0 };
    }
    const piece = request.next++;
    const from = piece * file.piece;
    const bytes = await request.piece(from, from + pieceLength(file, piece));
    return { place: { file: id, part: 'piece', piece }, bytes, sent: 0 };
  }

  /** As much of it as may wait; ends where it is asked for no longer, or something else of that file is. */
  async #send(request: Request, part: Part): Promise<void> {
    const { place, bytes } = part;
    await this.#bulk()?.drained(this.#pacing.least);
    this.#pacing.drained();
    while (part.sent < bytes.length) {
      const chunk = bytes.subarray(part.sent, part.sent + this.#pacing.chunk);
      await this.#pacing.leave(chunk.length);
      if (this.#requests.get(request.id) !== request) return;
      const bulk = this.#bulk();
      const at = { ...place, offset: part.sent };
      if (!bulk?.send(frameBytes(at, chunk, this.#room))) return this.stopAll();
      this.#pacing.sent(nameOf(at), chunk.length);
      part.sent += chunk.length;
      if (bulk.waiting > this.#pacing.most) return;
    }
  }
}

function nameOf({ file, piece, offset }: Omit<Place, 'part'>): string {
  return `${file} ${piece} ${offset}`;
}
