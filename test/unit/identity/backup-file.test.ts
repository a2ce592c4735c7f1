import { assert } from '@esm-bundle/chai';
import * as fc from 'fast-check';
import { openChunks, sealChunks } from '../../../web/identity/backup-chunks.ts';
import {
  headLength,
  newBackupKey,
  readBackupKey,
  type BackupKey,
} from '../../../web/identity/backup-key.ts';
import { ByteReader } from '../../../web/lib/byte-reader.ts';
import { joinBytes } from '../../../web/lib/bytes.ts';
import { Failure } from '../../../web/lib/failure.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const passphrase = 'correct horse battery staple';

async function* each<T>(all: readonly T[]) {
  yield* all;
}

async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const one of all) collected.push(one);
  return collected;
}

/** The head, then each sealed chunk. */
const seal = (key: BackupKey, chunks: readonly Bytes[]) => collect(sealChunks(key, each(chunks)));

/** What a reader gets out of these bytes: the chunks, or what is wrong. */
async function open(key: BackupKey, bytes: Bytes): Promise<Bytes[] | string> {
  const reader = new ByteReader(new Blob([bytes]).stream());
  try {
    await reader.read(headLength);
    return await collect(openChunks(key, reader));
  } catch (error) {
    if (error instanceof Failure) return error.code as string;
    throw error;
  }
}

async function problemOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof Failure) return error.code as string;
    throw error;
  }
}

const chunk = fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes));
const chunks = fc.array(chunk, { maxLength: 5 });

describe('the chunks of a backup', function () {
  this.timeout(60_000);
  let key: BackupKey;
  let other: BackupKey;

  before(async () => {
    [key, other] = await Promise.all([newBackupKey(passphrase), newBackupKey(passphrase)]);
  });

  /** Does something with sealed chunks, which must not be taken for what was sealed. */
  function refused<T>(
    harm: fc.Arbitrary<T>,
    spoil: (parts: Bytes[], harm: T) => Bytes[] | Bytes | null,
    wanted?: string,
  ): Promise<void> {
    return fc.assert(
      fc.asyncProperty(chunks, harm, async (plain, by) => {
        const spoilt = spoil(await seal(key, plain), by);
        if (spoilt === null) return;
        const result = await open(key, Array.isArray(spoilt) ? joinBytes(...spoilt) : spoilt);
        assert.isString(result);
        if (wanted) assert.equal(result, wanted);
      }),
    );
  }

  it('come back as they were, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(chunks, async (plain) => {
        const opened = await open(key, joinBytes(...(await seal(key, plain))));
        assert.deepEqual(opened, plain.length === 0 ? [new Uint8Array()] : plain);
      }),
    );
  });

  it('are refused wherever they are cut', () =>
    refused(
      fc.nat(),
      (parts, at) => {
        const whole = joinBytes(...parts);
        const body = whole.length - headLength;
        return whole.slice(0, headLength + (at % body));
      },
      'cut',
    ));

  it('are refused where they are cut between two and the last one is marked as such', () =>
    refused(
      fc.nat(),
      ([head, ...rest], at) => {
        if (rest.length < 2) return null;
        const kept = rest.slice(0, 1 + (at % (rest.length - 1)));
        kept.at(-1)![0] = 1;
        return [head!, ...kept];
      },
      'changed',
    ));

  it('are refused with any bit of them flipped', () =>
    refused(fc.nat(), (parts, at) => {
      const whole = joinBytes(...parts);
      const bit = at % ((whole.length - headLength) * 8);
      const index = headLength + (bit >> 3);
      whole[index] = (whole[index] ?? 0) ^ (1 << (bit & 7));
      return whole;
    }));

  it('are refused in another order', () =>
    refused(
      fc.tuple(fc.nat(), fc.nat()),
      ([head, ...rest], [from, to]) => {
        const [one, two] = [from % rest.length, to % rest.length];
        if (one === two) return null;
        const mixed = rest.map((part, i) => rest[i === one ? two : i === two ? one : i] ?? part);
        return [head!, ...mixed];
      },
      'changed',
    ));

  it('are refused without one of them', () =>
    refused(fc.nat(), ([head, ...rest], at) => [
      head!,
      ...rest.filter((_, i) => i !== at % rest.length),
    ]));

  it('are refused with one of them twice', () =>
    refused(
      fc.nat(),
      ([head, ...rest], at) => [
        head!,
        ...rest.flatMap((part, i) => (i === at % rest.length ? [part, part] : [part])),
      ],
      'changed',
    ));

  it('are refused with something behind them', () =>
    refused(chunk, (parts, more) => (more.length === 0 ? null : [...parts, more]), 'changed'));

  it('are refused with one of another backup, and under another head', async () => {
    const [mine, theirs] = await Promise.all([
      seal(key, [new Uint8Array([1]), new Uint8Array([2])]),
      seal(other, [new Uint8Array([1]), new Uint8Array([2])]),
    ]);
    assert.equal(await open(key, joinBytes(mine[0]!, theirs[1]!, mine[2]!)), 'changed');
    const moved = { ...key, head: other.head };
    assert.equal(await open(moved, joinBytes(...mine)), 'changed');
  });

  it('are refused at once where one claims to be gigabytes long', async () => {
    const { head } = key;
    const claim = Uint8Array.of(0, 255, 255, 255, 255);
    assert.equal(await open(key, joinBytes(head, claim)), 'changed');
  });
});

