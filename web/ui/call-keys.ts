import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isAccepted, isLive, isMuted, type Call } from '../calls/call.ts';
import { CallVerbEvent, type CallVerb } from './events.ts';
import { takesText } from './focus.ts';

interface CallKeysOptions {
  call(): Call;
  /** Whether this browser can show the screen. */
  shares(): boolean;
  /** Whether single keys may do something. */
  on(): boolean;
  /** Whether the call was left for a person: keys are meant for what is written to them. */
  behind(): boolean;
}

/**
 * M mutes, V turns the camera, D shares the screen, H holds, and Space lets a muted one talk while it is held down:
 * anywhere on the page except where one types, and beside a person who is open only on the bar of the call.
 */
export class CallKeys implements ReactiveController {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #options: CallKeysOptions;
  /** Space is held down to talk. */
  #talks = false;
  /** The focus came by a click: Space there is meant for the call and not for what was clicked. */
  #clicked = false;

  constructor(host: ReactiveControllerHost & EventTarget, options: CallKeysOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('keydown', this.#pressed);
    addEventListener('keyup', this.#released);
    addEventListener('pointerdown', this.#pointed, { capture: true });
    addEventListener('blur', this.#fellSilent);
    document.addEventListener('visibilitychange', this.#fellSilent);
  }

  hostDisconnected(): void {
    this.#fellSilent();
    removeEventListener('keydown', this.#pressed);
    removeEventListener('keyup', this.#released);
    removeEventListener('pointerdown', this.#pointed, { capture: true });
    removeEventListener('blur', this.#fellSilent);
    document.removeEventListener('visibilitychange', this.#fellSilent);
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey, repeat } = event;
    // Held down, Space must neither scroll nor press.
    if (key === ' ' && this.#talks) return event.preventDefault();
    if (key === 'Tab') this.#clicked = false;
    if (ctrlKey || metaKey || altKey || repeat || event.defaultPrevented) return;
    const path = event.composedPath();
    const [target] = path;
    if (!this.#options.on() || takesText(target)) return;
    if (this.#options.behind() && !path.some(isBar)) return;
    const call = this.#options.call();
    if (key === ' ') {
      if (!isLive(call) || !call.mine.muted || (isPressedBySpace(target) && !this.#clicked)) return;
      this.#talks = true;
    }
    const verb = key === ' ' ? ({ kind: 'mute', on: false } as const) : this.#verbOf(key, call);
    if (verb === null) return;
    event.preventDefault();
    this.#ask(verb);
  };

  readonly #released = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || !this.#talks) return;
    // A button presses itself when Space is let go.
    event.preventDefault();
    this.#fellSilent();
  };

  readonly #pointed = (): void => void (this.#clicked = true);

  /** Also when the page loses the key that is still held down. */
  readonly #fellSilent = (): void => {
    if (!this.#talks) return;
    this.#talks = false;
    if (isLive(this.#options.call())) this.#ask({ kind: 'mute', on: true });
  };

  #verbOf(key: string, call: Call): CallVerb | null {
    if (!isLive(call)) return null;
    const { camera, held } = call.mine;
    switch (key.toLowerCase()) {
      case 'm':
        return { kind: 'mute', on: !isMuted(call.mine) };
      case 'v':
        return { kind: 'camera', on: !camera };
      case 'd':
        return isAccepted(call) && this.#options.shares()
          ? { kind: 'screen', on: !call.mine.screen }
          : null;
      case 'h':
        return isAccepted(call) ? { kind: 'hold', on: !held } : null;
      default:
        return null;
    }
  }

  #ask(verb: CallVerb): void {
    this.#host.dispatchEvent(new CallVerbEvent(verb));
  }
}

function isBar(target: EventTarget): boolean {
  return target instanceof Element && target.localName === 'tin-mini-call';
}

function isPressedBySpace(target: EventTarget | undefined): boolean {
  return target instanceof Element && target.matches('button, input, summary, [role=switch]');
}
