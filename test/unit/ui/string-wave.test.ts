import { expect } from '@esm-bundle/chai';
import { StringWave } from '../../../web/ui/string-wave.ts';

/** How far places move from the middle at most while time passes, 0 … 1. */
function reach(
  wave: StringWave,
  ms: number,
  { mine = 0, theirs = 0, places = [0.1, 0.5, 0.9] } = {},
): number[] {
  const most = places.map(() => 0);
  for (let time = 0; time < ms; time += 16) {
    wave.pass(16, mine, theirs);
    places.forEach((place, i) => {
      most[i] = Math.max(most[i] ?? 0, Math.abs(wave.at(place)));
    });
  }
  return most;
}

describe('a wave on the string', () => {
  it('starts at the side that speaks, and needs its time to the other one', () => {
    const [near = 0, , far = 0] = reach(new StringWave(), 130, { mine: 0.8 });
    expect(near).to.be.above(0.2);
    expect(far).to.equal(0);
    const [theirFar = 0, , theirNear = 0] = reach(new StringWave(), 130, { theirs: 0.8 });
    expect(theirNear).to.be.closeTo(near, 1e-6);
    expect(theirFar).to.equal(0);
  });

  it('loses strength on its way', () => {
    const wave = new StringWave();
    reach(wave, 1_000, { mine: 0.8 });
    const [near = 0, middle = 0, far = 0] = reach(wave, 1_000, {
      mine: 0.8,
      places: [0.2, 0.5, 0.8],
    });
    expect(near).to.be.above(middle);
    expect(middle).to.be.above(far);
    expect(far).to.be.above(0.1);
  });

  it('is as high as the voice is loud', () => {
    const [soft = 0] = reach(new StringWave(), 1_000, { mine: 0.2 });
    const [loud = 0] = reach(new StringWave(), 1_000, { mine: 0.8 });
    expect(loud).to.be.above(3 * soft);
  });

  it('dies away within a second and a half of silence', () => {
    const wave = new StringWave();
    reach(wave, 2_000, { mine: 1, theirs: 1 });
    expect(wave.rests).to.equal(false);
    reach(wave, 1_500);
    expect(wave.rests).to.equal(true);
  });

  it('is tied at both ends, and never grows without end', () => {
    const wave = new StringWave();
    const most = reach(wave, 60_000, { mine: 1, theirs: 1, places: [0, 0.25, 0.5, 0.75, 1] });
    expect([most[0], most.at(-1)]).to.deep.equal([0, 0]);
    expect(Math.max(...most)).to.be.below(2.5);
  });

  it('of a plucked string swings for seconds', () => {
    const wave = new StringWave();
    wave.pluck();
    const [early = 0] = reach(wave, 500, { places: [0.5] });
    const [later = 0] = reach(wave, 500, { places: [0.5] });
    expect(early).to.be.above(0.4);
    expect(later).to.be.above(0.1).and.below(early);
    reach(wave, 4_000);
    expect(wave.rests).to.equal(true);
  });
});
