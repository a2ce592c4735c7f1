import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { liveCall } from '../calls/call.ts';
import { knownOf } from '../contacts/contacts.ts';
import type { Backups } from '../identity/backups.ts';
import { backupWords } from './backup-words.ts';
import { ToastEvent } from './events.ts';
import { openLate } from './open-late.ts';
import './settings-cards.ts';
import { servicesContext, type Services } from './services.ts';
import { settingsStyles } from './settings-styles.ts';
import { shared } from './styles.ts';

/** A way out of a lost device: one file with all of this phone, and back. */
@customElement('tin-settings-backup')
@localized()
export class SettingsBackup extends LitElement {
  static override readonly styles = [
    shared,
    settingsStyles,
    css`
      .faint {
        max-inline-size: 60ch;
      }
      .both {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  /** Which dialog is on the screen. */
  @state() private open: {
    readonly which: 'backup' | 'restore';
    readonly backups: Backups;
  } | null = null;

  override render() {
    return html`<section>
      <h2>${backupWords.backup}</h2>
      <p class="faint">${backupWords.hint}</p>
      <div class="both">
        <button type="button" @click=${this.#backUp}>${backupWords.backUp}</button>
        <button type="button" @click=${this.#restore}>${backupWords.restore}</button>
      </div>
      <tin-settings-cards></tin-settings-cards>
      ${this.#renderDialog()}
    </section>`;
  }

  #renderDialog() {
    if (this.open === null) return nothing;
    const { ownId, contacts, system } = this.services;
    const { which, backups } = this.open;
    const close = () => (this.open = null);
    return which === 'backup'
      ? html`<tin-backup-dialog
          .backups=${backups}
          .language=${system.language}
          @close=${close}
        ></tin-backup-dialog>`
      : html`<tin-restore-dialog
          .backups=${backups}
          .language=${system.language}
          .replaced=${{ id: ownId, contacts: knownOf(contacts.all.value).length }}
          @close=${close}
        ></tin-restore-dialog>`;
  }

  #backUp(): void {
    const load = () => Promise.all([this.services.backups(), import('./backup-dialog.ts')]);
    const open = (backups: Backups) => (this.open = { which: 'backup', backups });
    void openLate(this, this.services, load, ([backups]) => open(backups));
  }

  #restore(): void {
    if (liveCall(this.services.phone.calls.value)) {
      this.dispatchEvent(new ToastEvent(backupWords.notInCall));
      return;
    }
    const load = () => Promise.all([this.services.backups(), import('./restore-dialog.ts')]);
    const open = (backups: Backups) => (this.open = { which: 'restore', backups });
    void openLate(this, this.services, load, ([backups]) => open(backups));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-backup': SettingsBackup;
  }
}
