import { expect } from '@esm-bundle/chai';
import { Buzzer } from '../../../web/platform/buzzer.ts';
import { until } from '../ui/find.ts';

describe('buzzer', () => {
  it('buzzes over and over until it is off, and stops at once', async function () {
    this.timeout(10_000);
    const asked: number[][] = [];
    const buzzer = new Buzzer((pattern) => asked.push(pattern) > 0);
    buzzer.buzz(true);
    buzzer.buzz(true);
    expect(asked).to.have.length(1);
    const period = asked[0]!.reduce((sum, ms) => sum + ms);
    expect(period, 'within the patience of until()').to.be.at.most(2_000);
    await until(() => asked.length === 2).catch(() => until(() => asked.length === 2));
    buzzer.buzz(false);
    expect(asked.at(-1)).to.deep.equal([0]);
    buzzer.buzz(false);
    expect(asked).to.have.length(3);
  });

  it('does nothing on a page nobody has touched', () => {
    const buzzer = new Buzzer();
    buzzer.buzz(true);
    buzzer.buzz(false);
  });
});
