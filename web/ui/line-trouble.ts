import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LineTrouble } from '../links/signals.ts';
import { formatLength } from './formats.ts';
import { servicesContext, type Services } from './services.ts';
import { troubleWords } from './trouble-words.ts';

/** Why the broker turns this phone away, and what to do. */
@customElement('tin-line-trouble')
@localized()
export class LineTroubleText extends LitElement {
  static override readonly styles = css`
    :host {
      display: contents;
    }
  `;

  @property({ attribute: false }) trouble!: LineTrouble;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  override render() {
    return html`${this.#text(this.trouble)}`;
  }

  #text(trouble: LineTrouble): string {
    switch (trouble.code) {
      case 'host':
        return troubleWords.otherHost(trouble.host);
      case 'clock':
        return this.#clock(trouble.now);
      case 'full':
        return troubleWords.full;
      case 'crowded':
        return troubleWords.crowded;
      case 'elsewhere':
        return troubleWords.elsewhere;
    }
  }

  #clock(there: number): string {
    const fast = this.services.clock.now() - there;
    const minutes = Math.round(Math.abs(fast) / 60_000);
    const by = formatLength(minutes * 60_000, this.services.system.language);
    return fast > 0 ? troubleWords.clockFast(by) : troubleWords.clockSlow(by);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-line-trouble': LineTroubleText;
  }
}
