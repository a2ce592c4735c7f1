import { expect } from '@esm-bundle/chai';
import { Forgeries, type Forgery } from '../../../web/links/forgeries.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { ana, ben } from '../../fakes/fake-house.ts';

describe('forgeries', () => {
  it('are told once in ten minutes for each person', () => {
    const clock = new FakeClock();
    const forgeries = new Forgeries(clock);
    const told: (Forgery | null)[] = [];
    forgeries.last.subscribe((forgery) => told.push(forgery));
    const first = clock.now();
    for (let count = 0; count < 5; count++) forgeries.add(ana);
    forgeries.add(ben);
    clock.pass(9 * 60_000);
    forgeries.add(ana);
    clock.pass(60_000);
    forgeries.add(ana);
    expect(told).to.deep.equal([
      { peer: ana, at: first },
      { peer: ben, at: first },
      { peer: ana, at: first + 10 * 60_000 },
    ]);
  });
});
