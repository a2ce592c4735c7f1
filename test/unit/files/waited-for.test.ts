import { assert } from '@esm-bundle/chai';
import { calm, type Shown } from '../../../web/files/transfer.ts';
import { WaitedFor } from '../../../web/files/waited-for.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { Store } from '../../../web/lib/store.ts';
import { pieceSize } from '../../../web/links/pieces.ts';
import type { MessageId } from '../../../web/links/messages.ts';
import { ana, ben } from '../../fakes/fake-house.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { someTransfer } from './some-transfer.ts';

describe('who is waited for, for files', () => {
  let clock: FakeClock;
  let all: Store<ReadonlyMap<MessageId, Shown>>;
  let waitedFor: WaitedFor;
  /** Who was wanted, each time when it was told. */
  let wanted: PeerId[][];
  let busy: PeerId[];
  /** Who is no contact, and whose files rest. */
  let others: PeerId[];
  let strangers: PeerId[];

  beforeEach(() => {
    clock = new FakeClock();
    all = new Store<ReadonlyMap<MessageId, Shown>>(new Map());
    [wanted, busy, others, strangers] = [[], [], [], []];
    waitedFor = new WaitedFor({
      ...{ clock, all },
      links: {
        want: (_, peers) => void wanted.push([...peers]),
        busy: (peers) => (busy = [...peers]),
      },
      isContact: (peer) => !others.includes(peer),
      isStranger: (peer) => strangers.includes(peer),
    });
  });

  function know(...shown: Partial<Shown>[]): void {
    const each = shown.map((one) => ({ ...calm, ...someTransfer(one), ...one }));
    all.set(new Map(each.map((one) => [one.id, one])));
  }

  for (const [what, given, isWanted, isBusy] of [
    ['is to come', {}, true, true],
    ['is to go', { mine: true }, true, true],
    ['is not accepted', { mine: true, isAccepted: false }, false, false],
    ['is paused here', { isPaused: true }, false, false],
    ['is paused there', { isPausedThere: true }, true, false],
    ['finds no room', { trouble: 'full' }, false, false],
    ['is there', { isDone: true }, false, false],
  ] as const) {
    const text = (is: boolean) => (is ? '' : 'not ');
    it(`is ${text(isWanted)}dialled and ${text(isBusy)}kept pace with where a file ${what}`, () => {
      know(given);
      waitedFor.dial();
      assert.deepEqual([wanted.at(-1), busy], [isWanted ? [ana] : [], []]);
      waitedFor.travelled(ana);
      assert.deepEqual(busy, isBusy ? [ana] : []);
    });
  }

  it('is dialled once for all files, and again every 30 s until nothing waits', () => {
    know({}, {}, { peer: ben });
    waitedFor.dial();
    waitedFor.dial();
    const both = [ana, ben];
    assert.deepEqual(wanted, [both, both]);
    clock.pass(29_999);
    assert.lengthOf(wanted, 2);
    clock.pass(1);
    assert.deepEqual(wanted, [both, both, both]);
    know({ isDone: true });
    clock.pass(30_000);
    assert.deepEqual(wanted.at(-1), []);
    clock.pass(300_000);
    assert.lengthOf(wanted, 4);
  });

  it('is nobody who is no contact', () => {
    know({}, { peer: ben });
    others = [ana];
    waitedFor.dial();
    assert.deepEqual(wanted, [[ben]]);
  });

  it('is nobody for a page that was closed', () => {
    know({});
    waitedFor.dial();
    waitedFor.close();
    waitedFor.dial();
    clock.pass(300_000);
    assert.lengthOf(wanted, 1);
  });

  it('is kept pace with for a minute after something has travelled, unless it rests', () => {
    know({}, { peer: ben });
    waitedFor.travelled(ana);
    assert.deepEqual(busy, [ana]);
    clock.pass(59_999);
    waitedFor.dial();
    assert.deepEqual(busy, [ana]);
    waitedFor.travelled(ben);
    clock.pass(1);
    waitedFor.dial();
    assert.deepEqual(busy, [ben]);
    strangers = [ben];
    waitedFor.dial();
    assert.deepEqual(busy, []);
  });

  it('owes the bytes that were taken and are not there', () => {
    know({ pieces: 1, more: 500 }, { peer: ben }, { mine: true }, { isDone: true, pieces: 3 });
    assert.equal(waitedFor.bytes, 5 * pieceSize);
  });
});
