import { assert } from '@esm-bundle/chai';
import { sampleAt } from './quality-samples.ts';
import { readingOf } from '../../../web/calls/quality-reading.ts';

describe('a reading of two samples', () => {
  it('has the rates between them, for both sides', () => {
    const { mine, theirs, roundTripMs } = readingOf(
      sampleAt(10),
      sampleAt(12, { lost: 25, lostShareThere: 0.04 }),
    );
    assert.equal(roundTripMs, 40);
    assert.deepEqual(
      { ...mine.audio, kbps: Math.round(mine.audio?.kbps ?? 0) },
      { kbps: 24, lost: 0.25, jitterMs: 5, codec: 'opus', picture: null },
    );
    assert.equal(theirs.audio?.kbps, 32);
    assert.equal(theirs.audio?.lost, 0.04);
    assert.equal(theirs.audio?.jitterMs, 7);
    assert.isNull(mine.video);
  });

  it('has no loss from what was lost before', () => {
    const { mine } = readingOf(sampleAt(10, { lost: 100 }), sampleAt(12, { lost: 100 }));
    assert.equal(mine.audio?.lost, 0);
  });

  it('scores sound by delay and loss, each side for itself', () => {
    const near = readingOf(sampleAt(10), sampleAt(12));
    const lossy = readingOf(sampleAt(10), sampleAt(12, { lost: 10 }));
    const far = readingOf(sampleAt(10), sampleAt(12, { roundTripMs: 900 }));
    const there = readingOf(sampleAt(10), sampleAt(12, { lostShareThere: 0.2 }));
    assert.isAbove(near.mine.score ?? 0, 4.35);
    assert.isBelow(lossy.mine.score ?? 5, 3.5);
    assert.isBelow(far.mine.score ?? 5, 3.5);
    assert.isAbove(there.mine.score ?? 0, 4.35);
    assert.isBelow(there.theirs.score ?? 5, 2.9);
  });

  it('has nothing of what did not flow, and nothing of another connection’s counters', () => {
    const still = { ...sampleAt(10), at: sampleAt(12).at };
    assert.isNull(readingOf(sampleAt(10), still).mine.audio);
    assert.isNull(readingOf(sampleAt(10), still).theirs.score);
    const anew = { ...sampleAt(1), at: sampleAt(12).at };
    assert.isNull(readingOf(sampleAt(10), anew).mine.audio);
  });

  it('takes loss from the counters where a browser tells no share', () => {
    const told = (seconds: number, lost: number) => {
      const sample = sampleAt(seconds);
      const audio = { lost, lostShare: null, jitterMs: 1, roundTripMs: 9 };
      return { ...sample, path: null, reported: { audio, video: null } };
    };
    const { theirs, roundTripMs } = readingOf(told(10, 3), told(12, 13));
    assert.equal(theirs.audio?.lost, 0.1);
    assert.equal(roundTripMs, 9);
  });
});
