import { assert } from '@esm-bundle/chai';
import { parseFrame } from '../../../web/files/frame.ts';
import type { Shown } from '../../../web/files/transfer.ts';
import { Transfers, type Given, type RefusedFile } from '../../../web/files/transfers.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import type { Shelf } from '../../../web/lib/shelf.ts';
import type { FileOffer } from '../../../web/links/file-offer.ts';
import { pieceLength } from '../../../web/links/pieces.ts';
import type { MessageId } from '../../../web/links/messages.ts';
import { Chats } from '../../../web/messages/chats.ts';
import type { Message, MessageFile } from '../../../web/messages/message.ts';
import { Bustle } from '../../fakes/bustle.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeFile, noise } from '../../fakes/fake-file.ts';
import { ana, ben } from '../../fakes/fake-house.ts';
import { JoinedLinks, type PageLinks, type Way } from '../../fakes/joined-links.ts';
import { MemoryDisk, Platter } from '../../fakes/memory-disk.ts';
import { MemoryHistory } from '../../fakes/memory-history.ts';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';

export type Name = 'ana' | 'ben';
export const names = ['ana', 'ben'] as const;
export const ids: Readonly<Record<Name, PeerId>> = { ana, ben };
export const otherOf = (name: Name): Name => (name === 'ana' ? 'ben' : 'ana');

/** How long something said takes on the line, and 64 kB of a file, in ms. */
const saidMs = 10;
const bytesMs = 100;

/** What of a phone outlives its page. */
class Device {
  readonly platter = new Platter();
  readonly shelf = new MemoryShelf();
  readonly history = new MemoryHistory();
  /** Files that the browser finds again, by their handles. */
  readonly handles = new Map<unknown, File>();
  takesAll = false;
  /** What was told of troubles. */
  readonly reports: unknown[] = [];
}

interface Page {
  readonly links: PageLinks;
  readonly disk: MemoryDisk;
  readonly chats: Chats;
  readonly transfers: Transfers;
  isGone: boolean;
}

/** Two phones whose files and conversations are real, on a line and disks that the test holds. */
export class World {
  readonly clock = new FakeClock();
  readonly bustle = new Bustle();
  readonly line = new JoinedLinks(ana, ben);
  readonly devices = { ana: new Device(), ben: new Device() };
  /** How often all bytes of a piece came, by file and piece. */
  readonly came = new Map<string, number>();
  /** Who is no contact of anybody. */
  readonly strangers = new Set<PeerId>();
  readonly #pages = new Map<Name, Page>();
  /** Bytes of files that were passed. */
  #passed = 0;

  static async start(): Promise<World> {
    const world = new World();
    for (const name of names) await world.open(name);
    await world.link();
    return world;
  }

  /** A page with what is on the device; the one before it is gone. */
  async open(name: Name): Promise<void> {
    const device = this.devices[name];
    const before = this.#pages.get(name);
    if (before) {
      before.isGone = true;
      before.disk.crash();
      before.chats.close();
      before.transfers.close();
      this.line.cut();
    }
    const links = this.line.page(ids[name]);
    const disk = new MemoryDisk(device.platter, this.bustle);
    const report = (_: string, error: unknown) => void device.reports.push(error);
    const there = {
      ownId: ids[name],
      links,
      clock: this.clock,
      report,
      isContact: (peer: PeerId) => !this.strangers.has(peer),
    };
    const chats = await Chats.load({ ...there, history: device.history, tells: () => true });
    const transfers = await Transfers.load({
      ...{ ...there, disk, talk: chats },
      shelf: this.#shelfOf(device, () => page.isGone),
      sources: { reopen: (handle) => Promise.resolve(device.handles.get(handle) ?? null) },
      takes: () => device.takesAll,
      strain: () => null,
    });
    const page: Page = { links, disk, chats, transfers, isGone: false };
    chats.onMessages((messages) => {
      if (!page.isGone) messages.forEach((message) => transfers.mentioned(message));
    });
    this.#pages.set(name, page);
    await this.bustle.quiet();
  }

  async link(): Promise<void> {
    this.line.link();
    await this.bustle.quiet();
  }

