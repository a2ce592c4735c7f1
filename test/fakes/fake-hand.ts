import { Store } from '../../web/lib/store.ts';
import type { Hand, HandStep, SlipProblem } from '../../web/links/by-hand.ts';

/** As long as most are. */
export const someSlip = `tincan-hand:${'Ab3_'.repeat(88)}`;

/** Connecting by hand, whose steps the test takes. */
export class FakeHand implements Hand {
  readonly step = new Store<HandStep>({ kind: 'idle' });
  /** What is wrong with whatever is read. */
  problem: SlipProblem | null = null;
  readonly texts: string[] = [];

  offer(): Promise<void> {
    this.step.set({ kind: 'offering', slip: someSlip });
    return Promise.resolve();
  }

  read(text: string): Promise<SlipProblem | null> {
    this.texts.push(text);
    return Promise.resolve(this.problem);
  }

  close(): void {
    this.step.set({ kind: 'idle' });
  }
}
