import { assert } from '@esm-bundle/chai';
import { Late } from '../../../web/lib/late.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';

describe('what comes late', () => {
  it('is used in the order of asking, also by who asks in the moment in which it comes', async () => {
    const used: number[] = [];
    const late = new Late(
      new FakeClock(),
      () => Promise.resolve({}),
      () => {},
    );
    late.use(() => used.push(0));
    for (let i = 1; i < 8; i++) {
      await Promise.resolve();
      late.use(() => used.push(i));
    }
    await late.open();
    assert.deepEqual(used, [0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('and does not come at first is asked for once more, and nobody has to ask again', async () => {
    const { late, clock, comes, errors, used } = failing();
    late.use(() => used.push('first'));
    await nothingLeft();
    comes();
    clock.pass(1_000);
    await late.open();
    assert.deepEqual([used, errors], [['first'], []]);
  });

  it('and does not come twice is told, and asked for again the next time', async () => {
    const { late, clock, comes, errors, used } = failing();
    late.use(() => used.push('first'));
    await nothingLeft();
    clock.pass(1_000);
    await late.open();
    assert.equal(errors.length, 1);
    comes();
    late.use(() => used.push('second'));
    await late.open();
    assert.deepEqual(used, ['second']);
    assert.equal(errors.length, 1);
  });
});

/** Something that can't be loaded until it `comes`. */
function failing() {
  const clock = new FakeClock();
  const errors: unknown[] = [];
  const used: string[] = [];
  let isThere = false;
  const late = new Late(
    clock,
    () => (isThere ? Promise.resolve({}) : Promise.reject(new Error('gone'))),
    (error) => errors.push(error),
  );
  return { late, clock, errors, used, comes: () => (isThere = true) };
}

function nothingLeft(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
