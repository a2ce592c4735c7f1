import { assert } from '@esm-bundle/chai';
import { frameBytes, parseFrame } from '../../../web/files/frame.ts';
import { bytesOf, keyOf, type Transfer } from '../../../web/files/transfer.ts';
import { Failure } from '../../../web/lib/failure.ts';
import { largestFile, type FileOffer } from '../../../web/links/file-offer.ts';
import { pieceSize, spokenPieceSize } from '../../../web/links/pieces.ts';
import { newMessageId, type AsideMessage, type MessageId } from '../../../web/links/messages.ts';
import { noise, type FakeFile } from '../../fakes/fake-file.ts';
import { ana, ben, cem } from '../../fakes/fake-house.ts';
import { ids, names, otherOf, World, type Name } from './world.ts';

const some = 4 * pieceSize - 5;
/** Too large to be copied. */
const large = 33 * pieceSize + 7;

/** Something of so many bytes, which nobody has. */
function offered(size: number): FileOffer {
  const cut = { size, piece: pieceSize } as const;
  return { name: 'a', media: '', ...cut, root: 'r'.repeat(43), voice: null };
}

/** Whether that was refused as the disk is full. */
async function isRefused(work: Promise<unknown>): Promise<boolean> {
  const error: unknown = await work.catch((refused: unknown) => refused);
  return error instanceof Failure && error.code === 'storage';
}

