import { assert } from '@esm-bundle/chai';
import { FileReading } from '../../../web/files/file-reading.ts';
import { Failure } from '../../../web/lib/failure.ts';
import { noise } from '../../fakes/fake-file.ts';

const all = noise(3_000_000);
const part = 1_000_000;

describe('reading a file', () => {
  let found: number;
  let reading: FileReading;

  /** Of something that is found as often as it is looked for. */
  const of = (blob: Blob) => {
    found = 0;
    return new FileReading(() => {
      found++;
      return Promise.resolve(blob);
    });
  };
  const reads = async (from: number, to: number) =>
    assert.deepEqual(await reading.read(from, to), all.slice(from, to));

  const fails = async (work: Promise<unknown>) => {
    const error = await work.catch((reason: unknown) => reason);
    assert.instanceOf(error, Failure);
    assert.equal((error as Failure<string>).code, 'unreadable');
  };

  beforeEach(() => (reading = of(new Blob([all]))));

  it('goes through it, looking for it once', async () => {
    for (let at = 0; at < all.length; at += part) await reads(at, at + part);
    assert.equal(found, 1);
  });

  it('goes on where it is told, with parts of any length', async () => {
    await reads(1_234_567, 1_234_569);
    await reads(1_234_569, 2_999_999);
    await reads(5, 70_000);
    await reads(2_000_000, 3_000_000);
    assert.equal(found, 3);
  });

  it('begins anew when it was let go of', async () => {
    await reads(0, part);
    reading.close();
    await reads(part, 2 * part);
    assert.equal(found, 2);
  });

  it('rejects what is not there, or is called off', async () => {
    await fails(reading.read(2_999_999, 3_000_001));
    reading = of(new Blob([all]));
    await reads(0, 10);
    const called = reading.read(10, 3_000_000);
    reading.close();
    await fails(called);
  });

  it('reads also where blobs have no streams of bytes', async () => {
    const blob = new Blob([all]);
    const slice = (from: number, to?: number) =>
      Object.assign(new Blob([all.slice(from, to)]), { stream: () => new ReadableStream() });
    reading = of(Object.assign(blob, { slice }));
    await reads(0, part);
    await reads(2 * part, 3 * part);
  });
});
