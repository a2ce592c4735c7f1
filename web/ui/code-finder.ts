import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import { Scope } from '../lib/scope.ts';
import type { DeviceProblem } from '../lib/device-problem.ts';
import type { OpenCamera } from '../lib/sight.ts';
import { findingWords } from './finding-words.ts';
import { icon } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import * as icons from './icons.ts';
import type { Services } from './services.ts';

/** Between two looks, in ms: quick for a hand that waits, with room for everything else. */
const lookEvery = 150;

type View =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly camera: OpenCamera }
  | { readonly kind: 'blind'; readonly problem: DeviceProblem };

/** How a text was found. */
export type FoundBy = 'code' | 'paste';

interface FinderOptions {
  services(): Services;
  /** What to do: the words under an open camera. */
  hint(): string;
  /** Says what is wrong with a text; null if it was what is looked for. */
  judge(text: string, by: FoundBy): string | null | Promise<string | null>;
}

/**
 * Looks for a QR code by camera, in a picture that is chosen, pasted or dropped, and in pasted text,
 * from `start` to `stop`. Its host has `scanStyles`.
 */
export class CodeFinder implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: FinderOptions;
  /** Closed while nothing is looked for. */
  #scope = new Scope();
  #view: View = { kind: 'opening' };
  /** What was wrong with the last code or picture. */
  #complaint: string | null = null;
  #lit = false;
  #dropping = false;
  #stopLooking: () => void = () => {};

  constructor(host: LitElement, options: FinderOptions) {
    this.#host = host;
    this.#options = options;
    this.#scope.close();
    host.addController(this);
    host.addEventListener('paste', (event) => this.#paste(event));
    host.addEventListener('dragover', (event) => this.#dragOver(event));
    host.addEventListener('dragleave', () => this.#show(() => (this.#dropping = false)));
    host.addEventListener('drop', (event) => this.#drop(event));
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** Opens the camera and looks; the host renders it from now on. */
  start(): void {
    this.stop();
    this.#scope = new Scope();
    this.#show(() => {
      this.#view = { kind: 'opening' };
      this.#complaint = null;
      this.#lit = false;
    });
    void this.#open(this.#scope);
  }

  stop(): void {
    this.#scope.close();
  }

  /** Takes a text as if it had been pasted. */
  async take(text: string): Promise<void> {
    await this.#judge(text, 'paste');
  }

  /** What was said of the text before holds no more. */
  calm(): void {
    this.#complain(null);
  }

  render() {
    const view = this.#view;
    return html`<div class=${this.#dropping ? 'dropping' : ''}>
      ${view.kind === 'blind' ? html`<div class="blind">${icon(icons.scanCode)}</div>` : renderFinder(view)}
      <p class="message" role="status">${this.#renderMessage()}</p>
      <div class="actions">
        ${view.kind === 'open' && view.camera.light ? this.#renderLight(view.camera.light) : nothing}
        <button type="button" @click=${() => this.#file?.click()}>
          ${icon(pageIcons.picture)}<span>${findingWords.choosePicture}</span>
        </button>
      </div>
      <input type="file" accept="image/*" hidden @change=${() => this.#chosen()} />
    </div>`;
  }

  get #file(): HTMLInputElement | null {
    return this.#host.renderRoot.querySelector('input[type=file]');
  }

  #show(change: () => void): void {
    change();
    this.#host.requestUpdate();
  }

  #complain(complaint: string | null): void {
    this.#show(() => (this.#complaint = complaint));
  }

  #renderMessage() {
    const view = this.#view;
    if (this.#complaint !== null) return warning(this.#complaint);
    if (view.kind === 'blind') return warning(findingWords.cameraProblem(view.problem));
    return view.kind === 'opening' ? findingWords.looking : this.#options.hint();
  }

  #renderLight(light: NonNullable<OpenCamera['light']>) {
    return html`<button
      type="button"
      aria-pressed=${this.#lit ? 'true' : 'false'}
      @click=${() => this.#shine(light)}
    >
      ${icon(pageIcons.flashlight)}<span>${findingWords.light}</span>
    </button>`;
  }

  async #open(scope: Scope): Promise<void> {
    const { sight } = this.#options.services();
    try {
      const opened = await sight.openCamera();
      if (typeof opened === 'string') {
        if (!scope.closed) this.#show(() => (this.#view = { kind: 'blind', problem: opened }));
        return;
      }
      // Closed meanwhile, the scope closes the camera at once.
      scope.add(() => opened.close());
      if (scope.closed) return;
      this.#show(() => (this.#view = { kind: 'open', camera: opened }));
      scope.add(sight.stayLit());
      scope.add(() => this.#stopLooking());
      await this.#host.updateComplete;
      void this.#look(scope);
    } catch {
      this.#complain(findingWords.scanRefused);
    }
  }

  /** One look, and the next one some time after it: a slow decoder never queues up. */
  async #look(scope: Scope): Promise<void> {
    const { sight, clock } = this.#options.services();
    try {
      const video = this.#host.renderRoot.querySelector('video');
      const text = video && (await sight.readFrame(video));
      if (text !== null && !scope.closed) await this.#judge(text, 'code');
    } catch {
      this.#complain(findingWords.scanRefused);
      return;
    }
    if (scope.closed) return;
    this.#stopLooking = clock.after(lookEvery, () => void this.#look(scope));
  }

  async #judge(text: string, by: FoundBy): Promise<void> {
    this.#complain(await this.#options.judge(text, by));
  }

  async #read(file: Blob): Promise<void> {
    const scope = this.#scope;
    try {
      const read = await this.#options.services().sight.readPicture(file);
      if (scope.closed) return;
      if (typeof read === 'string') this.#complain(findingWords.pictureProblem(read));
      else if (read.text === null) this.#complain(findingWords.noCode);
      else await this.#judge(read.text, 'code');
    } catch {
      this.#complain(findingWords.scanRefused);
    }
  }

  async #shine(light: NonNullable<OpenCamera['light']>): Promise<void> {
    try {
      await light(!this.#lit);
      this.#show(() => (this.#lit = !this.#lit));
    } catch {
      this.#complain(findingWords.lightRefused);
    }
  }

  #chosen(): void {
    const input = this.#file;
    const [file] = input?.files ?? [];
    // The same picture may be chosen again.
    if (input) input.value = '';
    if (file) void this.#read(file);
  }

  #paste(event: ClipboardEvent): void {
    if (this.#scope.closed || event.clipboardData === null) return;
    event.preventDefault();
    this.#takeAll(event.clipboardData);
  }

  #dragOver(event: DragEvent): void {
    if (this.#scope.closed) return;
    event.preventDefault();
    this.#show(() => (this.#dropping = true));
  }

  #drop(event: DragEvent): void {
    if (this.#scope.closed) return;
    event.preventDefault();
    this.#show(() => (this.#dropping = false));
    if (event.dataTransfer) this.#takeAll(event.dataTransfer);
  }

  #takeAll(data: DataTransfer): void {
    const [file] = data.files;
    if (file) void this.#read(file);
    else void this.take(data.getData('text/plain'));
  }
}

function renderFinder(view: Exclude<View, { kind: 'blind' }>) {
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

function warning(text: string) {
  return html`${icon(icons.warning)}<span>${text}</span>`;
}
