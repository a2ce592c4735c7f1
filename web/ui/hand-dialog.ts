import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing, svg } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { PeerId } from '../identity/peer-id.ts';
import { assertNever } from '../lib/assert-never.ts';
import { Scope } from '../lib/scope.ts';
import type { Hand, HandStep } from '../links/by-hand.ts';
import { isSlip } from '../links/slip.ts';
import { CodeFinder } from './code-finder.ts';
import { codeStyles } from './code-styles.ts';
import { ringingCall } from './current-call.ts';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { ToastEvent } from './events.ts';
import { handStyles } from './hand-styles.ts';
import { handWords } from './hand-words.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { lineWords } from './line-words.ts';
import * as pageIcons from './page-icons.ts';
import { qrShape } from './qr-picture.ts';
import { routeHash } from './route.ts';
import { scanStyles } from './scan-styles.ts';
import { servicesContext, type Services } from './services.ts';
import { shared } from './styles.ts';
import { whoIs } from './who.ts';
import { words } from './words.ts';

/**
 * Connects two phones by hand, with codes that each shows the other; opens the person's page when it
 * is done, unless somebody called meanwhile. Fires `close` when it was closed. Loaded only when asked for.
 */
@customElement('tin-hand-dialog')
@localized()
export class HandDialog extends LitElement {
  static override readonly styles = [shared, dialogStyles, scanStyles, codeStyles, handStyles];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private step: HandStep = { kind: 'idle' };
  @state() private scanning = false;
  @state() private copied: boolean | null = null;

