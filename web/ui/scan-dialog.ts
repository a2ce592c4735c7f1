import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { Scope } from '../lib/scope.ts';
import type { CameraProblem, OpenCamera } from '../lib/sight.ts';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { findingWords } from './finding-words.ts';
import { icon } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import * as icons from './icons.ts';
import { scanStyles } from './scan-styles.ts';
import { judgeScanned, ScannedEvent } from './scanned.ts';
import { servicesContext, type Services } from './services.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** Between two looks, in ms: quick for a hand that waits, with room for everything else. */
const lookEvery = 150;

type View =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly camera: OpenCamera }
  | { readonly kind: 'blind'; readonly problem: CameraProblem };

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

  @state() private view: View = { kind: 'opening' };
  /** What was wrong with the last code or picture. */
  @state() private complaint: string | null = null;
  @state() private lit = false;
  @state() private dropping = false;
  readonly frame = new DialogFrame(this);
  @query('video') private readonly video!: HTMLVideoElement | null;
  @query('input') private readonly file!: HTMLInputElement;

  #scope = new Scope();
  #stopLooking: () => void = () => {};

  constructor() {
    super();
    this.addEventListener('paste', (event) => this.#paste(event));
    this.addEventListener('dragover', (event) => this.#dragOver(event));
    this.addEventListener('dragleave', () => (this.dropping = false));
    this.addEventListener('drop', (event) => this.#drop(event));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scope = new Scope();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scope.close();
  }

  override firstUpdated(): void {
    void this.#open();
  }

  override render() {
    const { view } = this;
    return this.frame.render(
      words.scan,
      html`<div class=${this.dropping ? 'dropping' : ''}>
        ${view.kind === 'blind' ? html`<div class="blind">${icon(icons.scanCode)}</div>` : this.#renderFinder(view)}
        <p class="message" role="status">${this.#renderMessage()}</p>
        <div class="actions">
          ${view.kind === 'open' && view.camera.light ? this.#renderLight(view.camera.light) : nothing}
          <button type="button" @click=${() => this.file.click()}>
            ${icon(pageIcons.picture)}<span>${findingWords.choosePicture}</span>
          </button>
        </div>
        <input type="file" accept="image/*" hidden @change=${this.#chosen} />
      </div>`,
    );
  }

  #renderFinder(view: Exclude<View, { kind: 'blind' }>) {
    return html`<div class="finder">
      <video
        aria-label=${findingWords.viewfinder}
        autoplay
        playsinline
        .muted=${true}
        .srcObject=${view.kind === 'open' ? view.camera.stream : null}
      ></video>
      <svg
        class="corners"
        viewBox="0 0 100 100"
        fill="none"
        stroke="currentColor"
        stroke-linecap="round"
        aria-hidden="true"
      >
        <path d="M4 22V10q0-6 6-6h12M78 4h12q6 0 6 6v12M96 78v12q0 6-6 6H78M22 96H10q-6 0-6-6V78" />
      </svg>
    </div>`;
  }

  #renderMessage() {
    const { view, complaint } = this;
    if (complaint !== null) return warning(complaint);
    if (view.kind === 'blind') return warning(findingWords.cameraProblem(view.problem));
    return view.kind === 'opening' ? findingWords.looking : findingWords.scanHint;
  }

  #renderLight(light: NonNullable<OpenCamera['light']>) {
    return html`<button
      type="button"
      aria-pressed=${this.lit ? 'true' : 'false'}
      @click=${() => this.#shine(light)}
    >
      ${icon(pageIcons.flashlight)}<span>${findingWords.light}</span>
    </button>`;
  }

  async #open(): Promise<void> {
    const scope = this.#scope;
    try {
      const opened = await this.services.sight.openCamera();
      if (typeof opened === 'string') {
        this.view = { kind: 'blind', problem: opened };
        return;
      }
      // Closed meanwhile, the scope closes the camera at once.
      scope.add(() => opened.close());
      if (scope.closed) return;
      this.view = { kind: 'open', camera: opened };
      scope.add(this.services.sight.stayLit());
      scope.add(() => this.#stopLooking());
      await this.updateComplete;
      void this.#look(scope);
    } catch {
      this.complaint = findingWords.scanRefused;
    }
  }

  /** One look, and the next one some time after it: a slow decoder never queues up. */
  async #look(scope: Scope): Promise<void> {
    try {
      const text = this.video && (await this.services.sight.readFrame(this.video));
      if (text !== null && !scope.closed) this.#judge(text);
    } catch {
      this.complaint = findingWords.scanRefused;
      return;
    }
    if (scope.closed) return;
    this.#stopLooking = this.services.clock.after(lookEvery, () => void this.#look(scope));
  }

  #judge(text: string, otherwise = findingWords.otherCode): void {
    const scanned = judgeScanned(text, this.services.ownId);
    if (scanned.kind === 'person') {
      this.dispatchEvent(new ScannedEvent(scanned.person));
      this.frame.close();
    } else {
      this.complaint = scanned.kind === 'own' ? findingWords.ownCode : otherwise;
    }
  }

  async #read(file: Blob): Promise<void> {
    const scope = this.#scope;
    try {
      const read = await this.services.sight.readPicture(file);
      if (scope.closed) return;
      if (typeof read === 'string') this.complaint = findingWords.pictureProblem(read);
      else if (read.text === null) this.complaint = findingWords.noCode;
      else this.#judge(read.text);
    } catch {
      this.complaint = findingWords.scanRefused;
    }
  }

  async #shine(light: NonNullable<OpenCamera['light']>): Promise<void> {
    try {
      await light(!this.lit);
      this.lit = !this.lit;
    } catch {
      this.complaint = findingWords.lightRefused;
    }
  }

  #chosen(): void {
    const [file] = this.file.files ?? [];
    // The same picture may be chosen again.
    this.file.value = '';
    if (file) void this.#read(file);
  }

  #paste(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (data === null) return;
    event.preventDefault();
    this.#take(data);
  }

  #dragOver(event: DragEvent): void {
    event.preventDefault();
    this.dropping = true;
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    this.dropping = false;
    if (event.dataTransfer) this.#take(event.dataTransfer);
  }

  #take(data: DataTransfer): void {
    const [file] = data.files;
    if (file) void this.#read(file);
    else this.#judge(data.getData('text/plain'), findingWords.pasted);
  }
}

function warning(text: string) {
  return html`${icon(icons.warning)}<span>${text}</span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-scan-dialog': ScanDialog;
  }
}
