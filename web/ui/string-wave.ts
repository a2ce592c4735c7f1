/** Pieces of the string; a wave passes one in each step. */
const pieces = 32;

/** How long a wave takes from end to end, in ms: plucked, the string is tighter. */
const crossingMs = { talking: 450, plucked: 130 };

/** How often a voice moves its end to and fro, in Hz: slow enough to be seen. */
const voiceHz = 3;

/** What is left of a wave after one piece, and what an end throws back of it. */
const kept = { talking: 0.975, plucked: 0.996 };
const reflected = { talking: 0.3, plucked: 0.98 };

/** Below this, of the largest swing, nobody sees a movement. */
const visible = 0.012;

/**
 * A string as a digital waveguide (J. O. Smith, “Physical Audio Signal Processing”): two waves
 * that run through each other, one from each end, losing a little on their way and at the ends.
 * Displacements are -1 … 1.
 */
export class StringWave {
  /** Towards the other side, and back; `#there[0]` is one's own end. */
  readonly #there = new Float32Array(pieces + 1);
  readonly #back = new Float32Array(pieces + 1);
  readonly #mine = new Voice();
  readonly #theirs = new Voice();
  #mode: 'talking' | 'plucked' = 'talking';
  #debt = 0;

  /** Lets time pass while both ends are moved by voices of that level, 0 … 1. */
  pass(ms: number, mine: number, theirs: number): void {
    const stepMs = crossingMs[this.#mode] / pieces;
    if (mine > 0 || theirs > 0) this.#mode = 'talking';
    for (this.#debt += ms; this.#debt >= stepMs; this.#debt -= stepMs) {
      this.#step(this.#mine.move(mine, stepMs), this.#theirs.move(theirs, stepMs));
    }
  }

  /** Pulls it aside near one's own end and lets go. */
  pluck(): void {
    this.#mode = 'plucked';
    const at = pieces * 0.3;
    for (let i = 0; i <= pieces; i++) {
      const pulled = i < at ? i / at : (pieces - i) / (pieces - at);
      this.#there[i] = this.#back[i] = pulled * pulled * (3 - 2 * pulled) * 0.35;
    }
  }

  /** Displacement at a place, 0 (one's own end) … 1; both ends are tied. */
  at(place: number): number {
    const exact = place * pieces;
    // Between two steps the waves are on their way from one piece to the next.
    const onTheWay = this.#debt / (crossingMs[this.#mode] / pieces);
    const there = between(this.#there, exact - onTheWay);
    const back = between(this.#back, exact + onTheWay);
    const tied = Math.min(1, Math.min(place, 1 - place) * 12);
    return (there + back) * tied;
  }

  /** True when nothing of it moves visibly any more. */
  get rests(): boolean {
    for (let i = 0; i <= pieces; i++) {
      if (Math.abs(this.#there[i] ?? 0) > visible || Math.abs(this.#back[i] ?? 0) > visible) {
        return false;
      }
    }
    return true;
  }

  /** Straightens it at once. */
  still(): void {
    this.#there.fill(0);
    this.#back.fill(0);
  }

  #step(mine: number, theirs: number): void {
    const keeps = kept[this.#mode];
    const returns = reflected[this.#mode];
    const arrived = this.#there[pieces] ?? 0;
    const returned = this.#back[0] ?? 0;
    this.#there.copyWithin(1, 0, pieces);
    this.#back.copyWithin(0, 1);
    this.#there[0] = mine - returned * returns;
    this.#back[pieces] = theirs - arrived * returns;
    for (let i = 0; i <= pieces; i++) {
      this.#there[i] = (this.#there[i] ?? 0) * keeps;
      this.#back[i] = (this.#back[i] ?? 0) * keeps;
    }
  }
}

/** A value between two pieces. */
function between(wave: Float32Array, exact: number): number {
  const place = Math.min(pieces, Math.max(0, exact));
  const i = Math.floor(place);
  const here = wave[i] ?? 0;
  return here + ((wave[i + 1] ?? here) - here) * (place - i);
}

/** What moves an end: it follows a level without jumps and swings as long as there is one. */
class Voice {
  #level = 0;
  #phase = 0;

  move(level: number, ms: number): number {
    // A voice begins faster than it fades.
    const pace = level > this.#level ? 40 : 120;
    this.#level += (level - this.#level) * Math.min(1, ms / pace);
    // Loud voices shake it a little faster.
    this.#phase += (ms / 1000) * voiceHz * (0.8 + 0.4 * this.#level) * 2 * Math.PI;
    if (this.#level < visible) this.#phase = 0;
    return this.#level * Math.sin(this.#phase);
  }
}
