import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Backups } from '../identity/backups.ts';
import { cleanName } from '../identity/display-name.ts';
import { backupWords } from './backup-words.ts';
import { cans } from './cans.ts';
import { welcomeWords } from './welcome-words.ts';
import { shared } from './styles.ts';
import { welcome } from './welcome-styles.ts';
import { words } from './words.ts';

/** The first screen: a name, then Start. */
@customElement('tin-first-run')
@localized()
export class FirstRun extends LitElement {
  static override readonly styles = [
    shared,
    welcome,
    css`
      form {
        display: grid;
        gap: 16px;
        margin-block-start: 8px;
        text-align: start;
      }
      .restore {
        display: grid;
        justify-items: center;
        gap: 8px;
        margin-block-start: 24px;
      }
    `,
  ];

  @property({ attribute: false }) start: (name: string) => Promise<void> = () => Promise.resolve();
  @property({ attribute: false }) backups!: () => Promise<Backups>;
  /** What the dialog over it restores from. */
  @state() private restoring: Backups | null = null;
  @state() private refused = false;
  @state() private wrong = false;
  @state() private started = false;
  @query('input') private readonly input!: HTMLInputElement;

  override firstUpdated(): void {
    this.input.focus();
  }

  override render() {
    return html`<main>
      ${cans}
      <h1>${words.app}</h1>
      <p>${welcomeWords.slogan}</p>
      <form novalidate @submit=${this.#submit}>
        <div>
          <label class="label" for="name">${welcomeWords.yourName}</label>
          <input
            id="name"
            type="text"
            autocomplete="name"
            enterkeyhint="go"
            dir="auto"
            aria-invalid=${this.wrong ? 'true' : nothing}
            aria-describedby=${this.wrong ? 'problem' : 'hint'}
            @input=${() => (this.wrong = false)}
          />
          ${
            this.wrong
              ? html`<p id="problem" class="problem" role="alert">${welcomeWords.nameNeeded}</p>`
              : html`<p id="hint" class="faint">${welcomeWords.yourNameHint}</p>`
          }
        </div>
        <button class="main" ?disabled=${this.started}>${welcomeWords.start}</button>
      </form>
      <div class="restore">
        <p class="faint">${backupWords.restoreHint}</p>
        <button type="button" @click=${this.#restore}>${backupWords.restore}</button>
        ${this.refused ? html`<p class="problem" role="alert">${words.partRefused}</p>` : nothing}
      </div>
      ${
        this.restoring === null
          ? nothing
          : html`<tin-restore-dialog
              .backups=${this.restoring}
              .language=${document.documentElement.lang}
              @close=${() => (this.restoring = null)}
            ></tin-restore-dialog>`
      }
    </main>`;
  }

  async #restore(): Promise<void> {
    this.refused = false;
    try {
      const [backups] = await Promise.all([this.backups(), import('./restore-dialog.ts')]);
      this.restoring = backups;
    } catch {
      this.refused = true;
    }
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const name = cleanName(this.input.value);
    this.wrong = name === null;
    if (name === null) return this.input.focus();
    if (this.started) return;
    this.started = true;
    try {
      await this.start(name);
    } finally {
      this.started = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-first-run': FirstRun;
  }
}
