import { ContextConsumer } from '@lit/context';
import { html, type LitElement, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { Scope } from '../lib/scope.ts';
import { ringingCall } from './current-call.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { servicesContext } from './services.ts';
import { words } from './words.ts';

type Host = ReactiveControllerHost & HTMLElement & Pick<LitElement, 'renderRoot'>;

/**
 * Makes its host a dialog over everything, as soon as it is drawn. Its button, Escape, a click
 * beside it, the back button and somebody who rings close it; the host fires `close` then.
 */
export class DialogFrame implements ReactiveController {
  readonly #host: Host;
  readonly #services: ContextConsumer<typeof servicesContext, Host>;
  /** Null until it is open. */
  #open: Scope | null = null;
  /** The button went down beside it: text that is selected beyond its edge ends in a click there as well. */
  #pressedBeside = false;

  constructor(host: Host) {
    this.#host = host;
    this.#services = new ContextConsumer(host, { context: servicesContext });
    host.addController(this);
  }

  hostUpdated(): void {
    const dialog = this.#dialog;
    if (this.#open !== null || dialog === null) return;
    this.#open = new Scope();
    dialog.showModal();
    this.#holdKeys(this.#open);
    this.#staySeen(this.#open, dialog);
    if (!this.#services.value) return;
    const { system, phone } = this.#services.value;
    this.#open.add(system.layer.over(this.close));
    const makeWay = () => {
      if (ringingCall(phone.calls.value) !== null) this.close();
    };
    this.#open.add(phone.calls.subscribe(makeWay));
    makeWay();
  }

  hostDisconnected(): void {
    this.#open?.close();
  }

  readonly close = (): void => this.#dialog?.close();

  /** All that the host renders. */
  render(title: string, content: unknown) {
    return html`<dialog
      aria-labelledby="title"
      @close=${this.#closed}
      @pointerdown=${this.#pressed}
      @click=${this.#clicked}
    >
      <header>
        <h1 id="title">${title}</h1>
        <button type="button" class="plain" aria-label=${words.close} @click=${this.close}>
          ${icon(icons.close)}
        </button>
      </header>
      ${content}
    </dialog>`;
  }

  /** What lies below hears no keys, wherever the focus is. */
  #holdKeys(scope: Scope): void {
    const hold = (event: Event) => event.stopPropagation();
    addEventListener('keydown', hold, { capture: true });
    scope.add(() => removeEventListener('keydown', hold, { capture: true }));
  }

  /** A tablet that is turned may hide what it stands in; nobody could close it there. */
  #staySeen(scope: Scope, dialog: HTMLDialogElement): void {
    const watch = new ResizeObserver(() => {
      if (!dialog.checkVisibility()) this.close();
    });
    watch.observe(dialog);
    scope.add(() => watch.disconnect());
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog');
  }

  readonly #closed = (): void => {
    this.#open?.close();
    // A `close` of a dialog stays inside the shadow root.
    this.#host.dispatchEvent(new Event('close'));
  };

  readonly #pressed = (event: PointerEvent): void => {
    this.#pressedBeside = isBeside(event);
  };

  readonly #clicked = (event: MouseEvent): void => {
    // The second of a double click was meant for what the first one has taken away.
    if (this.#pressedBeside && isBeside(event) && event.detail <= 1) this.close();
  };
}

/** What hits the dialog itself, and not what is in it, came from its edge or the backdrop. */
function isBeside({ target, clientX, clientY }: MouseEvent): boolean {
  if (!(target instanceof HTMLDialogElement)) return false;
  const { left, right, top, bottom } = target.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