  /** Lets everything pass until that is so, or nothing is under way any more. */
  async run(enough: () => boolean = () => false, atOnce = 1): Promise<void> {
    const one = () => names.some((name) => this.#pass(name, 'said') || this.#pass(name, 'bytes'));
    for (let passes = true; passes;) {
      await this.bustle.quiet();
      if (enough()) return;
      const before = this.#passed;
      passes = one();
      // A piece takes longer than how far a file has come is kept back.
      const took = ((this.#passed - before) * bytesMs) / 65_536 || saidMs;
      if (atOnce === 1) this.clock.pass(Math.ceil(took));
      for (let i = 1; i < atOnce && one(); i++);
    }
  }

  /** Lets one thing pass; whoever gets it need not be done with it then. */
  pass(to: Name, way: Way): void {
    this.#pass(to, way);
  }

  /** Somebody looks at all that came. */
  async look(name: Name): Promise<void> {
    await this.run();
    await this.#page(name).chats.look(ids[otherOf(name)]);
  }

  /** What lies on the line is passed, and time goes by, until nothing changes any more. */
  async heal(): Promise<void> {
    for (let calm = 0, before = ''; calm < 3;) {
      await this.link();
      await this.run(undefined, 12);
      this.clock.pass(10_000);
      await this.run(undefined, 12);
      const now = JSON.stringify(names.map((name) => [...this.transfers(name).all.value]));
      calm = now === before && this.line.isLinked ? calm + 1 : 0;
      before = now;
    }
  }

  transfers(name: Name): Transfers {
    return this.#page(name).transfers;
  }

  links(name: Name): PageLinks {
    return this.#page(name).links;
  }

  /** Offers a file to the other one, and waits until they know. */
  async send(name: Name, file: File, given?: Partial<Given>): Promise<MessageId> {
    const refused = await this.give(name, file, given);
    assert.isNull(refused);
    await this.run();
    const offered = this.devices[name].history.of(ids[otherOf(name)]).at(-1);
    assert.isNotNull(offered?.file ?? null);
    return (offered as Message).id;
  }

  give(name: Name, file: File, given: Partial<Given> = {}): Promise<RefusedFile | null> {
    const all = { file, handle: null, voice: null, ...given };
    return this.bustle.during(this.transfers(name).send(ids[otherOf(name)], all));
  }

  async accept(name: Name, id: MessageId): Promise<boolean> {
    const file = this.message(name, id)?.file as FileOffer;
    return this.transfers(name).accept(ids[otherOf(name)], id, file);
  }

  cancel(name: Name, id: MessageId): Promise<void> {
    return this.transfers(name).cancel(ids[otherOf(name)], id);
  }

  /** Deletes the message on that phone alone. */
  forget(name: Name, id: MessageId): Promise<void> {
    return this.#page(name).chats.forget(this.message(name, id)!);
  }

  shown(name: Name, id: MessageId): Shown | null {
    return this.transfers(name).all.value.get(id) ?? null;
  }

  message(name: Name, id: MessageId): Message | undefined {
    return this.devices[name].history.of(ids[otherOf(name)]).find((one) => one.id === id);
  }

  settled(name: Name, id: MessageId): MessageFile['settled'] | undefined {
    return this.message(name, id)?.file?.settled;
  }

  /** That file came as it is, and both know. */
  async assertCame(to: Name, id: MessageId, file: FakeFile): Promise<void> {
    assert.equal(this.settled(to, id), 'received', 'told here');
    assert.equal(this.settled(otherOf(to), id), 'received', 'told there');
    assert.isTrue(this.shown(to, id)?.isDone, 'done here');
    const kept = await this.transfers(to).open(id);
    assert.isTrue(
      kept !== null && isSame((kept as FakeFile).content, file.content),
      'the same bytes',
    );
  }

  /** No piece that was there was sent again. */
  assertOnce(): void {
    assert.deepEqual(
      [...this.came].filter(([, times]) => times > 1),
      [],
    );
  }

  file(size: number, seed = 1, name = 'some.dat'): FakeFile {
    return new FakeFile(noise(size, seed), name, this.bustle);
  }

  #pass(to: Name, way: Way): boolean {
    const { onBytes } = this.line;
    this.line.onBytes = (peer, bytes) => {
      const changed = onBytes(peer, bytes);
      this.#passed += bytes.length;
      this.#count(peer, changed.slice().buffer);
      return changed;
    };
    const passes = this.line.pass(ids[to], way);
    this.line.onBytes = onBytes;
    return passes;
  }

  #count(to: PeerId, data: ArrayBuffer): void {
    const frame = parseFrame(data);
    if (frame?.part !== 'piece') return;
    const name = to === ana ? 'ana' : 'ben';
    const { piece, offset, bytes } = frame;
    const shown = this.shown(name, frame.file);
    if (!shown || offset + bytes.length !== pieceLength(shown.file, piece)) return;
    const key = `${frame.file} ${piece}`;
    this.came.set(key, (this.came.get(key) ?? 0) + 1);
  }

  #page(name: Name): Page {
    const page = this.#pages.get(name);
    if (!page) throw new Error(`No page of ${name}`);
    return page;
  }

  #shelfOf({ shelf }: Device, isGone: () => boolean): Shelf {
    return {
      entries: () => shelf.entries(),
      update: (key, change) => (isGone() ? Promise.resolve() : shelf.update(key, change)),
      remove: (key) => (isGone() ? Promise.resolve() : shelf.remove(key)),
    };
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return indexedDB.cmp(one, other) === 0;
}
