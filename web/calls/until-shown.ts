import type { PeerId } from '../identity/peer-id.ts';

/** The screen of calls, which is loaded after the page. */
export interface CallScreen {
  readonly isHere: boolean;
  /** Asks for it; resolves when it is here. */
  come(): Promise<unknown>;
}

/** More waits for nobody: who invites does so again. */
const mostWaiting = 50;

interface Waiting {
  readonly from: PeerId;
  readonly isInvite: boolean;
  readonly task: () => void;
}

/** Nothing rings that nobody could see: an invite, and what is said after it, waits for the screen. */
export class UntilShown {
  readonly #screen: CallScreen;
  #waiting: readonly Waiting[] = [];

  constructor(screen: CallScreen) {
    this.#screen = screen;
  }

  /** True while an invite of this peer waits. */
  holds(peer: PeerId): boolean {
    return this.#waiting.some(({ from, isInvite }) => isInvite && from === peer);
  }

  run(from: PeerId, isInvite: boolean, task: () => void): void {
    const waits = this.#waiting.length;
    if (waits === 0 && (this.#screen.isHere || !isInvite)) return task();
    if (waits === mostWaiting) return;
    this.#waiting = [...this.#waiting, { from, isInvite, task }];
    if (waits === 0) void this.#screen.come().then(() => this.#letGo());
  }

  #letGo(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { task } of waiting) task();
  }
}
