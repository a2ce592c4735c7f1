import { expect } from '@esm-bundle/chai';
import { admission, mayRing, type Circumstances } from '../../../web/links/consent.ts';
import { Door } from '../../../web/links/door.ts';
import type { Signal } from '../../../web/links/signals.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { ana } from '../../fakes/fake-house.ts';

const plain: Circumstances = {
  standing: 'contact',
  invited: false,
  rings: false,
  wanted: false,
  doNotDisturb: false,
  strangers: true,
};

function offer(connectionId: string, type: 'data' | 'media' = 'data'): Signal {
  return { type: 'OFFER', payload: { type, connectionId, sdp: { type: 'offer', sdp: 'v=0' } } };
}

describe('consent', () => {
  const cases: [Partial<Circumstances>, string, boolean][] = [
    [{}, 'pass', true],
    [{ doNotDisturb: true }, 'drop', false],
    [{ doNotDisturb: true, invited: true }, 'pass', true],
    [{ doNotDisturb: true, wanted: true }, 'pass', false],
    [{ doNotDisturb: true, wanted: true, standing: 'stranger' }, 'drop', false],
    [{ standing: 'stranger' }, 'drop', true],
    [{ standing: 'stranger', rings: true }, 'hold', true],
    [{ standing: 'stranger', rings: true, strangers: false }, 'drop', false],
    [{ standing: 'stranger', invited: true, strangers: false }, 'pass', true],
    [{ standing: 'blocked' }, 'drop', false],
    [{ standing: 'blocked', invited: true }, 'drop', false],
  ];
  for (const [change, verdict, rings] of cases) {
    it(`${JSON.stringify(change)} → ${verdict}, ${rings ? 'rings' : 'is silent'}`, () => {
      expect(admission({ ...plain, ...change })).to.equal(verdict);
      expect(mayRing({ ...plain, ...change })).to.equal(rings);
    });
  }
});

describe('the door', () => {
  it('gives back in order what it held, once, and forgets a replaced offer', () => {
    const door = new Door(() => 'hold', new FakeClock());
    door.arrive(ana, offer('dc_1'));
    door.arrive(ana, offer('mc_1', 'media'));
    door.arrive(ana, offer('dc_2'));
    const ids = door.release(ana).map(({ payload }) => payload.connectionId);
    expect(ids).to.deep.equal(['mc_1', 'dc_2']);
    expect(door.release(ana)).to.deep.equal([]);
  });

  it('holds nothing longer than a call rings', () => {
    const clock = new FakeClock();
    const door = new Door(() => 'hold', clock);
    door.arrive(ana, offer('dc_1'));
    clock.pass(61_000);
    expect(door.release(ana)).to.deep.equal([]);
  });
});
