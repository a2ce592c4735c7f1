import { assert } from '@esm-bundle/chai';
import type { FileKey, Spot } from '../../../web/files/disk.ts';
import { toBase64Url } from '../../../web/lib/base64.ts';
import { Failure } from '../../../web/lib/failure.ts';
import type { FileOffer } from '../../../web/links/file-offer.ts';
import { pieceSize, spokenPieceSize, type PieceSize } from '../../../web/links/pieces.ts';
import { OpfsDisk } from '../../../web/platform/opfs-disk.ts';
import { noise } from '../../fakes/fake-file.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const size = 2 * pieceSize + 1_000;
const whole = noise(size);
let made = 0;

async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** What a file is offered as, found in another way than the disk does. */
async function offered(
  bytes: Bytes,
  of: PieceSize = pieceSize,
): Promise<{ list: Bytes; offer: FileOffer }> {
  const hashes: number[] = [];
  for (let at = 0; at < bytes.length; at += of)
    hashes.push(...(await sha256(bytes.slice(at, at + of))));
  const list = new Uint8Array(hashes);
  const root = toBase64Url(await sha256(list));
  const cut = { size: bytes.length, piece: of };
  return { list, offer: { name: 'a', ...cut, media: '', root, voice: null } };
}

const folder = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('files', { create: true });

/** Writes over what is on the disk, behind the back of the one who looks after it. */
async function spoil(name: string, change: (bytes: Bytes) => Bytes): Promise<void> {
  const handle = await (await folder()).getFileHandle(name);
  const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
  const stream = await handle.createWritable();
  await stream.write(change(bytes));
  await stream.close();
}

async function codeOf(task: Promise<unknown>): Promise<string> {
  const error = await task.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.instanceOf(error, Failure);
  return (error as Failure<string>).code;
}