  readonly frame = new DialogFrame(this, {
    works: () => !['idle', 'connected', 'failed'].includes(this.step.kind),
  });
  readonly finder: CodeFinder = new CodeFinder(this, {
    services: () => this.services,
    hint: () => (this.step.kind === 'idle' ? handWords.scanOffer : handWords.scanAnswer),
    judge: (text) => this.#judge(text),
  });
  #hand: Hand | null = null;
  #scope = new Scope();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scope = new Scope();
    void this.#begin(this.#scope);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scope.close();
  }

  override render() {
    return this.frame.render(lineWords.byHand, this.#renderStep());
  }

  #renderStep() {
    const { step } = this;
    if (this.services.settings.all.value.doNotDisturb) return renderTold(handWords.disturbed);
    switch (step.kind) {
      case 'idle':
        return this.scanning ? this.#renderScan(2) : this.#renderChoice();
      case 'preparing':
        return renderTold(handWords.making);
      case 'offering':
        return this.scanning
          ? this.#renderScan(3)
          : this.#renderSlip(1, step.slip, handWords.showOffer);
      case 'answering':
        return this.#renderSlip(2, step.slip, handWords.showAnswer, step.peer);
      case 'connecting':
        return renderTold(handWords.connecting(this.#nameOf(step.peer)));
      case 'connected':
        return nothing;
      case 'failed':
        return html`${renderTold(handWords.failure(step.why))}
          <div class="actions">
            <button type="button" class="main" @click=${() => this.#hand?.close()}>
              ${handWords.again}
            </button>
          </div>`;
      default:
        return assertNever(step);
    }
  }

  #renderChoice() {
    return html`<p>${handWords.intro}</p>
      <ol>
        ${handWords.steps.map((text) => html`<li>${text}</li>`)}
      </ol>
      <div class="actions">
        <button type="button" class="main" @click=${() => this.#hand?.offer()}>
          ${icon(icons.qrCode)}<span>${handWords.show}</span>
        </button>
        <button type="button" @click=${() => this.#scan(true)}>
          ${icon(icons.scanCode)}<span>${handWords.scan}</span>
        </button>
      </div>`;
  }

  #renderSlip(number: number, slip: string, what: string, to: PeerId | null = null) {
    const { size, dark } = qrShape(slip, 'low');
    return html`${renderNumber(number)}
      <p role="status">${what}</p>
      ${svg`<svg class="code" role="img" aria-label=${handWords.code} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="currentColor" d=${dark} /></svg>`}
      ${
        to === null
          ? nothing
          : html`<p class="whose">
              <span dir="auto">${this.#nameOf(to)}</span>
            </p>`
      }
      <div class="actions">
        ${
          to === null
            ? html`<button type="button" class="main" @click=${() => this.#scan(true)}>
                ${icon(icons.scanCode)}<span>${handWords.toAnswer}</span>
              </button>`
            : nothing
        }
        <button type="button" @click=${() => this.#copy(slip)}>
          ${icon(pageIcons.copy)}<span>${handWords.copy}</span>
        </button>
      </div>
      <p class="faint" role="status">
        ${this.copied === null ? nothing : this.copied ? handWords.copied : handWords.copyRefused}
      </p>`;
  }

  #renderScan(number: number) {
    return html`${renderNumber(number)} ${this.finder.render()}
      <form @submit=${this.#submit}>
        <label class="label" for="text">${handWords.paste}</label>
        <input
          id="text"
          type="text"
          dir="ltr"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          enterkeyhint="go"
          @input=${this.#submit}
        />
      </form>
      <div class="actions">
        <button type="button" @click=${() => this.#scan(false)}>${words.back}</button>
      </div>`;
  }

  async #begin(scope: Scope): Promise<void> {
    const hand = await this.services.byHand().catch(() => null);
    if (hand === null) {
      this.dispatchEvent(new ToastEvent(words.partRefused));
      return this.frame.close();
    }
    if (scope.closed) return;
    this.#hand = hand;
    scope.add(() => hand.close());
    scope.add(hand.step.subscribe((step) => this.#follow(step)));
    this.#follow(hand.step.value);
    scope.add(this.services.sight.stayLit());
    const { calls } = this.services.phone;
    // Whoever rings may want the camera.
    scope.add(calls.subscribe((all) => ringingCall(all) && this.#scan(false)));
  }

  #follow(step: HandStep): void {
    this.step = step;
    this.copied = null;
    if (this.scanning) this.#scan(false);
    if (step.kind === 'connected') this.#connected(step);
  }

  #connected({ peer, fresh }: Extract<HandStep, { kind: 'connected' }>): void {
    const { contacts, system } = this.services;
    const name = this.#nameOf(peer);
    const undo = async () => void (await contacts.remove(peer));
    this.dispatchEvent(
      fresh
        ? new ToastEvent(handWords.met(name), { undo })
        : new ToastEvent(handWords.connected(name)),
    );
    const { rests } = this.frame;
    this.frame.close();
    // Who is called meanwhile stays where they are; Back does not lead to what is done.
    if (!rests) system.go(routeHash('contacts', peer), { instead: true });
  }

  #scan(on: boolean): void {
    this.scanning = on;
    if (on) this.finder.start();
    else this.finder.stop();
  }

  async #judge(text: string): Promise<string | null> {
    const problem = await this.#hand?.read(text);
    return problem ? handWords.problem(problem) : null;
  }

  /** Some keyboards paste without telling that they do. */
  #submit(event: Event): void {
    const isWhole = event.type === 'submit';
    event.preventDefault();
    const { value } = this.renderRoot.querySelector<HTMLInputElement>('#text')!;
    if (isWhole || isSlip(value)) void this.finder.take(value);
    else this.finder.calm();
  }

  async #copy(slip: string): Promise<void> {
    this.copied = await this.services.system.copy(slip);
  }

  #nameOf(peer: PeerId): string {
    return whoIs(this.services.contacts.all.value, peer, null).name;
  }
}

function renderNumber(number: number) {
  return html`<p class="step faint">${handWords.step(number)}</p>`;
}

function renderTold(text: string) {
  return html`<p class="told" role="status">${text}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-hand-dialog': HandDialog;
  }
}
