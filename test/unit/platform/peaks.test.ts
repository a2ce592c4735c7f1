import { expect } from '@esm-bundle/chai';
import { peaksIn, peaksOf } from '../../../web/platform/peaks.ts';

describe('peaks', () => {
  it('are 96 digits from quiet to loud, in the order of the sound', () => {
    const samples = Float32Array.from({ length: 8_000 }, (_, i) => (i / 8_000) * Math.sin(i));
    const peaks = peaksOf(samples);
    expect(peaks).to.match(/^[0-9a-f]{96}$/);
    expect(peaks.startsWith('1'), peaks).to.equal(true);
    expect(peaks.endsWith('f'), peaks).to.equal(true);
    expect([...peaks].sort().join(''), peaks).to.equal(peaks);
  });

  it('are fewer for fewer samples, and none for none', () => {
    expect(peaksOf(new Float32Array(5))).to.equal('00000');
    expect(peaksOf(Float32Array.of(0, 0.1, 0.4)), 'beside the loudest').to.equal('08f');
    expect(peaksOf(Float32Array.of(0.000_4, 0)), 'a quiet room').to.equal('30');
    expect(peaksOf(new Float32Array())).to.equal('');
  });

  it('of what is no sound are none', async () => {
    expect(await peaksIn(new Blob(['no sound']))).to.equal('');
  });
});
