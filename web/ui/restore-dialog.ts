import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { BackupProblem } from '../identity/backup-problem.ts';
import type { Backups, OpenedBackup } from '../identity/backups.ts';
import { formatPeerId, type PeerId } from '../identity/peer-id.ts';
import { backupStyles } from './backup-styles.ts';
import { backupWords } from './backup-words.ts';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { formatNumber } from './formats.ts';
import { dateFormat, numberFormat } from './formatters.ts';
import { shared } from './styles.ts';

/** What a backup would replace. */
interface Replaced {
  readonly id: PeerId;
  readonly contacts: number;
}

type State =
  | { readonly kind: 'asking'; readonly problem: BackupProblem | 'unchosen' | null }
  | { readonly kind: 'reading'; readonly fraction: number }
  | { readonly kind: 'found'; readonly backup: OpenedBackup };

/** Reads a backup, says what is in it and what it replaces, and restores it; fires `close` when it was closed. */
@customElement('tin-restore-dialog')
@localized()
export class RestoreDialog extends LitElement {
  static override readonly styles = [shared, dialogStyles, backupStyles];

  @property({ attribute: false }) backups!: Backups;
  @property({ attribute: false }) language = 'en';
  /** Null where there is no phone yet. */
  @property({ attribute: false }) replaced: Replaced | null = null;

  @state() private now: State = { kind: 'asking', problem: null };
  @state() private file: File | null = null;
  @query('#file') private readonly chooser!: HTMLInputElement | null;
  @query('#passphrase') private readonly passphrase!: HTMLInputElement | null;
  readonly frame = new DialogFrame(this, { works: () => this.now.kind !== 'asking' });
  readonly #stop = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop.abort();
    // What could not be taken away goes with the next start.
    if (this.now.kind === 'found') this.now.backup.leave().catch(() => undefined);
  }

  override render() {
    return this.frame.render(backupWords.restoreTitle, this.#renderNow());
  }

  #renderNow() {
    switch (this.now.kind) {
      case 'asking':
        return this.#renderForm(this.now.problem);
      case 'reading':
        return html`<div class="work">
          <progress aria-label=${backupWords.check} .value=${this.now.fraction}></progress>
          <p role="status">${backupWords.checking}</p>
        </div>`;
      case 'found':
        return this.#renderFound(this.now.backup);
    }
  }

  #renderForm(problem: BackupProblem | 'unchosen' | null) {
    const isWrong = problem === 'passphrase';
    return html`<form novalidate @submit=${this.#submit}>
      <div class="chosen">
        <button type="button" @click=${() => this.chooser?.click()}>${backupWords.choose}</button>
        <input
          id="file"
          type="file"
          hidden
          @change=${() => this.#chosen(this.chooser?.files?.[0] ?? null)}
        />
        <span class="faint" role="status" dir="auto"
          >${this.file?.name ?? backupWords.noneChosen}</span
        >
      </div>
      <div>
        <label class="label" for="passphrase">${backupWords.passphrase}</label>
        <input
          id="passphrase"
          type="password"
          autocomplete="current-password"
          aria-invalid=${isWrong ? 'true' : nothing}
          aria-describedby=${isWrong ? 'problem' : nothing}
        />
      </div>
      ${
        problem === null
          ? nothing
          : html`<p id="problem" class="problem" role="alert">
              ${problem === 'unchosen' ? backupWords.chooseFirst : backupWords.problem(problem)}
            </p>`
      }
      <button class="main">${backupWords.check}</button>
    </form>`;
  }

  #renderFound(backup: OpenedBackup) {
    const { id, name, at, counts, leftOut, lost } = backup;
    const files = (counts.get('files') ?? 0) - lost;
    const { format } = numberFormat(this.language);
    const count = (part: string) => format(counts.get(part) ?? 0);
    const when = dateFormat(this.language, {
      dateStyle: 'long',
      timeStyle: 'short',
    }).format(at);
    return html`<div class="found">
      <div>
        <p class="what" dir="auto">${backupWords.of(name ?? formatPeerId(id), when)}</p>
        <p><bdi dir="ltr">${formatPeerId(id)}</bdi></p>
      </div>
      <ul role="list">
        <li>${backupWords.contacts(count('contacts'))}</li>
        <li>${backupWords.messages(count('messages'))}</li>
        <li>${backupWords.calls(count('calls'))}</li>
        ${files === 0 ? nothing : html`<li>${backupWords.files(format(files))}</li>`}
        ${lost === 0 ? nothing : html`<li>${backupWords.lost(format(lost))}</li>`}
        ${leftOut === 0 ? nothing : html`<li>${backupWords.leftOut(format(leftOut))}</li>`}
      </ul>
      <p>${this.#replaces(id)}</p>
      <p>${backupWords.oneDevice}</p>
      <button type="button" class="main" @click=${() => this.#restore(backup)}>
        ${backupWords.restoreNow}
      </button>
    </div>`;
  }

  #replaces(id: PeerId): string {
    if (this.replaced === null) return backupWords.replacesNothing;
    const contacts = formatNumber(this.replaced.contacts, this.language);
    return this.replaced.id === id
      ? backupWords.replacesOlder(contacts)
      : backupWords.replaces(formatPeerId(this.replaced.id), contacts);
  }

  #chosen(file: File | null): void {
    this.file = file;
    this.now = { kind: 'asking', problem: null };
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { file } = this;
    const passphrase = this.passphrase?.value ?? '';
    if (file === null) {
      this.now = { kind: 'asking', problem: 'unchosen' };
      return;
    }
    this.now = { kind: 'reading', fraction: 0 };
    const tell = (fraction: number) => (this.now = { kind: 'reading', fraction });
    const opened = await this.backups.open(file, passphrase, tell, this.#stop.signal);
    if (opened === null) return;
    if (typeof opened === 'object') this.now = { kind: 'found', backup: opened };
    else this.now = { kind: 'asking', problem: opened };
  }

  #restore(backup: OpenedBackup): void {
    // It is not to be taken away with the dialog.
    this.now = { kind: 'reading', fraction: 1 };
    backup.restore();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-restore-dialog': RestoreDialog;
  }
}
