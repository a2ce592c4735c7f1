import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { CodeFinder, type FoundBy } from './code-finder.ts';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { findingWords } from './finding-words.ts';
import { handWords } from './hand-words.ts';
import { lineWords } from './line-words.ts';
import { scanStyles } from './scan-styles.ts';
import { judgeScanned, ScannedEvent } from './scanned.ts';
import { servicesContext, type Services } from './services.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/**
 * Looks for the code of somebody, by camera or in a picture. Fires `tin-scanned`
 * with the person and `close` when it was closed. Loaded only when asked for.
 */
@customElement('tin-scan-dialog')
@localized()
export class ScanDialog extends LitElement {
  static override readonly styles = [shared, dialogStyles, scanStyles];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  readonly frame = new DialogFrame(this);
  readonly finder: CodeFinder = new CodeFinder(this, {
    services: () => this.services,
    hint: () => findingWords.scanHint,
    judge: (text, by) => this.#judge(text, by),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.finder.start();
  }

  override render() {
    return this.frame.render(
      words.scan,
      html`${this.finder.render()}
        <p class="aside"><a href="#/hand">${lineWords.byHand}</a></p>`,
    );
  }

  #judge(text: string, by: FoundBy): string | null {
    const scanned = judgeScanned(text, this.services.ownId);
    switch (scanned.kind) {
      case 'person':
        this.dispatchEvent(new ScannedEvent(scanned.person));
        this.frame.close();
        return null;
      case 'own':
        return findingWords.ownCode;
      case 'slip':
        return handWords.elsewhere;
      case 'other':
        return by === 'code' ? findingWords.otherCode : findingWords.pasted;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-scan-dialog': ScanDialog;
  }
}
