import { assert } from '@esm-bundle/chai';
import { backupFiles, type FilesHere } from '../../../web/files/backup-files.ts';
import { RestoredFiles } from '../../../web/files/restored-files.ts';
import { keyOf, parseTransfer, type Transfer } from '../../../web/files/transfer.ts';
import type { Entry } from '../../../web/identity/backup-part.ts';
import type { Failure } from '../../../web/lib/failure.ts';
import { pieceSize, spokenPieceSize } from '../../../web/links/pieces.ts';
import { Bustle } from '../../fakes/bustle.ts';
import { MemoryDisk, Platter } from '../../fakes/memory-disk.ts';
import { ids, World } from './world.ts';

type Item = Entry | Uint8Array<ArrayBuffer>;

const some = 2 * pieceSize + 77;

describe('files in a backup', () => {
  let world: World;

  /** What the phone of Ben keeps, as a backup takes it. */
  const part = (change: Partial<FilesHere> = {}) => {
    const { shelf, platter } = world.devices.ben;
    const disk = new MemoryDisk(platter, world.bustle);
    const here = { file: disk.file.bind(disk), list: disk.list.bind(disk), ...change };
    return backupFiles(shelf, here);
  };

  async function take(change?: Partial<FilesHere>): Promise<Item[]> {
    const items: Item[] = [];
    for await (const item of part(change).entries()) items.push(item);
    return items;
  }

  /** Another phone, restored from that. */
  async function restore(items: readonly Item[], platter = new Platter()) {
    const disk = new MemoryDisk(platter, new Bustle());
    const kept: Transfer[] = [];
    const files = new RestoredFiles(
      () => disk,
      async (entries) => void kept.push(...entries.map(([, value]) => value as Transfer)),
    );
    for (const item of items) {
      if (item instanceof Uint8Array) await files.take(item.slice());
      else await files.keep([[item[0], part().parse(structuredClone(item[1]), item[0])]]);
    }
    return { lost: await files.finish(), kept, platter };
  }

  /** Ana sends Ben a file of so many bytes, and he takes it. */
  async function sendToBen(size: number): Promise<File> {
    const file = world.file(size);
    const id = await world.send('ana', file);
    await world.transfers('ben').accept(ids.ana, id, world.shown('ana', id)!.file);
    await world.run(() => world.settled('ben', id) === 'received');
    return file;
  }

  beforeEach(async () => {
    world = await World.start();
  });

  it('come back as they were: what came in and what was sent, small and empty ones too', async () => {
    const spoken = world.file(3 * spokenPieceSize + 1);
    const files = [await sendToBen(some), await sendToBen(0), world.file(pieceSize), spoken];
    await world.send('ben', files[2]!);
    await world.send('ben', spoken, { voice: { ms: 12_000, peaks: '' } });
    const bytes = some + pieceSize + spoken.size;
    assert.deepEqual(await part().size(), { count: 4, bytes });
    const { kept, lost, platter } = await restore(await take());
    assert.equal(lost, 0);
    assert.lengthOf(kept, 4);
    for (const transfer of kept) {
      const file = files.find(({ size }) => size === transfer.file.size)!;
      const bytes = new Uint8Array(await file.slice(0, file.size).arrayBuffer());
      assert.deepEqual(platter.files.get(keyOf(transfer)), bytes);
      const shown = world.shown('ben', transfer.id);
      assert.deepEqual(transfer, parseTransfer({ ...shown, handle: null }));
    }
  });

  it('are those that are whole: one that still comes is offered again instead', async () => {
    const id = await world.send('ana', world.file(some));
    await world.transfers('ben').accept(ids.ana, id, world.shown('ana', id)!.file);
    assert.deepEqual(await take(), []);
    assert.deepEqual(await part().size(), { count: 0, bytes: 0 });
  });

  it('are left out one by one where they are not right', async () => {
    await sendToBen(some);
    await sendToBen(10);
    const items = await take();
    const flipped = items.map((item) => {
      if (!(item instanceof Uint8Array) || item.length !== 10) return item;
      return item.map((byte) => byte ^ 1);
    });
    const { kept, lost, platter } = await restore(flipped);
    assert.equal(lost, 1);
    assert.deepEqual(
      kept.map(({ file }) => file.size),
      [some],
    );
    assert.lengthOf([...platter.files], 1);
    // Its last piece is missing.
    const cut = await restore(
      items.filter((item) => !(item instanceof Uint8Array) || item.length !== 77),
    );
    assert.equal(cut.lost, 1);
  });

  it('end early where they are deleted meanwhile, and the others follow', async () => {
    await sendToBen(some);
    await sendToBen(10);
    const gone: Blob = Object.assign(new Blob(), {
      slice: () => gone,
      arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')),
    });
    const { platter } = world.devices.ben;
    const disk = new MemoryDisk(platter, world.bustle);
    const items = await take({
      async file(key) {
        const file = await disk.file(key);
        return file?.size === some ? Object.assign(file, { slice: () => gone }) : file;
      },
    });
    const { kept, lost } = await restore(items);
    assert.equal(lost, 1);
    assert.deepEqual(
      kept.map(({ file }) => file.size),
      [10],
    );
  });

  it('are left out where the browser keeps no files', async () => {
    await sendToBen(some);
    await sendToBen(0);
    const none = new Platter();
    none.isRefused = true;
    const { kept, lost } = await restore(await take(), none);
    assert.deepEqual([kept.length, lost], [0, 2]);
  });

  it('need room', async () => {
    await sendToBen(some);
    const small = new Platter();
    small.capacity = pieceSize;
    const code = await restore(await take(), small).then(
      () => null,
      (error: unknown) => (error as Failure<string>).code,
    );
    assert.equal(code, 'storage');
  });

  it('take nothing that is no record of a file', () => {
    for (const value of [null, {}, { id: 'x' }, 3]) assert.isNull(part().parse(value, 'x'));
  });
});
