import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeviceProblem } from '../lib/device-problem.ts';
import type { CallMedia } from '../calls/ports.ts';
import { deviceWords } from './device-words.ts';
import { CallVerbEvent, type CallVerb } from './events.ts';
import { icon } from './icon.ts';
import * as callIcons from './call-icons.ts';
import * as icons from './icons.ts';
import { deviceProblemWords } from './device-problem-words.ts';
import { shared } from './styles.ts';

type Kind = 'microphone' | 'camera' | 'both';

/** Chromium's element that asks even after a refusal (w3c/mediacapture-extensions). */
interface UserMediaElement extends HTMLElement {
  readonly stream: MediaStream | null;
  setConstraints?(constraints: MediaStreamConstraints): void;
}

/** It takes sets of constraints only, not the `true` of getUserMedia. */
const constraints: Readonly<Record<Kind, MediaStreamConstraints>> = {
  microphone: { audio: {} },
  camera: { video: {} },
  both: { audio: {}, video: {} },
};

/** Why a call goes on without microphone or camera, and the way out of it. */
@customElement('tin-device-problems')
@localized()
export class DeviceProblems extends LitElement {
  static override readonly styles = [
    shared,
    css`
      div {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
        justify-items: center;
      }
      section {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 4px 8px;
        align-items: center;
        max-inline-size: min(72ch, 100%);
        padding: 8px 14px;
        border-radius: var(--radius);
        background: var(--accent-wash);
        font-size: var(--small);
      }
      .icon {
        color: var(--accent);
      }
      button {
        background: var(--accent-fill);
        color: var(--on-accent);
        white-space: nowrap;
      }
      .way {
        max-inline-size: 100%;
      }
      /* As wide as the browser's own words; what is more than the screen has stays inside. */
      usermedia {
        max-inline-size: 100%;
        overflow: clip;
        min-block-size: var(--target);
        color: var(--on-accent);
        background-color: var(--accent-fill);
        border-radius: var(--round);
      }
      @media (max-width: 599.98px) {
        section {
          grid-template-columns: auto minmax(0, 1fr);
        }
        .way {
          grid-column: 1 / -1;
          justify-self: center;
        }
      }
    `,
  ];

  @property({ attribute: false }) media!: CallMedia;
  /** The page is shown inside another app. */
  @property({ attribute: false }) inApp = false;

  /** Which of the elements know already what to ask for. */
  readonly #prepared = new WeakSet<UserMediaElement>();

  override updated(): void {
    for (const element of this.renderRoot.querySelectorAll<UserMediaElement>('usermedia')) {
      if (this.#prepared.has(element)) continue;
      this.#prepared.add(element);
      element.setConstraints?.(constraints[element.getAttribute('type') as Kind]);
    }
  }

  override render() {
    const { microphone, camera, asking } = this.media;
    return html`<div role="status">
      ${
        asking
          ? html`<section>
              ${icon(callIcons.mic)}<span>${deviceWords.asking(asking)}</span>
            </section>`
          : nothing
      }
      ${
        microphone === 'denied' && camera === 'denied'
          ? // They are asked for by one question, and allowed by one button.
            this.#renderProblem('both', 'denied', () => deviceProblemWords.bothBlocked)
          : html`${this.#renderProblem('microphone', microphone, deviceProblemWords.microphoneProblem)}
            ${this.#renderProblem('camera', camera, deviceProblemWords.cameraProblem)}`
      }
    </div>`;
  }

  #renderProblem(
    kind: Kind,
    problem: DeviceProblem | null,
    sentence: (problem: DeviceProblem) => string,
  ) {
    if (problem === null) return nothing;
    const inApp = this.inApp && problem !== 'dismissed' && problem !== 'in-use';
    return html`<section>
      ${icon(icons.warning)}
      <span>${inApp ? deviceWords.inApp : sentence(problem)}</span>
      ${
        problem === 'insecure'
          ? nothing
          : // The browser's own button takes no place in a grid; what it stands in does.
            html`<span class="way">${this.#renderWayOut(kind, problem)}</span>`
      }
    </section>`;
  }

  #renderWayOut(kind: Kind, problem: DeviceProblem) {
    const button = html`<button
      type="button"
      aria-label=${kind === 'both' || this.#isAlone ? nothing : deviceWords.tryAgainFor(kind)}
      @click=${() => this.#retry(kind)}
    >
      ${deviceWords.tryAgain}
    </button>`;
    if (problem !== 'denied') return button;
    // Where it is unknown it is a plain box, and the button in it is the way out.
    return html`<usermedia
      type=${kind}
      @stream=${(event: Event) => this.#allowed(kind, event.target as UserMediaElement)}
      >${button}</usermedia
    >`;
  }

  get #isAlone(): boolean {
    return this.media.microphone === null || this.media.camera === null;
  }

  /** What it opened is closed: the call opens its devices itself, as they were chosen. */
  #allowed(kind: Kind, element: UserMediaElement): void {
    for (const track of element.stream?.getTracks() ?? []) track.stop();
    this.#retry(kind);
  }

  #retry(kind: Kind): void {
    if (kind !== 'camera') this.#ask({ kind: 'retry' });
    if (kind !== 'microphone') this.#ask({ kind: 'camera', on: true });
  }

  #ask(verb: CallVerb): void {
    this.dispatchEvent(new CallVerbEvent(verb));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-device-problems': DeviceProblems;
  }
}