describe('the head of a backup', function () {
  this.timeout(60_000);
  let head: Bytes;

  before(async () => ({ head } = await newBackupKey(passphrase)));

  it('asks for at least 600 000 rounds of PBKDF2', () => {
    assert.isAtLeast(new DataView(head.buffer).getUint32(9), 600_000);
    assert.lengthOf(head, headLength);
  });

  it('gives the same key to the same passphrase, however it is typed', async () => {
    const made = await newBackupKey('Müller\u00a0und S\u00f6hne');
    const read = await readBackupKey('Mu\u0308ller und So\u0308hne', made.head);
    const sealed = await seal(made, [new Uint8Array([7])]);
    assert.deepEqual(await open(read, joinBytes(...sealed)), [new Uint8Array([7])]);
  });

  it('tells a wrong passphrase from a damaged head', async () => {
    assert.equal(await problemOf(readBackupKey('Correct horse', head)), 'passphrase');
    // The rounds, the salt, what tells a wrong passphrase, the sum.
    for (const at of [9, 13, 29, 45]) {
      const spoilt = head.slice();
      spoilt[at] = (spoilt[at] ?? 0) ^ 1;
      assert.equal(await problemOf(readBackupKey(passphrase, spoilt)), 'changed', `byte ${at}`);
    }
  });

  it('tells files of other kinds, cut ones and later versions', async () => {
    const foreign = [
      new Uint8Array(),
      new Uint8Array(headLength),
      new TextEncoder().encode('%PDF-1.7'),
    ];
    for (const bytes of foreign) {
      assert.equal(await problemOf(readBackupKey(passphrase, bytes)), 'foreign');
    }
    assert.equal(await problemOf(readBackupKey(passphrase, head.slice(0, 4))), 'cut');
    assert.equal(await problemOf(readBackupKey(passphrase, head.slice(0, -1))), 'cut');
    const later = head.slice();
    later[8] = 2;
    assert.equal(await problemOf(readBackupKey(passphrase, later)), 'later');
    assert.equal(await problemOf(readBackupKey(passphrase, later.slice(0, 9))), 'later');
  });

  it('is not read that asks for so few rounds that guessing is easy, or so many that nothing else is done', async () => {
    for (const rounds of [1, 599_999, 10_000_001, 4_294_967_295]) {
      const forged = head.slice();
      new DataView(forged.buffer).setUint32(9, rounds);
      const sum = await crypto.subtle.digest('SHA-256', forged.slice(0, -8));
      forged.set(new Uint8Array(sum).slice(0, 8), headLength - 8);
      assert.equal(await problemOf(readBackupKey(passphrase, forged)), 'changed', `${rounds}`);
    }
  });
});
