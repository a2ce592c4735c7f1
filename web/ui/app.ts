import { ContextProvider } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { assertNever } from '../lib/assert-never.ts';
import { bring } from './bring.ts';
import { servicesContext, type Stage } from './services.ts';
import { refuseDroppedFiles } from './dropped-files.ts';
import { errorToast } from './error-toast.ts';
import type { ToastEvent } from './events.ts';
import './shell.ts';

/** The whole screen; `stage` says how far the phone has come. */
@customElement('tin-app')
@localized()
export class App extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
      block-size: 100dvh;
    }
  `;

  @property({ attribute: false }) stage: Stage = { kind: 'starting' };

  readonly #services = new ContextProvider(this, { context: servicesContext });

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of ['dragover', 'drop'] as const) {
      document.addEventListener(type, refuseDroppedFiles);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of ['dragover', 'drop'] as const) {
      document.removeEventListener(type, refuseDroppedFiles);
    }
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const { kind } = this.stage;
    if (kind !== 'ready' && kind !== 'starting') bring(kind, this);
    // Before the shell is made: its stores are in the context.
    if (changed.has('stage') && this.stage.kind === 'ready') {
      this.#services.setValue(this.stage.services);
    }
  }

  /** Tells of an error nothing caught, where somebody sees it. */
  tell(error: unknown): void {
    // Before there is a phone its way to the screen is watched over by whoever opens it.
    this.show(errorToast(error));
  }

  /** Shows a notice of something outside of the screens. */
  show(toast: ToastEvent): void {
    this.renderRoot.querySelector('tin-shell')?.dispatchEvent(toast);
  }

  override render() {
    const { stage } = this;
    switch (stage.kind) {
      case 'starting':
        return nothing;
      case 'elsewhere':
        return html`<tin-elsewhere .take=${stage.take}></tin-elsewhere>`;
      case 'trouble':
        return html`<tin-trouble .problem=${stage.problem} .retry=${stage.retry}></tin-trouble>`;
      case 'first-run':
        return html`<tin-first-run
          .start=${stage.start}
          .backups=${stage.backups}
        ></tin-first-run>`;
      case 'ready':
        return keyed(stage.services, html`<tin-shell></tin-shell>`);
      default:
        return assertNever(stage);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-app': App;
  }
}
