import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isMuted, type Call } from '../calls/call.ts';
import type { Clock } from '../lib/clock.ts';
import { untilNextSecond } from './call-status.ts';
import { callStatusText } from './call-status-text.ts';
import { CallVerbEvent, type CallVerb } from './events.ts';
import { floatingCallStyles } from './floating-call-styles.ts';
import { icon, type IconShapes } from './icon.ts';
import * as callIcons from './call-icons.ts';
import * as icons from './icons.ts';
import { WakeUp } from './wake-up.ts';
import { talkWords } from './talk-words.ts';

/**
 * A call in a window above all others: their picture, and what one does without
 * coming back. It lives in a document of its own, and is styled by that one.
 */
@customElement('tin-floating-call')
@localized()
export class FloatingCall extends LitElement {
  @property({ attribute: false }) call!: Call;
  @property({ attribute: false }) name = '';
  @property({ attribute: false }) picture: MediaStream | null = null;
  @property({ attribute: false }) clock!: Clock;

  readonly tick = new WakeUp(
    this,
    () => this.clock,
    () => untilNextSecond(this.call, this.clock.now()),
  );

  /** A shadow root can't have the sheets of another document. */
  protected override createRenderRoot(): this {
    return this;
  }

  override render() {
    const { mine } = this.call;
    return html`
      <main>
        <video
          class=${this.picture ? '' : 'unseen'}
          aria-label=${this.name}
          autoplay
          playsinline
          .muted=${true}
          .srcObject=${this.picture}
        ></video>
      </main>
      <header>
        <h1 dir="auto">${this.name}</h1>
        <div
          role="timer"
          aria-live="off"
          aria-label=${talkWords.callStatus}
          dir=${this.call.phase.kind === 'talking' ? 'ltr' : nothing}
          .textContent=${callStatusText(this.call, this.clock.now())}
        ></div>
      </header>
      <footer>
        ${this.#renderToggle('mute', isMuted(mine), isMuted(mine) ? callIcons.micOff : callIcons.mic, talkWords.mute)}
        ${this.#renderToggle(
          'camera',
          mine.camera,
          mine.camera ? icons.video : callIcons.videoOff,
          talkWords.camera,
        )}
        <button
          type="button"
          class="hang-up"
          aria-label=${talkWords.hangUp}
          title=${talkWords.hangUp}
          @click=${() => this.#ask({ kind: 'hang-up' })}
        >
          ${icon(callIcons.hangUp)}
        </button>
      </footer>
    `;
  }

  #renderToggle(kind: 'mute' | 'camera', on: boolean, shapes: IconShapes, label: string) {
    return html`<button
      type="button"
      aria-label=${label}
      title=${label}
      aria-pressed=${on ? 'true' : 'false'}
      @click=${() => this.#ask({ kind, on: !on })}
    >
      ${icon(shapes)}
    </button>`;
  }

  #ask(verb: CallVerb): void {
    this.dispatchEvent(new CallVerbEvent(verb));
  }
}

/** Makes an empty page the page of a floating call: language, title, tokens and styles. */
export function furnish(page: Document, title: string): void {
  const { lang, dir } = document.documentElement;
  page.documentElement.lang = lang;
  page.documentElement.dir = dir;
  page.title = title;
  const View = page.defaultView;
  if (!View) return;
  const sheet = new View.CSSStyleSheet();
  sheet.replaceSync(`${tokens()}${floatingCallStyles}`);
  page.adoptedStyleSheets = [sheet];
}

/** The sheets of this page hold the tokens and nothing else. */
function tokens(): string {
  return [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .map((rule) => rule.cssText)
    .join('\n');
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-floating-call': FloatingCall;
  }
}
