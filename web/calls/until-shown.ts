/** The screen of calls, which is loaded after the page. */
export interface CallScreen {
  readonly isHere: boolean;
  /** Asks for it; resolves when it is here. */
  come(): Promise<unknown>;
}

/** More waits for nobody: who invites does so again. */
const mostWaiting = 50;

/** Nothing rings that nobody could see: an invite, and what is said after it, waits for the screen. */
export class UntilShown {
  readonly #screen: CallScreen;
  #waiting: (() => void)[] = [];

  constructor(screen: CallScreen) {
    this.#screen = screen;
  }

  run(isInvite: boolean, task: () => void): void {
    const waits = this.#waiting.length;
    if (waits === 0 && (this.#screen.isHere || !isInvite)) return task();
    if (waits === mostWaiting) return;
    this.#waiting.push(task);
    if (waits === 0) void this.#screen.come().then(() => this.#letGo());
  }

  #letGo(): void {
    for (const task of this.#waiting.splice(0)) task();
  }
}