describe('a file', function () {
  this.timeout(60_000);
  let world: World;

  beforeEach(async () => {
    world = await World.start();
  });

  /** On its way from Ana to Ben, who has so many pieces of it. */
  async function underWay(pieces: number, file = world.file(some)): Promise<MessageId> {
    const id = await world.send('ana', file);
    assert.isTrue(await world.accept('ben', id));
    await world.run(() => (world.shown('ben', id)?.pieces ?? 0) >= pieces);
    return id;
  }

  /** Does that when Ben’s conversation is asked what became of a file, before it is told that it came. */
  function whenAsked(task: () => Promise<void> | void): void {
    const { history } = world.devices.ben;
    const find = history.find.bind(history);
    history.find = async (...args) => {
      history.find = find;
      const found = await find(...args);
      await task();
      return found;
    };
  }

  it('is offered, accepted, and comes as it is', async () => {
    const file = world.file(some);
    const id = await world.send('ana', file);
    assert.equal(world.message('ben', id)?.file?.name, 'some.dat');
    assert.isNull(world.shown('ben', id), 'nothing travels before it is accepted');
    await world.accept('ben', id);
    await world.run();
    await world.assertCame('ben', id, file);
    world.assertOnce();
    assert.isTrue(world.shown('ana', id)?.isDone);
    for (const name of names) {
      assert.deepEqual([...(world.links(name).wanted.get('files') ?? [])], []);
      assert.deepEqual([...world.links(name).busyWith], []);
    }
  });

  it('keeps no pace where another one is still to be accepted', async () => {
    const id = await world.send('ana', world.file(some));
    await world.send('ana', world.file(some, 2));
    await world.accept('ben', id);
    await world.run(() => world.settled('ana', id) === 'received');
    await world.run();
    for (const name of names) assert.deepEqual([...world.links(name).busyWith], []);
  });

  for (const size of [0, 1, pieceSize - 1, pieceSize, pieceSize + 1]) {
    it(`of ${size} bytes comes too`, async () => {
      const file = world.file(size);
      const id = await underWay(Infinity, file);
      await world.assertCame('ben', id, file);
      assert.isTrue(world.shown('ana', id)?.isDone);
    });
  }

  for (const pieces of [8, 9, 10, 11, 12, 13]) {
    it(`of ${pieces} pieces never waits for time to go by, however fast it comes`, async () => {
      const file = world.file(pieces * pieceSize);
      const id = await world.send('ana', file);
      await world.accept('ben', id);
      await world.run(undefined, 2);
      await world.assertCame('ben', id, file);
    });
  }

  it('that is empty and yet has a wrong root is told as wrong', async () => {
    const id = newMessageId();
    const offer = offered(0);
    await world.transfers('ben').accept(ana, id, offer);
    await world.run();
    assert.equal(world.shown('ben', id)?.trouble, 'wrong');
  });

  it('that is declined does not travel, and nothing of it stays', async () => {
    const id = await world.send('ana', world.file(some));
    await world.transfers('ben').decline(ana, id);
    await world.run();
    assert.deepEqual(
      [world.settled('ana', id), world.settled('ben', id)],
      ['declined', 'declined'],
    );
    for (const name of names) {
      assert.isNull(world.shown(name, id));
      assert.deepEqual([...world.devices[name].platter.files], []);
    }
  });

  it('that is accepted twice at once comes once', async () => {
    const file = world.file(some);
    const id = await world.send('ana', file);
    await Promise.all([world.accept('ben', id), world.accept('ben', id)]);
    await world.run();
    await world.assertCame('ben', id, file);
    world.assertOnce();
  });

  for (const name of names) {
    it(`rests while ${name} does not keep the other as a contact, and goes on after that`, async () => {
      const file = world.file(some);
      const id = await underWay(1, file);
      const stranger = ids[otherOf(name)];
      world.strangers.add(stranger);
      world.transfers(name).review();
      await world.run();
      assert.isFalse(world.shown('ben', id)?.isDone);
      world.strangers.delete(stranger);
      world.transfers(name).review();
      await world.heal();
      await world.assertCame('ben', id, file);
    });
  }

  it('for which there is no room is not accepted', async () => {
    const id = await world.send('ana', world.file(some));
    world.devices.ben.platter.capacity = some;
    assert.isFalse(await world.accept('ben', id));
    assert.isNull(world.shown('ben', id));
  });

  it('of which can’t be written down that it was accepted is only offered, and can be accepted again', async () => {
    const file = world.file(some);
    const id = await world.send('ana', file);
    const { shelf } = world.devices.ben;
    shelf.isFull = true;
    world.line.cut();
    const accepted = world.accept('ben', id);
    await Promise.resolve();
    assert.isNotNull(world.shown('ben', id));
    // Who has a new link asks for what is open.
    world.line.link();
    assert.isTrue(await isRefused(accepted));
    await world.heal();
    assert.isNull(world.shown('ben', id));
    assert.isFalse(world.shown('ana', id)?.isAccepted, 'nothing was asked for');
    assert.deepEqual([...(world.links('ben').wanted.get('files') ?? [])], []);
    shelf.isFull = false;
    assert.isTrue(await world.accept('ben', id));
    await world.run();
    await world.assertCame('ben', id, file);
    await world.open('ben');
    await world.assertCame('ben', id, file);
  });

  it('that is whole is there, also where that can’t be written down', async () => {
    const file = world.file(some);
    const id = await underWay(1, file);
    world.devices.ben.shelf.isFull = true;
    await world.run();
    await world.assertCame('ben', id, file);
  });

  it('that was cancelled in the moment in which it is accepted is not waited for', async () => {
    const id = await world.send('ana', world.file(some));
    const offered = world.message('ben', id)!.file!;
    await world.cancel('ana', id);
    await world.run();
    await world.transfers('ben').accept(ana, id, offered);
    await world.run();
    assert.isNull(world.shown('ben', id));
  });

  it('is not accepted where those that were taken before need the room', async () => {
    const [first, second] = [
      await world.send('ana', world.file(some)),
      await world.send('ana', world.file(some)),
    ];
    const spare = 16_777_216;
    world.devices.ben.platter.capacity = spare + 2 * some - 1;
    assert.isTrue(await world.accept('ben', first));
    assert.isFalse(await world.accept('ben', second));
    world.devices.ben.platter.capacity++;
    assert.isTrue(await world.accept('ben', second));
  });

  for (const pieces of [0, 1, 2, 3]) {
    for (const name of names) {
      it(`is cancelled by ${name} after ${pieces} pieces, on both sides`, async () => {
        const id = await underWay(pieces);
        await world.cancel(name, id);
        await world.heal();
        for (const each of names) {
          assert.equal(world.settled(each, id), 'cancelled', each);
          assert.isNull(world.shown(each, id), each);
          assert.deepEqual([...world.devices[each].platter.files], []);
          assert.deepEqual(await world.devices[each].shelf.entries(), []);
        }
      });

      it(`is paused by ${name} after ${pieces} pieces, and goes on`, async () => {
        const file = world.file(some);
        const id = await underWay(pieces, file);
        await world.transfers(name).pause(id);
        await world.run();
        assert.isTrue(world.shown(otherOf(name), id)?.isPausedThere);
        const before = world.came.size;
        world.clock.pass(20_000);
        await world.run();
        assert.equal(world.came.size, before, 'nothing travels');
        await world.transfers(name).resume(id);
        await world.run();
        assert.isFalse(world.shown(otherOf(name), id)?.isPausedThere);
        await world.assertCame('ben', id, file);
      });

      it(`shows on both sides how far it is when ${name} pauses it soon after ${pieces} pieces`, async () => {
        const id = await underWay(0, world.file(some));
        await world.run(() => (world.shown('ben', id)?.pieces ?? 0) >= pieces, 2);
        await world.transfers(name).pause(id);
        await world.run();
        assert.equal(world.shown('ana', id)?.pieces, world.shown('ben', id)?.pieces);
      });

      it(`goes on after ${name} began anew with ${pieces} pieces`, async () => {
        const file = world.file(some);
        const id = await underWay(pieces, file);
        await world.open(name);
        await world.heal();
        await world.assertCame('ben', id, file);
        world.assertOnce();
        assert.isTrue(world.shown('ana', id)?.isDone);
      });
    }

    it(`goes on from there when the link is lost after ${pieces} pieces`, async () => {
      const file = world.file(some);
      const id = await underWay(pieces, file);
      world.line.cut();
      world.clock.pass(60_000);
      assert.isTrue(world.links('ben').wanted.get('files')?.has(ana), 'Ana is dialled');
      await world.heal();
      await world.assertCame('ben', id, file);
      world.assertOnce();
    });
  }

  it('goes on when the link is lost while a piece is written', async () => {
    const file = world.file(some);
    const id = await underWay(1, file);
    // Nobody waits for what was begun by that.
    for (let i = 0; i < 16; i++) world.pass('ben', 'bytes');
    world.line.cut();
    world.line.link();
    await world.heal();
    await world.assertCame('ben', id, file);
    world.assertOnce();
  });

  it('paused and resumed in a breath goes on', async () => {
    const file = world.file(some);
    const id = await underWay(1, file);
    for (let i = 0; i < 5; i++) {
      void world.transfers('ben').pause(id);
      void world.transfers('ben').resume(id);
      world.pass('ben', 'bytes');
    }
    await world.heal();
    await world.assertCame('ben', id, file);
  });

  it('that can’t be paused goes on, and can be paused when there is room', async () => {
    const file = world.file(some);
    const id = await underWay(1, file);
    const { shelf } = world.devices.ben;
    shelf.isFull = true;
    assert.isTrue(await isRefused(world.transfers('ben').pause(id)));
    assert.isFalse(world.shown('ben', id)?.isPaused);
    shelf.isFull = false;
    await world.transfers('ben').pause(id);
    await world.run();
    assert.isTrue(world.shown('ben', id)?.isPaused);
    shelf.isFull = true;
    assert.isTrue(await isRefused(world.transfers('ben').resume(id)));
    assert.isTrue(world.shown('ben', id)?.isPaused);
    shelf.isFull = false;
    await world.transfers('ben').resume(id);
    await world.run();
    await world.assertCame('ben', id, file);
  });

  it('stays paused over reloads of both', async () => {
    const file = world.file(some);
    const id = await underWay(1, file);
    await world.transfers('ben').pause(id);
    await world.run();
    for (const name of names) await world.open(name);
    await world.heal();
    assert.isTrue(world.shown('ben', id)?.isPaused);
    assert.isTrue(world.shown('ana', id)?.isPausedThere);
    assert.equal(world.shown('ben', id)?.pieces, 1);
    await world.transfers('ben').resume(id);
    await world.run();
    await world.assertCame('ben', id, file);
  });

  it('that was called off while only the conversation heard of it is known to be', async () => {
    const id = await underWay(1);
    const message = world.message('ben', id)!;
    Object.assign(message, { file: { ...message.file, settled: 'cancelled' } });
    await world.open('ben');
    assert.isNull(world.shown('ben', id));
    assert.deepEqual([...world.devices.ben.platter.files], []);
  });

  it('that was there when its page was closed is known to be, also without a link', async () => {
    const file = world.file(some);
    const id = await underWay(Infinity, file);
    world.line.cut();
    const { shelf } = world.devices.ben;
    // What was told is on the disk, and not what follows from it.
    await shelf.update(id, (record) => ({ ...(record as Transfer), isDone: false, pieces: 3 }));
    await world.open('ben');
    assert.isTrue(world.shown('ben', id)?.isDone);
    await world.assertCame('ben', id, file);
  });

  it('that had come, and was taken back while only the conversation heard of it, goes', async () => {
    const id = await underWay(Infinity);
    for (const name of names) {
      Object.assign(world.message(name, id)!, { text: null, file: null });
      await world.open(name);
      assert.isNull(world.shown(name, id), name);
      assert.deepEqual([...world.devices[name].platter.files], []);
      assert.deepEqual(await world.devices[name].shelf.entries(), []);
    }
  });

  it('that is taken without a question is, also where it came right before the page was closed', async () => {
    const file = world.file(some);
    const seen = await world.send('ana', world.file(99));
    await world.look('ben');
    const [id, other] = [await world.send('ana', file), await world.send('ana', world.file(9))];
    await world.transfers('ben').decline(ana, other);
    world.devices.ben.takesAll = true;
    await world.open('ben');
    await world.heal();
    await world.assertCame('ben', id, file);
    assert.isNull(world.shown('ben', other));
    assert.isNull(world.shown('ben', seen), 'what was seen and left alone stays so');
  });

  it('that is there when the page loses the line is told by the next one', async () => {
    const file = world.file(some);
    const id = await underWay(1, file);
    const { history } = world.devices.ben;
    whenAsked(() => {
      world.transfers('ben').close();
      history.isFull = true;
    });
    await world.run();
    assert.isFalse(world.shown('ana', id)?.isPausedThere);
    history.isFull = false;
    await world.open('ben');
    await world.heal();
    await world.assertCame('ben', id, file);
    world.assertOnce();
  });

  it('is not fetched by a page that has lost the line', async () => {
    const id = await world.send('ana', world.file(some));
    world.transfers('ben').close();
    await world.accept('ben', id);
    await world.run();
    assert.isFalse(world.shown('ana', id)?.isAccepted);
  });

  describe('that is cancelled in the moment when all of it is there', () => {
    let file: FakeFile;
    let id: MessageId;

    beforeEach(async () => {
      file = world.file(some);
      id = await underWay(3, file);
    });

    it('by who gets it is one or the other', async () => {
      let cancelled = Promise.resolve();
      whenAsked(() => void (cancelled = world.cancel('ben', id)));
      await world.run();
      await cancelled;
      await world.run();
      await world.assertCame('ben', id, file);
    });

    it('by who gets it, a little before, is not told to have come', async () => {
      const { history } = world.devices.ben;
      const write = history.write.bind(history);
      let isDone = () => {};
      // It is there before that is written.
      const done = new Promise<void>((resolve) => (isDone = resolve));
      history.write = async (changes) => {
        await done;
        return write(changes);
      };
      const cancelled = world.cancel('ben', id);
      await world.run();
      isDone();
      await cancelled;
      await world.run();
      for (const name of names) {
        assert.equal(world.settled(name, id), 'cancelled', name);
        assert.isNull(world.shown(name, id), name);
      }
      assert.deepEqual([...world.devices.ben.platter.files], []);
    });

    it('by who sends it has come, and stays', async () => {
      whenAsked(async () => {
        await world.cancel('ana', id);
        while (world.line.pass(ben, 'said'));
      });
      await world.run();
      assert.isNull(world.shown('ana', id));
      await world.assertCame('ben', id, file);
    });

    it('by who sends it, and heard before that is told, is not told to have come', async () => {
      Object.assign(world.message('ben', id)!.file!, { settled: 'cancelled' });
      await world.run();
      assert.isNull(world.settled('ana', id) ?? null);
      assert.isNull(world.shown('ben', id));
      assert.deepEqual([...world.devices.ben.platter.files], []);
    });
  });

  it('resumed while there is no link goes on with the next one', async () => {
    for (const name of names) {
      const file = world.file(some, name === 'ana' ? 1 : 2);
      const id = await underWay(1, file);
      await world.transfers(name).pause(id);
      await world.run();
      world.line.cut();
      await world.transfers(name).resume(id);
      await world.heal();
      await world.assertCame('ben', id, file);
    }
  });

  it('accepted while the link is silent comes as soon as it is not', async () => {
    const file = world.file(some);
    const id = await world.send('ana', file);
    world.links('ben').isSilent = true;
    await world.accept('ben', id);
    await world.run();
    assert.equal(world.came.size, 0);
    world.links('ben').resume();
    await world.run();
    await world.assertCame('ben', id, file);
  });

  for (const name of names) {
    it(`paused or resumed by ${name} while the link is silent is so for both as soon as it is not`, async () => {
      const file = world.file(some);
      const id = await underWay(1, file);
      const links = world.links(name);
      links.isSilent = true;
      await world.transfers(name).pause(id);
      links.resume();
      await world.run();
      assert.isTrue(world.shown(otherOf(name), id)?.isPausedThere);
      links.isSilent = true;
      await world.transfers(name).resume(id);
      links.resume();
      await world.run();
      assert.isFalse(world.shown(otherOf(name), id)?.isPausedThere);
      await world.assertCame('ben', id, file);
    });
  }

  it('whose sender took the link for silent goes on as soon as it is not', async () => {
    const file = world.file(some);
    const id = await underWay(1, file);
    world.links('ana').isSilent = true;
    await world.run();
    assert.isFalse(world.shown('ben', id)?.isDone);
    world.links('ana').resume();
    await world.run();
    await world.assertCame('ben', id, file);
    world.assertOnce();
  });

  it('that travels is not begun anew, however often the link is not silent any more', async () => {
    const file = world.file(some);
    const id = await world.send('ana', file);
    const frames: string[] = [];
    world.line.onBytes = (_, bytes) => {
      const frame = parseFrame(bytes.slice().buffer);
      frames.push(`${frame?.part} ${frame?.piece} ${frame?.offset}`);
      return bytes;
    };
    await world.accept('ben', id);
    for (const pieces of [0, 1, 2, 3]) {
      await world.run(() => (world.shown('ben', id)?.pieces ?? 0) >= pieces);
      for (const name of [...names, ...names]) world.links(name).resume();
    }
    await world.run();
    await world.assertCame('ben', id, file);
    assert.equal(frames.length, new Set(frames).size, 'nothing came twice');
  });

  it('comes though control and bytes overtake each other', async () => {
    const file = world.file(some);
    const id = await world.send('ana', file);
    await world.accept('ben', id);
    await world.bustle.quiet();
    for (let i = 0; i < 60; i++) {
      for (let n = 0; n < 3; n++) world.pass('ben', 'bytes');
      if (i % 7 === 0) world.pass('ana', 'said');
      if (i % 5 === 0) world.pass('ben', 'said');
      await world.bustle.quiet();
    }
    await world.run();
    await world.assertCame('ben', id, file);
    world.assertOnce();
  });

  it('of which a single byte comes at once is not taken', async () => {
    const file = world.file(some);
    let isHostile = true;
    world.line.onBytes = (_, bytes) => {
      const frame = parseFrame(bytes.slice().buffer);
      const isPiece = frame?.part === 'piece';
      return frame && isPiece && isHostile ? frameBytes(frame, frame.bytes.subarray(0, 1)) : bytes;
    };
    const id = await world.send('ana', file);
    await world.accept('ben', id);
    await world.run();
    const said: AsideMessage[] = [];
    world.links('ana').listenAside({ message: (_, message) => said.push(message) });
    world.clock.pass(1_000);
    const second = { file: id, part: 'piece', piece: 0, offset: 1 } as const;
    world.links('ben').came(frameBytes(second, file.content.subarray(1, 2_000)));
    await world.run();
    assert.isEmpty(said, 'what follows on it is not awaited');
    isHostile = false;
    world.clock.pass(8_000);
    await world.run();
    await world.assertCame('ben', id, file);
  });

  it('of which bytes got lost on an open link is asked for again after a while', async () => {
    const file = world.file(some);
    const id = await underWay(1, file);
    let lost = 0;
    world.line.onBytes = (_, bytes) => (lost++ === 0 ? bytes.fill(0) : bytes);
    await world.run();
    assert.isFalse(world.shown('ben', id)?.isDone);
    world.clock.pass(8_000);
    await world.run();
    await world.assertCame('ben', id, file);
  });

  it('is asked for again also where the clock was set back', async () => {
    const file = world.file(some);
    const id = await underWay(1, file);
    let lost = 0;
    world.line.onBytes = (_, bytes) => (lost++ === 0 ? bytes.fill(0) : bytes);
    await world.run();
    const { clock } = world;
    const before = clock.now.bind(clock);
    clock.now = () => before() - 3_600_000;
    clock.pass(8_000);
    await world.run();
    await world.assertCame('ben', id, file);
  });

  describe('whose sender has less than it says', () => {
    /** What never comes: of which part, which piece, and from which byte on. */
    const missing = {
      'the list': ['list', 0, 0],
      'a piece': ['piece', 2, 0],
      'the end of a piece': ['piece', 2, 65_536],
    } as const;

    /** Lets so much time go by on the open link, in ms. */
    async function wait(ms: number): Promise<void> {
      for (let passed = 0; passed < ms; passed += 1_000) {
        await world.run(undefined, 50);
        world.clock.pass(1_000);
      }
      await world.run(undefined, 50);
    }

    for (const [what, [part, from, offset]] of Object.entries(missing)) {
      it(`is said to come no more where ${what} never comes, and goes on when it does`, async () => {
        const file = world.file(some);
        let lies = true;
        world.line.onBytes = (_, bytes) => {
          const frame = parseFrame(bytes.slice().buffer);
          const isMissing = frame?.part === part && frame.piece >= from && frame.offset >= offset;
          return lies && isMissing ? bytes.fill(0) : bytes;
        };
        const id = await underWay(0, file);
        await wait(25_000);
        assert.isFalse(world.shown('ben', id)?.isSilent, 'it may be on its way');
        await wait(15_000);
        assert.isTrue(world.shown('ben', id)?.isSilent);
        await wait(60_000);
        assert.isTrue(world.shown('ben', id)?.isSilent, 'and stays so');
        assert.equal(world.shown('ben', id)?.pieces, from, 'what came is kept');
        lies = false;
        await wait(10_000);
        await world.assertCame('ben', id, file);
        assert.isFalse(world.shown('ben', id)?.isSilent);
      });
    }

    /** A file of which two pieces have come, and nothing more comes. */
    async function halted(): Promise<MessageId> {
      const id = await underWay(2);
      world.line.onBytes = (_, bytes) =>
        parseFrame(bytes.slice().buffer)?.file === id ? bytes.fill(0) : bytes;
      await world.run(undefined, 50);
      return id;
    }

    it('is not said to while there is no link, or somebody has paused it', async () => {
      const id = await halted();
      await wait(40_000);
      assert.isTrue(world.shown('ben', id)?.isSilent);
      world.line.cut();
      await wait(20_000);
      assert.isFalse(world.shown('ben', id)?.isSilent, 'nobody is there');
      await world.link();
      for (const name of names) {
        await wait(20_000);
        await world.transfers(name).pause(id);
        await wait(60_000);
        assert.isFalse(world.shown('ben', id)?.isSilent, name);
        await world.transfers(name).resume(id);
      }
      await wait(40_000);
      assert.isTrue(world.shown('ben', id)?.isSilent);
    });

    /** Lets one frame come to Ben, for which it takes 6 s. */
    async function passSlowly(): Promise<void> {
      for (let i = 0; i < 9; i++) {
        await world.bustle.quiet();
        for (const name of names) world.pass(name, 'said');
      }
      world.pass('ben', 'bytes');
      world.clock.pass(6_000);
      assert.isTrue(world.line.isLinked);
    }

    it('is not said to while others of the same person come, however slowly', async () => {
      const id = await halted();
      world.devices.ben.takesAll = true;
      const file = world.file(pieceSize, 2);
      const small = world.bustle.during(world.give('ana', file));
      for (let i = 0; i < 16; i++) {
        await passSlowly();
        assert.isFalse(world.shown('ben', id)?.isSilent);
      }
      assert.isNull(await small);
      await world.run();
      await wait(50_000);
      assert.isTrue(world.shown('ben', id)?.isSilent);
    });

    it('comes on a slow link without being said to', async () => {
      const file = world.file(some);
      const id = await world.send('ana', file);
      await world.accept('ben', id);
      for (let i = 0; i < 60; i++) {
        await passSlowly();
        assert.isFalse(world.shown('ben', id)?.isSilent);
      }
      await world.run();
      await world.assertCame('ben', id, file);
    });
  });

  describe('that the sender can’t read any more', () => {
    let file: FakeFile;
    let id: MessageId;

    beforeEach(async () => {
      file = world.file(large);
      id = await underWay(1, file);
      file.isGone = true;
      await world.run();
    });

    it('is told on both sides, and goes on when it is given again', async () => {
      for (const name of names) assert.equal(world.shown(name, id)?.trouble, 'lacking', name);
      const give = (again: FakeFile) =>
        world.bustle.during(world.transfers('ana').giveAgain(id, again));
      assert.isFalse(await give(world.file(large, 2)), 'another one');
      assert.isFalse(await give(world.file(large - 1)), 'a shorter one');
      assert.isTrue(await give(world.file(large)));
      await world.run();
      await world.assertCame('ben', id, file);
      for (const name of names) assert.isNull(world.shown(name, id)?.trouble);
    });

    it('goes on also if it is given again while there is no link', async () => {
      world.line.cut();
      await world.transfers('ana').giveAgain(id, world.file(large));
      await world.heal();
      await world.assertCame('ben', id, file);
    });

    it('goes on after a reload where the browser finds it again', async () => {
      await world.open('ana');
      const again = world.file(large);
      await world.heal();
      assert.equal(world.shown('ana', id)?.trouble, 'lacking');
      assert.isFalse(await world.transfers('ana').reopen(id), 'it has no handle');
      await world.transfers('ana').giveAgain(id, again);
      await world.heal();
      await world.assertCame('ben', id, file);
    });
  });

  it('of which nothing could be read since it was accepted is asked for again after a reload', async () => {
    const file = world.file(large);
    const id = await world.send('ana', file);
    assert.isFalse(world.shown('ana', id)?.isAccepted);
    file.isGone = true;
    await world.accept('ben', id);
    await world.run();
    assert.deepInclude(world.shown('ana', id), { isAccepted: true, pieces: 0, trouble: 'lacking' });
    world.line.cut();
    await world.open('ana');
    assert.isTrue(world.links('ana').wanted.get('files')?.has(ben), 'Ben is dialled');
    await world.heal();
    assert.equal(world.shown('ana', id)?.trouble, 'lacking');
  });

  describe('that its sender has changed', () => {
    it('while it was sent is told as such, and goes on when it is given as it was', async () => {
      const file = world.file(large);
      const id = await underWay(1, file);
      file.isChanged = true;
      await world.run();
      assert.equal(world.shown('ana', id)?.trouble, 'changed');
      assert.equal(world.shown('ben', id)?.trouble, 'lacking');
      const give = (again: FakeFile) =>
        world.bustle.during(world.transfers('ana').giveAgain(id, again));
      assert.isFalse(await give(world.file(large, 2)));
      assert.equal(world.shown('ana', id)?.trouble, 'changed');
      assert.isTrue(await give(world.file(large)));
      await world.run();
      await world.assertCame('ben', id, file);
      for (const name of names) assert.isNull(world.shown(name, id)?.trouble);
    });

    it('while nobody was there is told as such where the browser finds it again', async () => {
      for (const size of [large, large + 1]) {
        const id = await world.send('ana', world.file(large), { handle: 'handle' });
        await world.accept('ben', id);
        await world.run(() => world.shown('ben', id)?.pieces === 2);
        world.devices.ana.handles.set('handle', world.file(size, 2));
        await world.open('ana');
        await world.heal();
        assert.equal(world.shown('ana', id)?.trouble, 'changed');
        assert.equal(world.shown('ben', id)?.trouble, 'lacking');
      }
    });

    it('is told as such when it is looked for again', async () => {
      const file = world.file(large);
      const id = await world.send('ana', file, { handle: 'handle' });
      await world.accept('ben', id);
      await world.run(() => world.shown('ben', id)?.pieces === 2);
      file.isGone = true;
      await world.run();
      assert.equal(world.shown('ana', id)?.trouble, 'lacking');
      world.devices.ana.handles.set('handle', world.file(large, 2));
      assert.isTrue(await world.bustle.during(world.transfers('ana').reopen(id)));
      assert.equal(world.shown('ana', id)?.trouble, 'changed');
    });
  });

  describe('that the browser has cleared away', () => {
    for (const pieces of [0, 2]) {
      it(`after ${pieces} pieces is not shown as there, and comes when its place is free`, async () => {
        const file = world.file(some);
        const id = await underWay(pieces, file);
        world.devices.ben.platter.clear();
        await world.run();
        await world.heal();
        assert.equal(world.shown('ben', id)?.trouble, 'cleared');
        assert.isNull(await world.transfers('ben').open(id));
        assert.isNull(world.settled('ana', id) ?? null);
        await world.transfers('ben').resume(id);
        await world.heal();
        assert.equal(world.shown('ben', id)?.trouble, 'cleared', 'it is held');
        world.devices.ben.platter.held.clear();
        await world.open('ben');
        await world.heal();
        await world.assertCame('ben', id, file);
      });
    }

    it('while nobody was there comes from the beginning', async () => {
      const file = world.file(some);
      const id = await underWay(2, file);
      world.line.cut();
      await world.transfers('ben').pause(id);
      await world.open('ben');
      world.devices.ben.platter.clear();
      await world.transfers('ben').resume(id);
      await world.heal();
      await world.assertCame('ben', id, file);
    });

    it('when it was there is not there', async () => {
      const id = await underWay(Infinity);
      world.devices.ben.platter.clear();
      assert.isNull(await world.transfers('ben').open(id));
    });

    for (const size of [some, large]) {
      it(`where it was sent is asked for, ${size} bytes`, async () => {
        const file = world.file(size);
        const id = await world.send('ana', file);
        await world.open('ana');
        await world.link();
        world.devices.ana.platter.clear();
        await world.accept('ben', id);
        await world.heal();
        for (const name of names) assert.equal(world.shown(name, id)?.trouble, 'lacking', name);
        const give = (again: FakeFile) =>
          world.bustle.during(world.transfers('ana').giveAgain(id, again));
        assert.isFalse(await give(world.file(size, 2)), 'another one');
        assert.equal(world.shown('ana', id)?.trouble, 'lacking');
        assert.isTrue(await give(world.file(size)));
        await world.heal();
        await world.assertCame('ben', id, file);
      });
    }

    it('where it was sent is read once more, unless that is called off', async () => {
      const file = world.file(large);
      const id = await world.send('ana', file);
      await world.open('ana');
      world.devices.ana.platter.clear();
      const { preparing } = world.transfers('ana');
      const stop = preparing.subscribe(() => [...preparing.value][0]?.cancel());
      assert.isTrue(await world.bustle.during(world.transfers('ana').giveAgain(id, file)));
      stop();
      assert.equal(world.devices.ana.platter.lists.size, 0);
      assert.isTrue(await world.bustle.during(world.transfers('ana').giveAgain(id, file)));
      await world.link();
      await world.accept('ben', id);
      await world.heal();
      await world.assertCame('ben', id, file);
    });
  });

  it('is found again by its handle without a question', async () => {
    const file = world.file(large);
    const id = await world.send('ana', file, { handle: 'handle' });
    await world.accept('ben', id);
    await world.run(() => world.shown('ben', id)?.pieces === 2);
    world.devices.ana.handles.set('handle', world.file(large));
    await world.open('ana');
    await world.heal();
    await world.assertCame('ben', id, file);
    world.assertOnce();
  });

  it('that came and is passed on is found where it lies, also by a page that comes later', async () => {
    const file = world.file(large);
    await underWay(Infinity, file);
    const id = await world.send('ben', world.file(large));
    await world.open('ben');
    assert.equal((await world.transfers('ben').open(id))?.size, large);
    await world.link();
    await world.accept('ana', id);
    await world.heal();
    await world.assertCame('ana', id, file);
  });

  it('that is small is sent from a copy, whatever becomes of it', async () => {
    const file = world.file(some);
    const id = await world.send('ana', file);
    file.isGone = true;
    await world.accept('ben', id);
    await world.run();
    await world.assertCame('ben', id, file);
  });

  it('stops where the disk is full, and goes on from there when there is room', async () => {
    const file = world.file(10 * pieceSize);
    const id = await world.send('ana', file);
    await world.accept('ben', id);
    world.devices.ben.platter.capacity = 7 * pieceSize;
    await world.run();
    assert.equal(world.shown('ben', id)?.trouble, 'full');
    assert.equal(world.shown('ben', id)?.pieces, 7);
    assert.isTrue(world.shown('ana', id)?.isPausedThere, 'the sender knows');
    await world.open('ana');
    await world.heal();
    assert.equal(world.shown('ben', id)?.trouble, 'full', 'nobody tries in vain');
    assert.isTrue(world.shown('ana', id)?.isPausedThere, 'also after a new link');
    world.devices.ben.platter.capacity = Infinity;
    const before = [...world.came.keys()].filter((key) => Number(key.split(' ')[1]) < 7);
    await world.transfers('ben').resume(id);
    await world.run();
    await world.assertCame('ben', id, file);
    for (const key of before) assert.equal(world.came.get(key), 1, key);
  });

  /** Spoils a byte of the piece as often as is said. */
  function spoil(piece: number, times: number): void {
    let left = times;
    world.line.onBytes = (_, bytes) => {
      const frame = parseFrame(bytes.slice().buffer);
      if (frame?.part === 'piece' && frame.piece === piece && frame.offset === 0 && left-- > 0)
        bytes[30] = (bytes[30] ?? 0) ^ 1;
      return bytes;
    };
  }

  it('with a spoilt piece is not kept, and fetched again', async () => {
    spoil(1, 2);
    const file = world.file(some);
    const id = await underWay(Infinity, file);
    await world.assertCame('ben', id, file);
  });

  it('that is not what was offered never comes, and is told as wrong', async () => {
    spoil(1, Infinity);
    const id = await underWay(Infinity);
    await world.heal();
    assert.equal(world.shown('ben', id)?.trouble, 'wrong');
    assert.isFalse(world.shown('ben', id)?.isDone);
    assert.isNull(await world.transfers('ben').open(id));
    assert.isNull(world.settled('ana', id) ?? null);
  });

  describe('that is spoken', () => {
    const voice = { ms: 24_000, peaks: '' };
    const long = 6 * spokenPieceSize + 9;

    /** What can be read of it where it is to be heard, from a byte on. */
    async function here(id: MessageId, at = 0): Promise<Uint8Array> {
      return world.bustle.during(world.transfers('ben').read(id, at));
    }

    it('is read as far as it has come, and nothing wrong of it', async () => {
      spoil(2, 2);
      const file = world.file(long);
      const id = await world.send('ana', file, { voice });
      await world.accept('ben', id);
      const written = () => world.devices.ben.platter.used;
      for (let n = 0; n <= 6; n++) {
        const end = n * spokenPieceSize;
        await world.run(() => written() >= end);
        assert.deepEqual(await here(id), file.content.slice(0, end));
        assert.deepEqual(await here(id, end), new Uint8Array());
      }
      await world.run();
      await world.assertCame('ben', id, file);
      assert.deepEqual(await here(id, 100), file.content.slice(100));
      assert.lengthOf(await here(id, long), 0);
    });

    it('is not read when it was taken back', async () => {
      const id = await world.send('ana', world.file(long), { voice });
      await world.accept('ben', id);
      await world.run(() => world.devices.ben.platter.used > spokenPieceSize);
      await world.cancel('ana', id);
      await world.run();
      const error: unknown = await here(id).catch((reason: unknown) => reason);
      assert.equal((error as Failure<string>).code, 'unreadable');
      assert.deepEqual([...world.devices.ben.platter.files], []);
    });

    it('and heard in the moment when all of it is there stays heard', async () => {
      const { history } = world.devices.ben;
      const write = history.write.bind(history);
      const id = await world.send('ana', world.file(long), { voice });
      history.write = async (changes) => {
        const written = await write(changes);
        const isMoment = world.settled('ben', id) === 'received' && !world.shown('ben', id)?.isDone;
        if (isMoment) await world.transfers('ben').played(id);
        return written;
      };
      await world.accept('ben', id);
      await world.run();
      assert.deepInclude(world.shown('ben', id), { isDone: true, isPlayed: true });
    });
  });

  it('that is deleted here leaves this disk, and the other side knows nothing of it', async () => {
    const id = await world.send('ana', world.file(2_000));
    await world.accept('ben', id);
    await world.run();
    const { platter, shelf } = world.devices.ben;
    assert.isAbove(platter.used, 0);
    await world.forget('ben', id);
    await world.run();
    assert.deepEqual([...platter.files], []);
    assert.deepEqual(await shelf.entries(), []);
    assert.deepInclude(world.message('ben', id), { file: null, text: null, forgotten: true });
    assert.equal(world.settled('ana', id), 'received');
  });

  it('that is deleted here while nobody hears of it leaves the disk with the next page', async () => {
    const id = await world.send('ana', world.file(2_000));
    await world.accept('ben', id);
    await world.run();
    world.transfers('ben').mentioned = () => {};
    await world.forget('ben', id);
    assert.isAbove(world.devices.ben.platter.used, 0);
    await world.open('ben');
    assert.deepEqual([...world.devices.ben.platter.files], []);
    assert.isNull(world.shown('ben', id));
  });

  it('of which the sender sends more than there is is told as wrong', async () => {
    world.line.onBytes = (_, bytes) => {
      const frame = parseFrame(bytes.slice().buffer);
      return frame?.part === 'piece' && frame.piece === 3
        ? frameBytes(frame, new Uint8Array(pieceSize))
        : bytes;
    };
    const id = await underWay(Infinity);
    assert.equal(world.shown('ben', id)?.trouble, 'wrong');
  });

  it('tells how fast it goes, and does not count what was there', async () => {
    const file = world.file(20 * pieceSize);
    const id = await underWay(12, file);
    world.clock.pass(1_000);
    for (const name of names) assert.isAbove(world.shown(name, id)?.rate ?? 0, pieceSize / 4);
    for (const name of names) await world.open(name);
    await world.link();
    await world.run(() => world.shown('ana', id)?.pieces === 13);
    world.clock.pass(1_000);
    for (const name of names) assert.isAtMost(world.shown(name, id)?.rate ?? 0, 2 * pieceSize);
  });

  it('of one piece tells on both sides how far it is, and forgets that with the link', async () => {
    const file = world.file(pieceSize - 1);
    const id = await world.send('ana', file);
    await world.accept('ben', id);
    const half = (name: Name) => {
      const shown = world.shown(name, id);
      return shown !== null && (shown.rate ?? 0) > 0 && bytesOf(shown) > file.size / 2;
    };
    await world.run(() => names.every(half));
    for (const name of names) {
      const shown = world.shown(name, id);
      assert.isBelow(bytesOf(shown!), file.size, name);
      assert.equal(shown?.pieces, 0, name);
    }
    for (const name of names) await world.open(name);
    await world.link();
    await world.run(() => names.every((name) => (world.shown(name, id)?.rate ?? 0) > 0));
    for (const name of names) assert.isBelow(bytesOf(world.shown(name, id)!), file.size, name);
    await world.run();
    await world.assertCame('ben', id, file);
  });

  it('that is paused shows whole pieces, also where word of a part comes later', async () => {
    const id = await underWay(2);
    await world.run(() => (world.shown('ana', id)?.more ?? 0) > 0);
    await world.transfers('ana').pause(id);
    const late = { type: 'came', file: id, piece: 2, offset: 65_536 } as const;
    world.links('ben').sendAside(ana, late);
    await world.run();
    for (const name of names) assert.include(world.shown(name, id), { more: 0, rate: null }, name);
  });

  it('that its receiver says to lack is none that its sender lacks', async () => {
    const file = world.file(some);
    const id = await underWay(1, file);
    world.links('ben').sendAside(ana, { type: 'lack', file: id });
    await world.run(() => (world.shown('ana', id)?.pieces ?? 0) > 1);
    assert.isFalse(world.shown('ana', id)?.isDone);
    assert.isNull(world.shown('ana', id)?.trouble);
    assert.isEmpty(world.devices.ana.reports);
    await world.run();
    await world.assertCame('ben', id, file);
  });

  it('is not told to be further than it is long', async () => {
    const id = await underWay(2);
    const lie = { type: 'came', file: id, piece: 1_000_000, offset: 0 } as const;
    world.links('ben').sendAside(ana, lie);
    await world.run(() => (world.shown('ana', id)?.more ?? 0) > pieceSize);
    const { file, pieces, more } = world.shown('ana', id)!;
    assert.equal(pieces * pieceSize + more, file.size);
  });

  it('is known with what is there before there is a link', async () => {
    const id = await underWay(2);
    await world.run(() => world.shown('ana', id)?.pieces === 2);
    world.clock.pass(1_000);
    await world.bustle.quiet();
    for (const name of names) await world.open(name);
    for (const name of names) assert.isAtLeast(world.shown(name, id)?.pieces ?? 0, 2, name);
  });
});

