import { expect } from '@esm-bundle/chai';
import { backAgainIn, signOnIn } from '../../../web/links/back-off.ts';

/** When each of 10 000 phones signs on to a broker that went at 0 and is back at `back`; in ms. */
function returns(back: number): number[] {
  return Array.from({ length: 10_000 }, () => {
    let time = 0;
    for (let attempt = 0; ; attempt++) {
      time += signOnIn(attempt);
      if (time >= back) return time;
    }
  });
}

for (const away of [0, 3_000, 60_000]) {
  describe(`phones of a broker that was away for ${away / 1_000} s`, () => {
    const times = returns(away);

    it('are back within 5 s', () => {
      expect(Math.max(...times) - away).to.be.below(5_000);
    });

    it('do not come in one second', () => {
      const inSecond = (from: number) =>
        times.filter((time) => time >= from && time < from + 1_000).length;
      const most = Math.max(
        ...[0, 500, 1_000, 2_000, 3_000, 4_000].map((at) => inSecond(away + at)),
      );
      expect(most).to.be.below(5_000);
    });
  });
}

it('a broker that stays away is asked every 5 to 30 s', () => {
  expect(signOnIn(60)).to.be.within(5_000, 30_000);
});

it('a phone whose own network came back tries five times within 3 s, and draws later times', () => {
  const waits = Array.from({ length: 5 }, (_, attempt) => backAgainIn(attempt));
  expect(waits.reduce((sum, wait) => sum + wait)).to.be.below(3_200);
  expect(new Set(Array.from({ length: 20 }, () => backAgainIn(6))).size).to.be.above(1);
});