describe('the disk of the browser', () => {
  let disk: OpfsDisk;
  let key: FileKey;

  before(() => {
    disk = new OpfsDisk();
  });

  beforeEach(() => {
    key = `test-${++made}` as FileKey;
  });

  afterEach(() => disk.remove(key));

  after(async () => {
    for await (const name of (await folder()).keys()) await (await folder()).removeEntry(name);
  });

  const prepare = (file: File, options: Partial<Parameters<OpfsDisk['prepare']>[2]> = {}) => {
    const { signal } = new AbortController();
    const plain = { piece: pieceSize, copy: false, progress: () => {}, signal } as const;
    return disk.prepare(key, file, { ...plain, ...options });
  };

  /** All that is in one part, in two chunks. */
  const put = (where: FileKey, spot: Spot, bytes: Bytes) => {
    const half = bytes.length >> 1;
    return disk.write(where, spot, [bytes.slice(0, half), bytes.slice(half)]);
  };
  const list = { part: 'list', piece: 0 } as const;
  const piece = (n: number) => ({ part: 'piece', piece: n }) as const;
  const bytesOf = (n: number) => whole.slice(n * pieceSize, (n + 1) * pieceSize);

  /** A file that has come as far as so many pieces. */
  async function begun(pieces: number): Promise<FileOffer> {
    const { list: hashes, offer } = await offered(whole);
    assert.deepEqual(await disk.open(key, offer), { list: false, pieces: 0 });
    assert.equal(await put(key, list, hashes), 'right');
    for (let n = 0; n < pieces; n++) assert.equal(await put(key, piece(n), bytesOf(n)), 'right');
    return offer;
  }

  async function assertWhole(): Promise<void> {
    const file = await disk.file(key);
    assert.equal(file?.size, size);
    assert.equal(indexedDB.cmp((await file?.arrayBuffer()) ?? null, whole), 0);
  }

  describe('says how much room there is', () => {
    const room = (estimate: StorageEstimate) => {
      navigator.storage.estimate = () => Promise.resolve(estimate);
      return disk.room();
    };
    afterEach(() => Reflect.deleteProperty(navigator.storage, 'estimate'));

    it('where the browser tells', async () => {
      assert.equal(await room({ quota: 5_000_000_000, usage: 1_000 }), 4_999_999_000);
      assert.equal(await room({ quota: 1_000, usage: 1_001 }), -1);
    });

    it('and that it is not known where the browser hides it, or says nothing', async () => {
      for (const whole of [1, 10]) {
        const quota = 12_345 + whole * 1_073_741_824;
        assert.isNull(await room({ quota, usage: 12_345 }));
      }
      assert.isNull(await room({}));
    });

    it('for a file of any size, in this browser', async () => {
      const there = await disk.room();
      if (there !== null) assert.isAbove(there, 0);
    });
  });

  for (const length of [0, 1, pieceSize, size]) {
    it(`finds the root of ${length} bytes, and keeps its list`, async () => {
      const bytes = whole.slice(0, length);
      const { list: hashes, offer } = await offered(bytes);
      const read: number[] = [];
      const progress = (so: number) => void read.push(so);
      assert.equal(await prepare(new File([bytes], 'a'), { progress }), offer.root);
      assert.deepEqual([...((await disk.list(key)) ?? [])], [...hashes]);
      assert.equal(read.at(-1) ?? 0, length);
      assert.isNull(await disk.file(key), 'no copy');
    });
  }

  it('keeps a copy where it is to', async () => {
    await prepare(new File([whole], 'a'), { copy: true });
    await assertWhole();
  });

  it('stops to read what is called off, also before it begins', async () => {
    const canceller = new AbortController();
    const progress = () => canceller.abort();
    const { signal } = canceller;
    const file = new File([whole], 'a');
    assert.equal(await codeOf(prepare(file, { progress, signal })), 'unreadable');
    await disk.remove(key);
    assert.equal(await codeOf(prepare(file, { signal })), 'unreadable');
    await disk.remove(key);
    assert.isNull(await disk.list(key));
    await prepare(file);
  });

  it('tells that a file changed under its hands', async () => {
    const handle = await (await folder()).getFileHandle('source', { create: true });
    const write = async (bytes: Bytes) => {
      const stream = await handle.createWritable();
      await stream.write(bytes);
      await stream.close();
    };
    await write(whole);
    const file = await handle.getFile();
    await write(noise(size + 1, 2));
    assert.equal(await codeOf(prepare(file)), 'unreadable');
  });

  it('knows a file again', async () => {
    await prepare(new File([whole], 'a'));
    const changed = whole.slice();
    changed[size - 1] = (changed[size - 1] ?? 0) ^ 1;
    assert.isTrue(await disk.isSame(key, new File([whole], 'another name'), pieceSize));
    assert.isFalse(await disk.isSame(key, new File([changed], 'a'), pieceSize));
    assert.isFalse(await disk.isSame(key, new File([whole.slice(1)], 'a'), pieceSize));
    assert.isFalse(await disk.isSame('nobody' as FileKey, new File([whole], 'a'), pieceSize));
  });

  it('writes what comes, piece after piece', async () => {
    await begun(3);
    await disk.close(key);
    await assertWhole();
  });

  it('finds the same of a file in short pieces, and knows it again', async () => {
    const { list: hashes, offer } = await offered(whole, spokenPieceSize);
    const file = new File([whole], 'a');
    assert.equal(await prepare(file, { piece: spokenPieceSize }), offer.root);
    assert.deepEqual(await disk.list(key), hashes);
    assert.isTrue(await disk.isSame(key, file, spokenPieceSize));
    assert.isFalse(await disk.isSame(key, file, pieceSize));
  });

  it('reads what is right of a file that comes, and nothing else', async () => {
    const some = whole.slice(0, 3 * spokenPieceSize - 7);
    const { list: hashes, offer } = await offered(some, spokenPieceSize);
    const here = async (at: number, until: number) =>
      assert.deepEqual(await disk.read(key, offer, at), some.slice(at, until));
    const part = (n: number) => some.slice(n * spokenPieceSize, (n + 1) * spokenPieceSize);
    await disk.open(key, offer);
    await here(0, 0);
    await put(key, list, hashes.slice());
    assert.equal(await put(key, piece(0), part(0)), 'right');
    assert.equal(await put(key, piece(1), noise(spokenPieceSize, 7)), 'wrong');
    await here(0, spokenPieceSize);
    await here(100, spokenPieceSize);
    await here(spokenPieceSize, spokenPieceSize);
    await disk.close(key);
    await here(100, spokenPieceSize);
    await disk.open(key, offer);
    for (const n of [1, 2]) assert.equal(await put(key, piece(n), part(n)), 'right');
    await disk.close(key);
    await here(0, some.length);
    await here(some.length + 5, 0);
  });

  it('has an empty file as soon as it is opened', async () => {
    const { offer } = await offered(new Uint8Array());
    assert.deepEqual(await disk.open(key, offer), { list: true, pieces: 0 });
    await disk.close(key);
    assert.equal((await disk.file(key))?.size, 0);
  });

  it('does not keep what is wrong, nor what is not next', async () => {
    const { list: hashes, offer } = await offered(whole);
    await disk.open(key, offer);
    assert.isNull(await put(key, piece(0), bytesOf(0)), 'before the list');
    assert.equal(await put(key, list, noise(hashes.length, 7)), 'wrong');
    assert.equal(await put(key, list, hashes.slice()), 'right');
    assert.equal(await put(key, piece(0), noise(pieceSize, 7)), 'wrong');
    assert.isNull(await put(key, piece(1), bytesOf(1)));
    assert.equal(await put(key, piece(0), bytesOf(0)), 'right');
    assert.isNull(await put(key, piece(0), bytesOf(0)), 'once more');
    await disk.close(key);
    assert.equal((await disk.file(key))?.size, pieceSize);
  });

  for (const pieces of [0, 1, 2, 3]) {
    it(`has the ${pieces} right pieces when it is opened again`, async () => {
      const offer = await begun(pieces);
      await disk.close(key);
      assert.deepEqual(await disk.open(key, offer), { list: true, pieces });
      for (let n = pieces; n < 3; n++) assert.equal(await put(key, piece(n), bytesOf(n)), 'right');
      await disk.close(key);
      await assertWhole();
    });
  }

  it('may be opened again without being closed', async () => {
    const offer = await begun(1);
    assert.deepEqual(await disk.open(key, offer), { list: true, pieces: 1 });
    assert.equal(await put(key, piece(1), bytesOf(1)), 'right');
  });

  it('does not take what it has not opened', async () => {
    assert.equal(await codeOf(put(key, piece(0), bytesOf(0))), 'storage');
  });

  it('cuts back what a system that fell over has spoilt', async () => {
    const offer = await begun(2);
    await disk.close(key);
    await spoil(key, (bytes) => bytes.fill(0, pieceSize + 10, pieceSize + 20));
    assert.deepEqual(await disk.open(key, offer), { list: true, pieces: 1 });
    for (const n of [1, 2]) assert.equal(await put(key, piece(n), bytesOf(n)), 'right');
    await disk.close(key);
    await assertWhole();
  });

  it('cuts back what is longer than it may be', async () => {
    const offer = await begun(3);
    await disk.close(key);
    await spoil(key, (bytes) => new Uint8Array([...bytes.subarray(0, size), 1, 2, 3]));
    assert.deepEqual(await disk.open(key, offer), { list: true, pieces: 3 });
    await disk.close(key);
    await assertWhole();
  });

  it('wants a list again that is spoilt, and all pieces with it', async () => {
    const offer = await begun(2);
    await disk.close(key);
    await spoil(`${key}.list`, (bytes) => bytes.fill(0));
    assert.deepEqual(await disk.open(key, offer), { list: false, pieces: 0 });
    const { list: hashes } = await offered(whole);
    assert.equal(await put(key, list, hashes), 'right');
    for (const n of [0, 1, 2]) assert.equal(await put(key, piece(n), bytesOf(n)), 'right');
    await disk.close(key);
    await assertWhole();
  });

  it('takes two files that come at once', async () => {
    const other = `${key}-other` as FileKey;
    const { list: hashes, offer } = await offered(whole);
    const keys = [key, other];
    await Promise.all(keys.map((each) => disk.open(each, offer)));
    await Promise.all(keys.map((each) => put(each, list, hashes.slice())));
    for (let n = 0; n < 3; n++)
      await Promise.all(keys.map((each) => put(each, piece(n), bytesOf(n))));
    await Promise.all(keys.map((each) => disk.close(each)));
    await assertWhole();
    key = other;
    await assertWhole();
  });

  it('waits a little for a file that another page still holds', async () => {
    const offer = await begun(2);
    const next = new OpfsDisk();
    const opened = next.open(key, offer);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await disk.close(key);
    assert.deepEqual(await opened, { list: true, pieces: 2 });
    await next.close(key);
    next.end();
  });

  it('does not wait for long', async () => {
    const offer = await begun(1);
    const next = new OpfsDisk();
    assert.equal(await codeOf(next.open(key, offer)), 'cleared');
    next.end();
  });

  it('takes away what is none of those that stay', async () => {
    await begun(3);
    await disk.close(key);
    const left = key;
    key = `${key}-other` as FileKey;
    await begun(3);
    await disk.close(key);
    await disk.sweep([key]);
    assert.isNotNull(await disk.file(left), 'this page has written it');
    const next = new OpfsDisk();
    await next.sweep([key]);
    next.end();
    assert.deepEqual([await disk.file(left), await disk.list(left)], [null, null]);
    await assertWhole();
  });

  it('removes all of a file, also while it is open, and what is not there', async () => {
    await begun(1);
    await disk.remove(key);
    assert.isNull(await disk.file(key));
    assert.isNull(await disk.list(key));
    await disk.remove(key);
    await begun(0);
  });
});
