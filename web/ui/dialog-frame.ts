import { ContextConsumer } from '@lit/context';
import { html, type LitElement, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { Scope } from '../lib/scope.ts';
import { ringingCall, shownCall } from './current-call.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { servicesContext, type Services } from './services.ts';
import { words } from './words.ts';

type Host = ReactiveControllerHost & HTMLElement & Pick<LitElement, 'renderRoot'>;

/**
 * Makes its host a dialog over everything, as soon as it is drawn. Its button, Escape, a click
 * beside it, the back button and somebody who rings close it; the host fires `close` then. One in
 * which work is under way goes on unseen while somebody rings, and comes back after the call.
 */
export class DialogFrame implements ReactiveController {
  readonly #host: Host;
  readonly #services: ContextConsumer<typeof servicesContext, Host>;
  /** Whether work is under way. */
  readonly #works: () => boolean;
  /** Null until it is open. */
  #open: Scope | null = null;
  /** It goes on unseen. */
  #rests = false;
  /** The button went down beside it: text that is selected beyond its edge ends in a click there as well. */
  #pressedBeside = false;

  constructor(host: Host, { works = () => false }: { works?(): boolean } = {}) {
    this.#host = host;
    this.#works = works;
    this.#services = new ContextConsumer(host, { context: servicesContext });
    host.addController(this);
  }

  hostUpdated(): void {
    const dialog = this.#dialog;
    if (this.#open !== null || dialog === null) return;
    this.#show(dialog);
  }

  hostDisconnected(): void {
    this.#open?.close();
  }

  readonly close = (): void => {
    if (this.#rests) this.#leave();
    else this.#dialog?.close();
  };

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

  #show(dialog: HTMLDialogElement): void {
    const scope = new Scope();
    this.#open = scope;
    this.#rests = false;
    dialog.showModal();
    this.#holdKeys(scope);
    this.#staySeen(scope, dialog);
    if (!this.#services.value) return;
    const { system, phone } = this.#services.value;
    scope.add(system.layer.over(this.close));
    const makeWay = () => {
      if (ringingCall(phone.calls.value) === null) return;
      if (this.#works()) this.#rest(dialog, phone);
      else this.close();
    };
    scope.add(phone.calls.subscribe(makeWay));
    makeWay();
  }

  /** Until there is no call to be seen. */
  #rest(dialog: HTMLDialogElement, { calls }: Services['phone']): void {
    this.#open?.close();
    const scope = new Scope();
    this.#open = scope;
    this.#rests = true;
    dialog.close();
    const comeBack = (all: typeof calls.value) => {
      if (ringingCall(all) !== null || shownCall(all) !== null) return;
      scope.close();
      this.#show(dialog);
    };
    scope.add(calls.subscribe(comeBack));
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
    // That it rests is told later, when it may be open again.
    if (!this.#rests && !this.#dialog?.open) this.#leave();
  };

  #leave(): void {
    this.#open?.close();
    // A `close` of a dialog stays inside the shadow root.
    this.#host.dispatchEvent(new Event('close'));
  }

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