describe('files', function () {
  this.timeout(60_000);
  let world: World;

  beforeEach(async () => {
    world = await World.start();
    for (const name of names) world.devices[name].takesAll = true;
  });

  it('go several at once, both ways', async () => {
    const sizes = [some, 0, 700, pieceSize];
    const files = { ana: sizes.map((size, i) => world.file(size, i)), ben: [world.file(some, 9)] };
    const sent: [Name, MessageId, FakeFile][] = [];
    for (const name of names) {
      for (const file of files[name]) sent.push([name, await world.send(name, file), file]);
    }
    await world.heal();
    for (const [name, id, file] of sent) await world.assertCame(otherOf(name), id, file);
    world.assertOnce();
  });

  it('that are small come before larger ones', async () => {
    const first = await world.bustle.during(world.give('ana', world.file(20 * pieceSize)));
    assert.isNull(first);
    await world.run(() => world.came.size === 2);
    const id = await new Promise<MessageId>((resolve) => {
      void world.give('ana', world.file(2 * pieceSize, 2)).then(() => {
        resolve(world.devices.ana.history.of(ben).at(-1)?.id as MessageId);
      });
    });
    await world.run(() => world.settled('ben', id) === 'received');
    assert.isBelow(world.came.size, 14, 'the large one is not there');
    await world.run();
    assert.equal(world.came.size, 22);
  });

  it('that are small overtake the piece of a larger one that leaves on a thin line', async () => {
    const sizes = [3 * pieceSize, 5_000];
    for (const [seed, size] of sizes.entries()) {
      assert.isNull(await world.bustle.during(world.give('ana', world.file(size, seed))));
      await world.run(() => seed === 1 || world.line.bulk(ben).waiting > 10_000);
    }
    const isThere = () => world.devices.ben.history.of(ana).map(({ file }) => file?.settled);
    await world.run(() => isThere()[1] === 'received');
    assert.equal(world.came.size, 1, 'not one piece of the large one was there');
    await world.run();
    assert.deepEqual(isThere(), ['received', 'received']);
    world.assertOnce();
  });

  it('that are too large are not even read', async () => {
    const file = world.file(1);
    Object.defineProperty(file, 'size', { value: largestFile + 1 });
    assert.equal(await world.give('ana', file), 'large');
    assert.equal(world.transfers('ana').preparing.value.size, 0);
  });

  it('that can’t be read, or not be copied, are not offered', async () => {
    const gone = world.file(some);
    gone.isGone = true;
    assert.equal(await world.give('ana', gone), 'unreadable');
    world.devices.ana.platter.capacity = 10;
    assert.equal(await world.give('ana', world.file(some)), 'full');
    assert.equal(world.transfers('ana').all.value.size, 0);
    assert.isEmpty(world.devices.ana.history.of(ben));
  });

  it('that the browser lets nobody keep are told as such, on either side', async () => {
    world.devices.ben.platter.isRefused = true;
    const id = await world.send('ana', world.file(some));
    await world.transfers('ben').accept(ana, id, world.shown('ana', id)!.file);
    await world.run(() => world.shown('ben', id)?.trouble === 'refused');
    assert.equal(await world.give('ben', world.file(1)), 'refused');
    world.devices.ben.platter.isRefused = false;
    await world.transfers('ben').resume(id);
    await world.run(() => world.settled('ben', id) === 'received');
  });

  it('that were not offered before the page was closed leave nothing', async () => {
    const id = await world.send('ana', world.file(some));
    const { platter, shelf } = world.devices.ana;
    const [record] = (await shelf.entries()).map(([, value]) => value as Transfer);
    // One was read, and another one written down as well.
    const [read, noted] = [newMessageId(), newMessageId()];
    const still = { isAccepted: false, isDone: false, pieces: 0 };
    await shelf.update(noted, () => ({ ...record, ...still, id: noted }));
    for (const left of [read, noted]) {
      const key = keyOf({ peer: ben, id: left });
      for (const there of [platter.lists, platter.files]) there.set(key, noise(64));
    }
    await world.open('ana');
    assert.deepEqual([...world.transfers('ana').all.value.keys()], [id]);
    assert.deepEqual([platter.lists.size, platter.files.size], [1, 1]);
  });

  it('that are called off while they are read are not offered, however late', async () => {
    for (const late of [false, true]) {
      const sent = world.give('ana', world.file(some));
      const stop = world.transfers('ana').preparing.subscribe(() => {
        const [preparing] = world.transfers('ana').preparing.value;
        if (preparing && (!late || preparing.read === some)) preparing.cancel();
      });
      const [preparing] = world.transfers('ana').preparing.value;
      if (!late) preparing?.cancel();
      assert.equal(await sent, 'cancelled');
      stop();
      assert.isEmpty(world.devices.ana.history.of(ben));
      assert.equal(world.transfers('ana').all.value.size, 0);
      assert.equal(world.devices.ana.platter.lists.size, 0);
    }
  });

  it('that are read when the page loses the line are not offered, nor those after them', async () => {
    const sent = world.give('ana', world.file(some));
    world.transfers('ana').close();
    assert.equal(await sent, 'closed');
    assert.equal(await world.give('ana', world.file(some)), 'closed');
    await world.bustle.quiet();
    assert.isEmpty(world.devices.ana.history.of(ben));
    const { platter, shelf } = world.devices.ana;
    assert.deepEqual([await shelf.entries(), [...platter.lists], [...platter.files]], [[], [], []]);
  });

  it('that are offered without end are not kept, and start nothing', async () => {
    world.devices.ben.takesAll = false;
    const offer = offered(some);
    for (let i = 0; i < 10_000; i++) {
      const file = { ...offer, settled: null };
      world.transfers('ben').mentioned({ peer: ana, id: newMessageId(), at: 1, mine: false, file });
    }
    await world.run();
    assert.equal(world.transfers('ben').all.value.size, 0);
    assert.deepEqual(await world.devices.ben.shelf.entries(), []);
    assert.deepEqual([...(world.links('ben').wanted.get('files') ?? [])], []);
  });

  it('come from nobody who was not asked', async () => {
    const id = await world.send('ana', world.file(some));
    await world.run();
    const before = world.shown('ben', id);
    const frame = (file: MessageId) =>
      frameBytes({ file, part: 'piece', piece: 0, offset: 0 }, noise(10));
    const links = world.links('ben');
    links.came(frame(newMessageId()));
    links.came(frame(id));
    links.came(frame(id), cem);
    links.came(new Uint8Array(3));
    await world.bustle.quiet();
    assert.equal(world.shown('ben', id), before);
  });

  it('are neither fetched nor stopped by others', async () => {
    world.devices.ben.takesAll = false;
    const id = await world.send('ana', world.file(some));
    const fetch = { type: 'fetch', file: id, list: true, from: 0, to: 9, have: 0 } as const;
    const links = world.links('ana');
    links.said(fetch, cem);
    links.said({ type: 'pause', file: id, paused: true }, cem);
    links.said({ type: 'lack', file: id }, cem);
    await world.bustle.quiet();
    assert.isFalse(world.line.pass(ids.ben, 'bytes'));
    const shown = world.shown('ana', id);
    assert.deepEqual([shown?.isPausedThere, shown?.trouble], [false, null]);
    const file = { ...(shown?.file as NonNullable<typeof shown>['file']), settled: null };
    world.transfers('ana').mentioned({ peer: cem, id, at: 1, mine: false, file: null });
    world.transfers('ana').mentioned({
      ...{ peer: cem, id, at: 1, mine: true },
      file: { ...file, settled: 'cancelled' },
    });
    await world.bustle.quiet();
    assert.equal(world.shown('ana', id), shown);
  });

  it('are not said to be further than they are', async () => {
    world.devices.ben.takesAll = false;
    const id = await world.send('ana', world.file(some));
    const fetch = { type: 'fetch', file: id, list: false, from: null } as const;
    world.links('ana').said({ ...fetch, to: 2 ** 50, have: 2 ** 50 });
    await world.bustle.quiet();
    assert.equal(world.shown('ana', id)?.pieces, 4);
    assert.isFalse(world.line.pass(ids.ben, 'bytes'), 'who asks for no beginning gets nothing');
  });
});
