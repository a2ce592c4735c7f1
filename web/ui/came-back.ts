import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Call, CallId } from '../calls/call.ts';
import { ToastEvent } from './events.ts';
import { systemWords } from './system-words.ts';

/** Tells the user, back in the page, that the other side may not have heard everything. */
export class CameBack implements ReactiveController {
  readonly #host: EventTarget;
  readonly #call: () => Call;
  readonly #name: () => string;
  #away: CallId | null = null;

  constructor(
    host: ReactiveControllerHost & EventTarget,
    options: { call(): Call; name(): string },
  ) {
    this.#host = host;
    this.#call = options.call;
    this.#name = options.name;
    host.addController(this);
  }

  hostUpdated(): void {
    const { id, mine, phase } = this.#call();
    const before = this.#away;
    this.#away = mine.away ? id : null;
    if (before === id && !mine.away && phase.kind !== 'ended') {
      this.#host.dispatchEvent(new ToastEvent(systemWords.cameBack(this.#name()), { stays: true }));
    }
  }
}
