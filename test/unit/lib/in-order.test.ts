import { expect } from '@esm-bundle/chai';
import { InOrder } from '../../../web/lib/in-order.ts';
import { RecentMap } from '../../../web/lib/recent-map.ts';

describe('things in order', () => {
  it('are done one after the other, for each key by itself', async () => {
    const order = new InOrder<string>(10);
    const done: string[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    order.run('a', () => held.then(() => void done.push('first')));
    const all = [
      new Promise<void>((resolve) => {
        order.run('a', () => Promise.resolve(void done.push('second')).then(resolve));
      }),
    ];
    await new Promise<void>((resolve) => {
      order.run('b', () => Promise.resolve(void done.push('other')).then(resolve));
    });
    expect(done).to.deep.equal(['other']);
    release();
    await Promise.all(all);
    expect(done).to.deep.equal(['other', 'first', 'second']);
  });

  it('are no more than may wait, and none any more when they are done', async () => {
    const order = new InOrder<string>(2);
    const nothing = () => Promise.resolve();
    expect(order.isIdle('a')).to.equal(true);
    expect([1, 2, 3].map(() => order.run('a', nothing))).to.deep.equal([true, true, false]);
    expect(order.isIdle('a')).to.equal(false);
    await new Promise((resolve) => setTimeout(resolve));
    expect(order.isIdle('a')).to.equal(true);
    let begun = false;
    order.run('a', () => {
      begun = true;
      return nothing();
    });
    expect(begun, 'at once where none waits').to.equal(true);
  });
});

describe('a map of what is recent', () => {
  it('forgets what was longest unused', () => {
    const map = new RecentMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(map.get('a')).to.equal(1);
    map.set('c', 3);
    expect([...map.entries()]).to.deep.equal([
      ['a', 1],
      ['c', 3],
    ]);
    map.delete('a');
    expect(map.get('a')).to.equal(undefined);
  });
});
