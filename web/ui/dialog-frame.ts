import { ContextConsumer } from '@lit/context';
import { html, type LitElement, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { afterFrame } from '../lib/after-frame.ts';
import { Scope } from '../lib/scope.ts';
import { ringingCall, shownCall } from './current-call.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { servicesContext, type Services } from './services.ts';
import { focusedElement, isNowhere } from './focus.ts';
import { words } from './words.ts';

type Host = ReactiveControllerHost & HTMLElement & Pick<LitElement, 'renderRoot'>;

/**
 * Makes its host a dialog over everything, as soon as it is drawn. Its button, Escape, a click
 * beside it, the back button and somebody who rings close it; the host fires `close` then. One in
 * which work is under way goes on unseen while somebody rings; after the call it comes back, or closes
 * if it was closed meanwhile.
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
  /** It was closed while it rests. */
  #done = false;
  /** What had the focus before it came. */
  #before: HTMLElement | null = null;
  /** The button went down beside it: text that is selected beyond its edge ends in a click there as well. */
  #pressedBeside = false;

  constructor(host: Host, { works = () => false }: { works?(): boolean } = {}) {
    this.#host = host;
    this.#works = works;
    this.#services = new ContextConsumer(host, { context: servicesContext });
    host.addController(this);
  }

  /** Whether it goes on unseen. */
  get rests(): boolean {
    return this.#rests;
  }

  hostUpdated(): void {
    const dialog = this.#dialog;
    if (this.#open !== null || dialog === null) return;
    this.#before = focusedElement() as HTMLElement | null;
    this.#show(dialog);
  }

  hostDisconnected(): void {
    this.#open?.close();
  }

  readonly close = (): void => {
    if (!this.#rests) return this.#dialog?.close();
    this.#done = true;
    this.#lookAgain();
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
    this.#open?.close();
    const scope = new Scope();
    this.#open = scope;
    this.#rests = false;
    dialog.showModal();
    this.#holdKeys(scope);
    this.#staySeen(scope, dialog);
    const services = this.#services.value;
    if (!services) return;
    const { system, phone } = services;
    scope.add(system.layer.over(this.close));
    const makeWay = () => {
      if (ringingCall(phone.calls.value) === null) return;
      if (this.#works()) this.#rest(dialog, services);
      else this.close();
    };
    scope.add(phone.calls.subscribe(makeWay));
    makeWay();
  }

  /** Until there is no call to be seen. */
  #rest(dialog: HTMLDialogElement, { system, phone }: Services): void {
    this.#open?.close();
    const scope = new Scope();
    this.#open = scope;
    this.#rests = true;
    dialog.close();
    scope.add(phone.calls.subscribe(this.#lookAgain));
    scope.add(system.hash.subscribe(this.#lookAgain));
  }

  /** What can be seen, and what has the focus, is known once the page has followed. */
  readonly #lookAgain = (): void => afterFrame(() => this.#goOn());

  #goOn(): void {
    const dialog = this.#dialog;
    const calls = this.#services.value?.phone.calls.value;
    if (!this.#rests || this.#open?.closed || !dialog || !calls) return;
    if (ringingCall(calls) !== null || shownCall(calls) !== null) return;
    if (this.#done) this.#leave();
    // Where a person has the place of what it stands in, nobody could close it.
    else if (this.#host.checkVisibility()) this.#show(dialog);
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
    // When it came back, a button of the call had it, and that is gone.
    if (isNowhere(focusedElement())) this.#before?.focus({ preventScroll: true });
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
