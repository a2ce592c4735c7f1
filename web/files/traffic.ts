import type { PeerId } from '../identity/peer-id.ts';
import type { Report } from '../lib/report.ts';
import { pieceCount } from '../links/pieces.ts';
import type { AsideMessage, FileMessage, MessageId } from '../links/messages.ts';
import type { Disk } from './disk.ts';
import type { FileLinks } from './file-links.ts';
import { parseFrame } from './frame.ts';
import { Progress, type Step } from './progress.ts';
import { Receiving } from './receiving.ts';
import { Sendings, type SendingsOptions } from './sendings.ts';
import { calm, type FileTrouble, type Shown, type Transfer } from './transfer.ts';
import type { WaitedFor } from './waited-for.ts';

export interface TrafficOptions extends Omit<SendingsOptions, 'failed'> {
  readonly links: Pick<FileLinks, 'bulk' | 'sendAside'>;
  readonly disk: Disk;
  readonly report: Report;
  readonly waitedFor: WaitedFor;
  isContact(peer: PeerId): boolean;
  /** Whether what is theirs rests. */
  isStranger(peer: PeerId): boolean;
  /** All of it is there: says so, unless something was said before; rejects where that is not written. */
  tellReceived(peer: PeerId, id: MessageId): Promise<void>;
}

/**
 * Lets files travel by the links: asks for what comes, sends what is asked for, and stops and goes on as
 * both sides say. docs/protocol.md, “Files”.
 */
export class Traffic {
  readonly #options: TrafficOptions;
  readonly #sendings: Sendings;
  readonly #receiving = new Map<MessageId, Receiving>();
  readonly #progress: Progress;
  /** When bytes last came of somebody, in ms since 1970. */
  readonly #heardAt = new Map<PeerId, number>();
  #closed = false;

