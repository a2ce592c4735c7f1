import { assert } from '@esm-bundle/chai';
import { Burst } from '../../../web/files/burst.ts';
import { chunkSize, leastChunk } from '../../../web/files/frame.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';

/** What is given at once, burst by burst, on a line of so many bytes a second. */
class Line {
  readonly clock = new FakeClock();
  readonly burst = new Burst(this.clock);
  capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** Gives one burst, and waits until it has left; resolves with how long that took, in ms. */
  give(bytes = this.burst.bytes): number {
    const began = this.clock.now();
    for (let given = 0; given < bytes; given += this.burst.chunk) this.burst.gave(this.burst.chunk);
    this.clock.pass((bytes * 1_000) / this.capacity);
    this.burst.left();
    return this.clock.now() - began;
  }
}

describe('what is given to the browser at once', () => {
  for (const kbit of [512, 3_000, 20_000]) {
    it(`has soon left after a quarter of a second on ${kbit} kbit/s`, () => {
      const line = new Line(kbit * 125);
      for (let i = 0; i < 10; i++) line.give();
      assert.approximately(line.give(), 250, 30);
      const frame = (line.burst.chunk * 1_000) / line.capacity;
      assert.isAtMost(frame, 20, 'and a frame of it after less than a tenth of that');
    });
  }

  it('is a mebibyte in large frames on a fast line after the first five', () => {
    const line = new Line(100_000_000);
    for (let i = 0; i < 5; i++) line.give();
    assert.equal(line.burst.bytes, 1_048_576);
    assert.equal(line.burst.chunk, chunkSize);
    line.give(100);
    assert.equal(line.burst.bytes, 1_048_576, 'also after something small');
  });

  it('is never so little that it is mostly heads of frames', () => {
    const line = new Line(1_000);
    for (let i = 0; i < 10; i++) line.give();
    assert.equal(line.burst.chunk, leastChunk);
  });

  it('is little again after one that was too much, and on another way', () => {
    const line = new Line(100_000_000);
    for (let i = 0; i < 5; i++) line.give();
    line.capacity = 60_000;
    line.give();
    assert.approximately(line.give(), 273, 30);
    line.capacity = 100_000_000;
    for (let i = 0; i < 8; i++) line.give();
    line.burst.startOver();
    assert.equal(line.burst.bytes, 65_536);
  });
});
