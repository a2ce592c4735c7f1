import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Call } from '../calls/call.ts';
import type { Floated, Floating } from '../lib/floating.ts';
import type { Clock } from '../lib/clock.ts';
import { CallVerbEvent, ToastEvent } from './events.ts';
import type { FloatingCall } from './floating-call.ts';
import { icon } from './icon.ts';
import * as callIcons from './call-icons.ts';
import { systemWords } from './system-words.ts';
import { talkWords } from './talk-words.ts';

/** What floats: a call in which the other side shows something. */
interface Shown {
  readonly call: Call;
  readonly name: string;
  /** Null while it shows nothing. */
  readonly picture: MediaStream | null;
}

interface CallFloaterOptions {
  floating(): Floating;
  clock(): Clock;
  video(): HTMLVideoElement | null;
  /** Null once the call is over. */
  shown(): Shown | null;
}

/** Lets the picture of a call float above other windows, by its button or when the tab is left. */
export class CallFloater implements ReactiveController {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #options: CallFloaterOptions;
  #element: FloatingCall | null = null;
  #stop: (() => void) | null = null;

  constructor(host: ReactiveControllerHost & EventTarget, options: CallFloaterOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    const floating = this.#options.floating();
    this.#stop = floating.isOpen.subscribe((isOpen) => {
      if (!isOpen) this.#element = null;
      this.#host.requestUpdate();
    });
  }

  hostUpdated(): void {
    const floating = this.#options.floating();
    const shown = this.#options.shown();
    if (shown && this.#element) this.#update(this.#element, shown);
    if (!shown && floating.isOpen.value) floating.close();
    floating.offer(shown?.picture ? this.#floated() : null);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
    this.#options.floating().offer(null);
    this.#options.floating().close();
  }

  /** The button that opens it and takes it back, where there is something to float. */
  renderButton() {
    const { kind, isOpen } = this.#options.floating();
    const shown = this.#options.shown();
    if (kind === null || !(shown?.picture ?? isOpen.value)) return nothing;
    return html`<button
      type="button"
      class="float"
      aria-label=${systemWords.floating}
      title=${systemWords.floating}
      aria-pressed=${isOpen.value ? 'true' : 'false'}
      @click=${() => void this.#toggle()}
    >
      ${icon(callIcons.floating)}
    </button>`;
  }

  async #toggle(): Promise<void> {
    const floating = this.#options.floating();
    const floated = this.#floated();
    if (floating.isOpen.value) floating.close();
    else if (floated && !(await floating.open(floated))) {
      this.#host.dispatchEvent(new ToastEvent(systemWords.floatingRefused));
    }
  }

  #floated(): Floated | null {
    const video = this.#options.video();
    return video && { video, fill: (page) => this.#fill(page) };
  }

  async #fill(page: Document): Promise<void> {
    // Most calls never need it.
    const { furnish } = await import('./floating-call.ts');
    const shown = this.#options.shown();
    if (!shown) return this.#options.floating().close();
    furnish(page, talkWords.call);
    const element = document.createElement('tin-floating-call');
    element.clock = this.#options.clock();
    element.addEventListener('tin-call-verb', ({ verb }) => {
      this.#host.dispatchEvent(new CallVerbEvent(verb));
    });
    this.#update(element, shown);
    this.#element = element;
    page.body.append(element);
  }

  #update(element: FloatingCall, { call, name, picture }: Shown): void {
    element.call = call;
    element.name = name;
    element.picture = picture;
  }
}
