import { assert } from '@esm-bundle/chai';
import { Late } from '../../../web/lib/late.ts';
import { Store } from '../../../web/lib/store.ts';
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

describe('what is seen of it', () => {
  const first = new Store(1);

  it('is the first value until it comes, and loads nothing; then it follows', async () => {
    let loads = 0;
    const all = new Store(1);
    const late = new Late(
      new FakeClock(),
      () => Promise.resolve((loads++, { all })),
      () => {},
    );
    const seen = late.view((value) => value.all, 0);
    const heard: number[] = [];
    seen.subscribe((value) => heard.push(value));
    await nothingLeft();
    assert.deepEqual([loads, seen.value], [0, 0]);
    await late.open();
    all.set(2);
    assert.deepEqual([seen.value, heard], [2, [1, 2]]);
  });

  it('is there for who waits to use it, and at once when it is there already', async () => {
    const { late, comes } = failing();
    comes();
    const used: number[] = [];
    late.use(() => used.push(seen.value));
    const seen = late.view(() => first, 0);
    await late.open();
    assert.deepEqual(used, [1]);
    assert.equal(late.view(() => first, 0).value, 1);
  });

  it('comes later where it did not come at first', async () => {
    const { late, clock, comes, errors } = failing();
    const seen = late.view(() => first, 0);
    void late.open();
    await nothingLeft();
    clock.pass(1_000);
    await late.open();
    assert.deepEqual([errors.length, seen.value], [1, 0]);
    comes();
    await late.open();
    assert.equal(seen.value, 1);
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
