import { assert } from '@esm-bundle/chai';
import type { Disk } from '../../../web/files/disk.ts';
import { parseFrame } from '../../../web/files/frame.ts';
import { Pacing } from '../../../web/files/pacing.ts';
import { Receiving } from '../../../web/files/receiving.ts';
import { Sending, type Wanted } from '../../../web/files/sending.ts';
import type { Transfer } from '../../../web/files/transfer.ts';
import { toBase64Url } from '../../../web/lib/base64.ts';
import { joinBytes } from '../../../web/lib/bytes.ts';
import { fileOfferSchema, type FileOffer } from '../../../web/links/file-offer.ts';
import { newMessageId, parseLinkData, type FileMessage } from '../../../web/links/messages.ts';
import { pieceLength, pieceSize, pieceCount } from '../../../web/links/pieces.ts';
import * as v from 'valibot';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { ana } from '../../fakes/fake-house.ts';
import { noise } from '../../fakes/fake-file.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const size = 10 * 1_073_741_824 - 1_000;
const cut = { size, piece: pieceSize } as const;
const pieces = pieceCount(cut);
/** The last ones, which are not there yet; all others are empty, and alike. */
const missing = 5;

const sha256 = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** A piece of the file that nobody has as a whole. */
function pieceOf(piece: number): Bytes {
  const length = pieceLength(cut, piece);
  return piece < pieces - missing ? new Uint8Array(length) : noise(length, piece);
}

async function listOf(): Promise<Bytes> {
  const list = new Uint8Array(pieces * 32);
  const empty = await sha256(pieceOf(0));
  for (let piece = 0; piece < pieces; piece++) {
    list.set(piece < pieces - missing ? empty : await sha256(pieceOf(piece)), piece * 32);
  }
  return list;
}

describe('a file of 10 GB', () => {
  let list: Bytes;
  let file: FileOffer;

  before(async () => {
    list = await listOf();
    const root = toBase64Url(await sha256(list));
    file = { name: 'all.bin', ...cut, media: '', root, voice: null };
  });

  /** What goes over the line from who has all of it to who has so many pieces, until nothing moves. */
  async function travel(kept: { list: boolean; pieces: number }, until: number) {
    const id = newMessageId();
    const clock = new FakeClock();
    const written: string[] = [];
    const said: string[] = [];
    let isDone = false;
    const read: number[] = [];
    const wanted: Wanted = {
      ...{ id, file },
      piece: (from, to) => {
        read.push(from);
        assert.equal(from % pieceSize, 0);
        assert.equal(to - from, pieceLength(file, from / pieceSize));
        return Promise.resolve(pieceOf(from / pieceSize));
      },
      list: () => Promise.resolve(list.slice()),
      close: () => {},
    };
    const disk = {
      open: () => Promise.resolve(kept),
      close: () => Promise.resolve(),
      async write(_: unknown, { part, piece }, chunks) {
        const hash = await sha256(joinBytes(...chunks));
        const right =
          part === 'list'
            ? toBase64Url(hash) === file.root
            : hash.every((byte, i) => byte === list[piece * 32 + i]);
        written.push(`${part} ${piece} ${right}`);
        return right ? 'right' : 'wrong';
      },
    } satisfies Partial<Disk> as unknown as Disk;
    const work: Promise<void>[] = [];
    const line = { waiting: 0, drained: () => Promise.resolve() };
    const bulk = {
      ...line,
      send(bytes: Bytes) {
        const frame = parseFrame(bytes.slice().buffer);
        if (frame) work.push(receiving.take(frame));
        return true;
      },
    };
    const sending = new Sending(
      () => (written.length < until ? bulk : null),
      new Pacing(clock, () => null),
      (_, error) => assert.fail(String(error)),
    );
    const transfer = { peer: ana, id, file } as Transfer;
    const ended = new Promise<void>((resolve) => {
      const look = () => (isDone || written.length >= until ? resolve() : setTimeout(look));
      look();
    });
    const receiving = new Receiving(transfer, {
      ...{ disk, clock },
      say(message: FileMessage) {
        const text = JSON.stringify(message);
        said.push(text);
        // As the other side hears it.
        const heard = parseLinkData(text);
        assert.deepEqual(heard, message);
        if (message.type === 'fetch') sending.fetch(wanted, message);
        return true;
      },
      yields: () => false,
      kept: () => {},
      came: () => {},
      passed: () => {},
      heard: () => {},
      heardAt: () => clock.now(),
      silent: () => {},
      done: () => (isDone = true),
      failed: (_, trouble) => assert.fail(trouble),
    });
    await receiving.fetch();
    await ended;
    await Promise.all(work);
    await receiving.close();
    return { written, said, isDone, read };
  }

  it('is offered like others', () => {
    assert.equal(pieces, 10_240);
    assert.deepEqual(v.parse(fileOfferSchema, JSON.parse(JSON.stringify(file))), file);
  });

  it('begins with a list of 10 240 hashes', async () => {
    const { written } = await travel({ list: false, pieces: 0 }, 3);
    assert.deepEqual(written.slice(0, 3), ['list 0 true', 'piece 0 true', 'piece 1 true']);
  });

  it('goes on behind 4 GiB, and near its end, to its end', async () => {
    const there = pieces - missing;
    const { written, isDone, read } = await travel({ list: true, pieces: there }, Infinity);
    assert.isTrue(isDone);
    assert.deepEqual(
      written,
      Array.from({ length: missing }, (_, i) => `piece ${there + i} true`),
    );
    assert.equal(read[0], there * pieceSize);
    const middle = Math.ceil(4_294_967_296 / pieceSize) - 1;
    const behind = await travel({ list: true, pieces: middle }, 4);
    assert.deepEqual(
      behind.written.slice(0, 4),
      [0, 1, 2, 3].map((n) => `piece ${middle + n} true`),
    );
  });
});
