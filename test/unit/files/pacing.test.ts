import { assert } from '@esm-bundle/chai';
import { chunkSize } from '../../../web/files/frame.ts';
import { Pacing, type Strain } from '../../../web/files/pacing.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';

const seconds = 1_000;
const answersEvery = 50;

/** A line of so many bytes a second, at whose beginning a queue waits; a round trip takes 60 ms. */
class ThinLine {
  readonly clock = new FakeClock();
  /** So far the clock of the sender was set back, in ms. */
  back = 0;
  strain: Strain | null = { at: 0, lost: null };
  readonly pacing = new Pacing(
    {
      now: () => this.clock.now() - this.back,
      after: (ms, task) => this.clock.after(ms, task),
    },
    () => this.strain,
  );
  /** Bytes a second. */
  capacity: number;
  sent = 0;
  /** How long each thing waited, in ms. */
  waits: number[] = [];
  #freeAt = 0;
  #answeredAt = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** On average in ms: little, and what two packets take to leave. */
  get bearable(): number {
    return 5 + 2_048_000 / this.capacity;
  }

  /** Sends for so long; what comes is answered from time to time, unless nobody does. */
  async send(ms: number, answers = true): Promise<void> {
    const end = this.clock.now() + ms;
    let isOver = false;
    const run = async () => {
      while (this.clock.now() < end) {
        const bytes = this.pacing.chunk;
        await this.pacing.leave(bytes);
        this.#put(bytes, answers);
      }
    };
    void run().then(() => (isOver = true));
    while (!isOver) {
      await settle();
      this.clock.pass(1);
    }
  }

  #put(bytes: number, answers: boolean): void {
    const now = this.clock.now();
    const wait = Math.max(0, this.#freeAt - now);
    this.#freeAt = now + wait + (bytes * 1_000) / this.capacity;
    this.waits.push(wait);
    this.sent += bytes;
    const name = String(this.sent);
    this.pacing.sent(name, bytes);
    if (!answers || now - this.#answeredAt < answersEvery) return;
    this.#answeredAt = now;
    this.clock.after(this.#freeAt - now + 60, () => this.pacing.came(name));
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await Promise.resolve();
}

describe('what travels beside a call', () => {
  for (const kbit of [500, 3_000, 20_000]) {
    it(`takes what is left of ${kbit} kbit/s, and lets next to nothing wait`, async () => {
      const line = new ThinLine(kbit * 125);
      // It begins where a thin line may be overrun.
      await line.send(10 * seconds);
      line.waits = [];
      line.sent = 0;
      await line.send(60 * seconds);
      assert.isAbove(line.sent / 60, 0.7 * line.capacity);
      assert.isBelow(mean(line.waits), line.bearable);
    });
  }

  it('is slower where the line gets thinner, and faster again after it', async () => {
    const line = new ThinLine(400_000);
    await line.send(20 * seconds);
    line.capacity = 50_000;
    await line.send(10 * seconds);
    line.waits = [];
    await line.send(20 * seconds);
    assert.isBelow(mean(line.waits), line.bearable);
    line.capacity = 400_000;
    await line.send(5 * seconds);
    line.sent = 0;
    await line.send(20 * seconds);
    assert.isAbove(line.sent / 20, 200_000);
  });

  it('goes on where the clock is set back, and measures anew', async () => {
    const line = new ThinLine(400_000);
    await line.send(20 * seconds);
    line.back = 3_600 * seconds;
    await line.send(seconds);
    line.sent = 0;
    line.waits = [];
    await line.send(20 * seconds);
    assert.isAbove(line.sent / 20, 0.7 * line.capacity);
    assert.isBelow(mean(line.waits), line.bearable);
  });

  it('does not get faster where nobody answers', async () => {
    const line = new ThinLine(1_000_000);
    await line.send(20 * seconds, false);
    assert.isAtMost(line.sent / 20, 140_000);
  });

  it('is slower where the sound of the call gets lost, each time that is measured', async () => {
    const line = new ThinLine(1_000_000);
    await line.send(5 * seconds, false);
    for (let at = 1; at <= 5; at++) {
      line.strain = { at, lost: 0.05 };
      await line.send(200, false);
    }
    line.sent = 0;
    await line.send(10 * seconds, false);
    assert.isBelow(line.sent / 10, 30_000);
  });

  it('goes in small pieces, and in large ones without a call', async () => {
    const line = new ThinLine(400_000);
    await line.send(10 * seconds);
    assert.isBelow(line.pacing.chunk, 0.03 * line.capacity);
    line.strain = null;
    for (let burst = 0; burst < 5; burst++) {
      line.pacing.sent('', line.pacing.most);
      line.pacing.drained();
    }
    assert.equal(line.pacing.chunk, chunkSize);
    line.sent = 0;
    await line.pacing.leave(chunkSize);
  });
});