  constructor(options: TrafficOptions) {
    const { clock, kept } = options;
    this.#options = options;
    this.#sendings = new Sendings({
      ...options,
      failed: (peer, id, trouble, error) => {
        this.#failed(id, trouble, error);
        this.#say(peer, { type: 'lack', file: id });
      },
    });
    this.#progress = new Progress(clock, (id, reached) => {
      const before = kept.get(id)?.pieces;
      kept.change(id, reached);
      // How far it has come is known also before there is a link again.
      if (before !== reached.pieces) void kept.keep(id);
    });
  }

  /** A link is new: what the one before was to bring is asked for again. */
  linked(peer: PeerId): void {
    const { kept, isContact } = this.#options;
    if (!isContact(peer)) return;
    this.#sendings.of(peer)?.stopAll();
    for (const each of kept.openOf(peer)) {
      kept.change(each.id, { isPausedThere: false });
      if (each.isPaused || isStuck(each)) this.#say(peer, pauseOf(each.id));
      else {
        // They may have found it meanwhile.
        if (each.trouble === 'lacking' && !each.mine) kept.change(each.id, { trouble: null });
        this.receive(each.id);
      }
    }
  }

  /** A link is used again that had fallen silent: all is said and asked for that found it so. */
  resumed(peer: PeerId): void {
    const { kept, isContact } = this.#options;
    if (!isContact(peer)) return;
    for (const each of kept.openOf(peer)) {
      const { id, mine, isPaused, isAccepted, trouble } = each;
      if (isPaused || isStuck(each)) this.#say(peer, pauseOf(id));
      else if (!mine) {
        if (!this.#receiving.get(id)?.isAsked) this.receive(id);
      } else if (isAccepted && trouble === null && !this.#sendings.of(peer)?.has(id)) {
        // The other side asks again: it may have asked in vain, or not have heard that it goes on.
        this.#say(peer, { type: 'pause', file: id, paused: false });
      }
    }
  }

  /** Somebody says something; what is not of files, or of none of theirs, does nothing. */
  heard(from: PeerId, message: AsideMessage): void {
    const { kept, isContact } = this.#options;
    if (!('file' in message) || !isContact(from)) return;
    const transfer = kept.get(message.file);
    if (message.type === 'fetch') return this.#fetched(from, transfer, message);
    if (message.type === 'came') this.#sendings.of(from)?.came(message);
    if (transfer?.peer !== from || transfer.isDone) return;
    if (message.type === 'came') return this.#passed(transfer, message);
    if (message.type === 'lack') {
      if (transfer.mine) return;
      return this.#failed(transfer.id, 'lacking');
    }
    kept.change(transfer.id, { isPausedThere: message.paused });
    if (message.paused) return this.rest(transfer);
    if (transfer.trouble === 'lacking' && !transfer.mine)
      kept.change(transfer.id, { trouble: null });
    this.receive(transfer.id);
  }

  /** Bytes came; what is no frame, or of no file of theirs, is dropped. */
  took(from: PeerId, data: ArrayBuffer): void {
    const { kept, isStranger } = this.#options;
    const frame = parseFrame(data);
    const transfer = frame && kept.get(frame.file);
    if (!frame || transfer?.peer !== from || isStranger(from)) return;
    void this.#receiving.get(transfer.id)?.take(frame);
  }

  /** Asks for what is missing of a file that comes, if there is a link and nothing is in the way. */
  receive(id: MessageId): void {
    const { links, kept, isContact } = this.#options;
    const transfer = kept.get(id);
    if (!transfer || transfer.mine || transfer.isDone || transfer.isPaused || transfer.trouble)
      return;
    if (isContact(transfer.peer) && links.bulk(transfer.peer)) this.fetch(transfer);
  }

  /** The same, whatever is in the way: what is here already is found without a link. */
  fetch(transfer: Transfer): void {
    // Another page may have the disk by now.
    if (this.#closed) return;
    const { disk, clock, kept, strain } = this.#options;
    const { peer, id } = transfer;
    let receiving = this.#receiving.get(id);
    if (!receiving) {
      receiving = new Receiving(transfer, {
        disk,
        clock,
        yields: () => strain(peer) !== null,
        say: (message) => this.#say(peer, message),
        heard: () => this.#heardAt.set(peer, clock.now()),
        heardAt: () => this.#heardAt.get(peer) ?? -Infinity,
        silent: (_, isSilent) => kept.change(id, { isSilent }),
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

  /** Nothing of it travels. */
  rest({ peer, id }: Transfer): void {
    this.#sendings.of(peer)?.stop(id);
    this.#receiving.get(id)?.rest();
    this.#progress.rest(id);
  }

  /** It was paused here. */
  pause(transfer: Transfer): void {
    this.rest(transfer);
    this.#say(transfer.peer, pauseOf(transfer.id));
  }

  /** It is not paused here any more; what was in the way is tried again. */
  goOn({ peer, id }: Transfer): void {
    this.#options.kept.change(id, { trouble: null });
    this.#say(peer, { type: 'pause', file: id, paused: false });
    this.receive(id);
  }

  /** The other side has told that it has all of it; rejects where that can't be written down. */
  async arrived(transfer: Transfer): Promise<void> {
    this.#sendings.of(transfer.peer)?.stop(transfer.id);
    await this.#finish(transfer);
    this.#options.waitedFor.dial();
  }

  /** It was given up; resolves when nothing of it is written any more. */
  async letGo({ peer, id }: Pick<Transfer, 'peer' | 'id'>): Promise<void> {
    this.#sendings.of(peer)?.stop(id);
    await this.#close(id);
  }

  /** Nothing travels any more. */
  close(): void {
    this.#closed = true;
    this.#progress.close();
    for (const receiving of this.#receiving.values()) void receiving.close();
    this.#sendings.close();
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
    const have = Math.min(fetch.have, pieceCount(transfer.file));
    if (transfer.isPaused) {
      this.#knows(id, have);
      this.#say(from, pauseOf(id));
      return;
    }
    this.#options.kept.change(id, { isPausedThere: false });
    if (fetch.from === null) this.#progressed(id, { pieces: have });
    else this.#knows(id, have);
    this.#sendings.fetch(transfer, fetch);
  }

  /** From now on its receiver waits for it, also where nothing of it can be read. */
  #accepted({ id, isAccepted }: Transfer): void {
    const { kept, waitedFor } = this.#options;
    if (isAccepted) return;
    kept.change(id, { isAccepted: true });
    void kept.keep(id);
    waitedFor.dial();
  }

  /** The frame that begins there has come. */
  #passed(
    { id, file, mine, isPaused, isPausedThere }: Shown,
    { piece, offset }: Extract<FileMessage, { readonly type: 'came' }>,
  ): void {
    // It may still be on its way when the file is stopped.
    if (!mine || isPaused || isPausedThere) return;
    this.#progressed(id, { bytes: piece * file.piece + offset });
  }

  /** So many pieces are there, and did not come now. */
  #knows(id: MessageId, pieces: number): void {
    const { kept, waitedFor } = this.#options;
    const transfer = kept.get(id);
    if (!transfer) return;
    this.#progress.rest(id);
    kept.change(id, { pieces });
    waitedFor.travelled(transfer.peer);
  }

  #progressed(id: MessageId, step: Step): void {
    const { kept, waitedFor } = this.#options;
    const transfer = kept.get(id);
    if (!transfer) return;
    this.#progress.came(transfer, step);
    waitedFor.travelled(transfer.peer);
  }

  async #received(id: MessageId): Promise<void> {
    const { kept, waitedFor, tellReceived } = this.#options;
    this.#receiving.delete(id);
    const peer = kept.get(id)?.peer;
    if (!peer) return;
    try {
      // Told first: what is told and not saved is told again, what is not told never is.
      await tellReceived(peer, id);
      // It may have been called off, or somebody has listened to it meanwhile.
      const transfer = kept.get(id);
      if (transfer) await this.#finish(transfer);
    } catch (error) {
      if (!this.#closed) this.#failed(id, 'full', error);
    }
    waitedFor.dial();
  }

  /** All of it is there, whether or not that can be written down. */
  async #finish({ id, file }: Transfer): Promise<void> {
    const { kept } = this.#options;
    this.#progress.rest(id);
    kept.change(id, { ...calm, pieces: pieceCount(file), isDone: true, handle: null });
    const done = kept.get(id);
    if (done) await kept.save(done);
  }

  #failed(id: MessageId, trouble: FileTrouble, error?: unknown): void {
    const { kept, report, waitedFor } = this.#options;
    report('a file does not go on', error ?? trouble);
    void this.#close(id);
    this.#progress.rest(id);
    kept.change(id, { trouble });
    const transfer = kept.get(id);
    // The other side would wait for it.
    if (transfer && isStuck(transfer)) this.#say(transfer.peer, pauseOf(id));
    waitedFor.dial();
  }

  async #close(id: MessageId): Promise<void> {
    const receiving = this.#receiving.get(id);
    this.#receiving.delete(id);
    await receiving?.close();
  }

  #say(to: PeerId, message: FileMessage): boolean {
    return this.#options.links.sendAside(to, message);
  }
}

function pauseOf(file: MessageId): FileMessage {
  return { type: 'pause', file, paused: true };
}

/** It can't be kept here until somebody has seen to it. */
function isStuck({ mine, trouble }: Shown): boolean {
  return !mine && trouble !== null && trouble !== 'lacking';
}
