import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isAccepted, isLive, type Call } from '../calls/call.ts';
import { CallVerbEvent, type CallVerb } from './events.ts';
import { takesText } from './typing.ts';

/** M mutes, V turns the camera, H holds: anywhere on the page except where one types. */
export class CallKeys implements ReactiveController {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #call: () => Call;

  constructor(host: ReactiveControllerHost & EventTarget, call: () => Call) {
    this.#host = host;
    this.#call = call;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('keydown', this.#pressed);
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.#pressed);
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey, repeat } = event;
    if (ctrlKey || metaKey || altKey || repeat || event.defaultPrevented) return;
    if (takesText(event.composedPath()[0])) return;
    const verb = verbOf(key.toLowerCase(), this.#call());
    if (verb === null) return;
    event.preventDefault();
    this.#host.dispatchEvent(new CallVerbEvent(verb));
  };
}

function verbOf(key: string, call: Call): CallVerb | null {
  if (!isLive(call)) return null;
  const { muted, camera, held } = call.mine;
  if (key === 'm') return { kind: 'mute', on: !muted };
  if (key === 'v') return { kind: 'camera', on: !camera };
  if (key === 'h' && isAccepted(call)) return { kind: 'hold', on: !held };
  return null;
}
