import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PartSize } from '../identity/backup-part.ts';
import type { Written } from '../identity/backup.ts';
import type { Backups } from '../identity/backups.ts';
import { normalPassphrase, strengthOf } from '../identity/passphrase.ts';
import { backupStyles } from './backup-styles.ts';
import { backupWords } from './backup-words.ts';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { ToastEvent } from './events.ts';
import { formatBytes } from './format-bytes.ts';
import { formatNumber } from './formats.ts';
import { shared } from './styles.ts';
import { tell } from './tell.ts';

type State =
  | { readonly kind: 'asking'; readonly problem: string | null }
  | { readonly kind: 'writing'; readonly written: Written };

/** Asks for a passphrase, twice, and writes a backup; fires `close` when it was closed, which stops it. */
@customElement('tin-backup-dialog')
@localized()
export class BackupDialog extends LitElement {
  static override readonly styles = [shared, dialogStyles, backupStyles];

  @property({ attribute: false }) backups!: Backups;
  @property({ attribute: false }) language = 'en';

  @state() private now: State = { kind: 'asking', problem: null };
  /** What there is of files; null until that is known. */
  @state() private files: PartSize | null = null;
  @state() private withFiles = false;
  @state() private passphrase = '';
  /** Which field it is that has to be typed anew. */
  @state() private wrong: 'passphrase' | 'again' | null = null;
  @query('#passphrase') private readonly first!: HTMLInputElement | null;
  @query('#again') private readonly again!: HTMLInputElement | null;
  readonly frame = new DialogFrame(this, { works: () => this.now.kind === 'writing' });
  readonly #stop = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#countFiles();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop.abort();
  }

  override render() {
    return this.frame.render(
      backupWords.backUpTitle,
      this.now.kind === 'asking' ? this.#renderForm(this.now.problem) : this.#renderWork(this.now),
    );
  }

  #renderForm(problem: string | null) {
    const strength = strengthOf(this.passphrase);
    return html`<p class="faint">${backupWords.backUpHint}</p>
      <form novalidate @submit=${this.#submit}>
        <div>
          <label class="label" for="passphrase">${backupWords.passphrase}</label>
          <input
            id="passphrase"
            type="password"
            autocomplete="new-password"
            aria-invalid=${this.wrong === 'passphrase' ? 'true' : nothing}
            aria-describedby="strength"
            @input=${this.#typed}
          />
          <p id="strength" class=${this.wrong === 'passphrase' ? 'problem' : 'faint'} role="status">
            ${backupWords.strength(strength)}
          </p>
        </div>
        <div>
          <label class="label" for="again">${backupWords.again}</label>
          <input
            id="again"
            type="password"
            autocomplete="new-password"
            aria-invalid=${this.wrong === 'again' ? 'true' : nothing}
            aria-describedby=${this.wrong === 'again' ? 'different' : nothing}
            @input=${() => (this.wrong = null)}
          />
          ${
            this.wrong === 'again'
              ? html`<p id="different" class="problem" role="alert">${backupWords.different}</p>`
              : nothing
          }
        </div>
        ${this.#renderFiles()}
        ${problem === null ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
        <button class="main">${backupWords.save}</button>
      </form>`;
  }

  #renderFiles() {
    if (this.files === null || this.files.count === 0) return nothing;
    const { count, bytes } = this.files;
    const size = formatBytes(bytes, this.language);
    return html`<label class="choice">
      <input
        type="checkbox"
        ?checked=${this.withFiles}
        @change=${({ target }: Event) => (this.withFiles = (target as HTMLInputElement).checked)}
      />
      <span>
        ${backupWords.withFiles(formatNumber(count, this.language), size)}
        <span class="faint">${backupWords.withFilesHint}</span>
      </span>
    </label>`;
  }

  #renderWork({ written }: Extract<State, { readonly kind: 'writing' }>) {
    const count = formatNumber(written.records, this.language);
    const all = this.withFiles ? this.files : null;
    // The lists of their hashes come on top.
    const fraction = all && Math.min(1, written.bytes / Math.max(1, all.bytes));
    return html`<div class="work">
      <progress aria-label=${backupWords.backUpTitle} value=${fraction ?? nothing}></progress>
      <p>${backupWords.written(count)}</p>
    </div>`;
  }

  async #countFiles(): Promise<void> {
    try {
      this.files = await this.backups.files();
    } catch {
      // What can't be read is in no backup either.
      this.files = null;
    }
  }

  #typed(): void {
    this.passphrase = this.first?.value ?? '';
    this.wrong = null;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { passphrase } = this;
    const again = this.again?.value ?? '';
    if (strengthOf(passphrase) === 'short') this.wrong = 'passphrase';
    else if (normalPassphrase(again) !== normalPassphrase(passphrase)) this.wrong = 'again';
    if (this.wrong !== null) return (this.wrong === 'again' ? this.again : this.first)?.focus();
    const show = (written: Written) => (this.now = { kind: 'writing', written });
    show({ records: 0, bytes: 0 });
    const { withFiles } = this;
    const { signal } = this.#stop;
    const outcome = await this.backups.backUp({ passphrase, withFiles, tell: show, signal });
    if (outcome === 'saved' || outcome === 'stopped') {
      tell(this, new ToastEvent(backupWords.backedUp(outcome)));
      return this.frame.close();
    }
    const problem = outcome === 'declined' ? null : backupWords.backedUp(outcome);
    this.now = { kind: 'asking', problem };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-backup-dialog': BackupDialog;
  }
}
