import { assert } from '@esm-bundle/chai';
import fc from 'fast-check';
import { follow, gradeOf, ungraded, type Grade } from '../../../web/calls/quality-grade.ts';
import type { Reception } from '../../../web/calls/quality-reading.ts';

function sound(score: number | null, lostPicture: number | null = null): Reception {
  const video = { kbps: 1, lost: lostPicture, jitterMs: 1, codec: null, picture: null };
  return { score, audio: null, video: lostPicture === null ? null : video };
}

/** What is shown after each of these grades. */
function shown(...grades: (Grade | null)[]): (Grade | null)[] {
  let track = ungraded;
  return grades.map((grade) => {
    track = follow(track, grade);
    return track.shown;
  });
}

describe('bars', () => {
  it('follow the score, and the picture where that is worse', () => {
    const table: [Reception, Grade | null][] = [
      [sound(4.4), 4],
      [sound(3.9), 3],
      [sound(3.2), 2],
      [sound(2.7), 1],
      [sound(1.2), 0],
      [sound(4.4, 0), 4],
      [sound(4.4, 0.07), 2],
      [sound(4.4, 0.5), 0],
      [sound(3.2, 0), 2],
      [sound(null), null],
    ];
    for (const [reception, grade] of table) assert.equal(gradeOf(reception), grade);
  });

  it('fall after two bad readings, not after one', () => {
    assert.deepEqual(shown(4, 1, 4, 1, 1, 1), [4, 4, 4, 4, 1, 1]);
    assert.deepEqual(shown(4, 0, 2), [4, 4, 2]);
  });

  it('do not begin weak after one reading', () => {
    assert.deepEqual(shown(1, 4, 4), [null, 4, 4]);
    assert.deepEqual(shown(0, 1, 1), [null, 1, 1]);
    assert.deepEqual(shown(2, 4, 4), [2, 2, 2]);
  });

  it('rise after three good readings', () => {
    assert.deepEqual(shown(2, 4, 4, 3, 4), [2, 2, 2, 3, 3]);
    assert.deepEqual(shown(2, 4, 2, 4, 4), [2, 2, 2, 2, 2]);
  });

  it('stay while nothing flows', () => {
    assert.deepEqual(shown(null, 3, null, null), [null, 3, 3, 3]);
  });

  it('stay through any reading that stands alone', () => {
    const grade = fc.constantFrom<Grade>(0, 1, 2, 3, 4);
    fc.assert(
      fc.property(grade, fc.array(grade, { maxLength: 60 }), (steady, odd) => {
        const grades = [steady, ...odd.flatMap((one) => [steady, one])];
        const [, ...after] = shown(steady, ...grades);
        assert.isTrue(after.every((one) => one === steady));
      }),
    );
  });

  it('fall at once to what two readings agree on at least, whatever came before', () => {
    const grade = fc.constantFrom<Grade>(0, 1, 2, 3, 4);
    fc.assert(
      fc.property(fc.array(grade, { maxLength: 20 }), grade, grade, (before, one, other) => {
        const last = shown(...before, one, other).at(-1) ?? 4;
        assert.isAtMost(last, Math.max(one, other, ...(before.length === 0 ? [one] : [])));
      }),
    );
  });
});
