import { assert } from '@esm-bundle/chai';
import { Late } from '../../../web/lib/late.ts';

describe('what comes late', () => {
  it('is used in the order of asking, also by who asks in the moment in which it comes', async () => {
    const used: number[] = [];
    const late = new Late(
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

  it('and does not come is told, and asked for again the next time', async () => {
    const errors: unknown[] = [];
    let comes = false;
    const late = new Late(
      () => (comes ? Promise.resolve({}) : Promise.reject(new Error('gone'))),
      (error) => errors.push(error),
    );
    const used: string[] = [];
    late.use(() => used.push('first'));
    await late.open();
    assert.equal(errors.length, 1);
    comes = true;
    late.use(() => used.push('second'));
    await late.open();
    assert.deepEqual(used, ['second']);
    assert.equal(errors.length, 1);
  });
});
