import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { liveCall } from '../calls/call.ts';
import type {
  Recorded,
  Recording,
  RecordingEnd,
  RecordingKind,
  RecordingRefusal,
} from '../files/recording.ts';
import { deviceProblemWords } from './device-problem-words.ts';
import { deviceWords } from './device-words.ts';
import { ToastEvent } from './events.ts';
import { formatMinutes } from './formats.ts';
import { isFrontCamera } from './front-camera.ts';
import { icon } from './icon.ts';
import * as messageIcons from './message-icons.ts';
import { messageWords } from './message-words.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { tell } from './tell.ts';
import { voiceWords } from './voice-words.ts';
import { renderWave, waveStyles } from './waveform.ts';
import { words } from './words.ts';

type Step =
  | { readonly kind: 'asking' }
  | { readonly kind: 'refused'; readonly refusal: RecordingRefusal }
  | { readonly kind: 'recording'; readonly recording: Recording }
  /** It ended, and waits to be sent or not. */
  | {
      readonly kind: 'stopped';
      readonly recording: Recording;
      readonly why: RecordingEnd | 'call' | null;
    }
  | { readonly kind: 'sending'; readonly recording: Recording };

/** A level is drawn so often, in ms; so many are seen at once. */
const drawnEvery = 100;
const seen = 48;
/** What is shorter is said again sooner, in ms. */
const missedFrom = 2_000;

/** Records from when it is on the page until it is sent or cancelled; fires `close` then. */
@customElement('tin-voice-recorder')
@localized()
export class VoiceRecorder extends LitElement {
  static override readonly styles = [
    shared,
    waveStyles,
    css`
      .bar {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      button {
        min-block-size: 48px;
      }
      .light {
        flex: none;
        inline-size: 12px;
        block-size: 12px;
        border-radius: 50%;
        background: var(--bad-fill);
      }
      .time {
        flex: none;
        font-variant-numeric: tabular-nums;
      }
      .level {
        flex: 1;
        min-inline-size: 0;
      }
      video {
        display: block;
        max-inline-size: 100%;
        max-block-size: 40vh;
        margin: 0 auto 8px;
        border-radius: 12px;
        background: var(--sunken);
      }
      .mirrored {
        transform: scaleX(-1);
      }
      [role='status']:not(:empty) {
        margin-block-end: 8px;
      }
      .send .icon {
        flex: none;
      }
      @media (max-width: 399.98px) {
        .send {
          min-inline-size: 48px;
          padding: 0;
        }
        .send span:not(.turning) {
          position: absolute;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  @property({ attribute: false }) kind: RecordingKind = 'voice';
  /** Sends what was recorded; false where that was refused. */
  @property({ attribute: false }) send!: (recorded: Recorded) => Promise<boolean>;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private step: Step = { kind: 'asking' };
  @state() private levels: readonly number[] = [];
  @query('.send') private readonly sender!: HTMLElement | null;
  readonly #calls = new StoreController(this, () => this.services.phone.calls);
  #frame = 0;
  #drawnAt = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#pressed);
    addEventListener('beforeunload', this.#warn);
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#pressed);
    removeEventListener('beforeunload', this.#warn);
    cancelAnimationFrame(this.#frame);
    if ('recording' in this.step) this.step.recording.stop();
  }

  /** Stops. What was recorded until then can still be sent for a while. */
  leave(): void {
    const { step, send } = this;
    if (step.kind !== 'recording' && step.kind !== 'stopped') return;
    this.#stop(null);
    const undo = async () => {
      const recorded = await step.recording.finish();
      if (recorded !== null) await send(recorded);
    };
    tell(this, new ToastEvent(voiceWords.notSent, { undo, label: voiceWords.sendAfterAll }));
  }

  override willUpdate(): void {
    // Who calls should not hear what is recorded, nor be recorded.
    if (liveCall(this.#calls.value) !== null) this.#stop('call');
  }

  override updated(changed: PropertyValues): void {
    const before = changed.get('step') as Step | undefined;
    if (before?.kind === 'asking' && this.step.kind === 'recording') this.sender?.focus();
  }

  override render() {
    return html`<div role="group" aria-label=${voiceWords.recording}>
      <div role="status">${this.#renderState()}</div>
      ${this.#renderPicture()}
      <div class="bar">
        <button type="button" @click=${this.#cancel}>${voiceWords.cancel}</button>
        ${this.#renderRecording()}
      </div>
    </div>`;
  }

  #renderState() {
    const { step } = this;
    switch (step.kind) {
      case 'asking':
        return html`<p class="faint">
          ${deviceWords.asking(this.kind === 'voice' ? 'microphone' : 'both')}
        </p>`;
      case 'refused':
        return html`<p class="problem">${this.#refusal(step.refusal)}</p>`;
      case 'stopped':
        return step.why === null ? nothing : html`<p>${voiceWords.stopped(step.why)}</p>`;
      case 'recording':
        return html`<span class="unseen">${voiceWords.recording}</span>`;
      case 'sending':
        return nothing;
    }
  }

  #refusal({ device, problem }: RecordingRefusal): string {
    if (this.services.devices.isInApp && problem !== 'dismissed' && problem !== 'in-use') {
      return deviceWords.inApp;
    }
    return device === 'camera'
      ? voiceWords.cameraProblem(problem)
      : deviceProblemWords.microphoneProblem(problem);
  }

  #renderPicture() {
    const { step } = this;
    if (this.kind !== 'video' || step.kind !== 'recording') return nothing;
    const { stream } = step.recording;
    return html`<video
      class=${isFrontCamera(stream) ? 'mirrored' : ''}
      aria-label=${deviceWords.preview}
      autoplay
      playsinline
      disablepictureinpicture
      .muted=${true}
      .srcObject=${stream}
    ></video>`;
  }

  #renderRecording() {
    const { step } = this;
    if (step.kind === 'asking') return nothing;
    if (step.kind === 'refused') {
      return step.refusal.problem === 'insecure'
        ? nothing
        : html`<button type="button" class="main" @click=${this.#begin}>
            ${deviceWords.tryAgain}
          </button>`;
    }
    const { kind, recording } = step;
    return html`${kind === 'recording' ? html`<span class="light"></span>` : nothing}
      <bdi class="time" dir="ltr" role="timer" aria-live="off" aria-label=${voiceWords.length}
        >${formatMinutes(recording.length)}</bdi
      >
      <span class="level">${renderWave(this.levels)}</span>
      <button type="button" class="main send" ?disabled=${kind === 'sending'} @click=${this.#send}>
        <span class="turning">${icon(messageIcons.send)}</span><span>${messageWords.send}</span>
      </button>`;
  }

  readonly #begin = async (): Promise<void> => {
    this.step = { kind: 'asking' };
    let opened: Recording | RecordingRefusal;
    try {
      opened = await this.services.record(this.kind);
    } catch {
      this.dispatchEvent(new ToastEvent(words.partRefused));
      return this.#close();
    }
    if ('problem' in opened) {
      this.step = { kind: 'refused', refusal: opened };
      return;
    }
    if (!this.isConnected) return opened.stop();
    this.step = { kind: 'recording', recording: opened };
    this.levels = Array.from({ length: seen }, () => 0);
    this.#frame = requestAnimationFrame(this.#draw);
    this.#stop(await opened.over);
  };

  #stop(why: RecordingEnd | 'call' | null): void {
    const { step } = this;
    if (step.kind !== 'recording') return;
    step.recording.stop();
    this.step = { kind: 'stopped', recording: step.recording, why };
  }

  readonly #draw = (now: number): void => {
    if (this.step.kind !== 'recording') return;
    if (now - this.#drawnAt >= drawnEvery) {
      this.#drawnAt = now;
      this.levels = [...this.levels.slice(1), this.step.recording.level()];
    }
    this.#frame = requestAnimationFrame(this.#draw);
  };

  readonly #send = async (): Promise<void> => {
    const { step } = this;
    if (step.kind !== 'recording' && step.kind !== 'stopped') return;
    const { recording } = step;
    this.step = { kind: 'sending', recording };
    const recorded = await recording.finish();
    if (recorded === null) this.dispatchEvent(new ToastEvent(voiceWords.nothing));
    else if (!(await this.send(recorded))) {
      this.step = { kind: 'stopped', recording, why: null };
      return;
    }
    this.#close();
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !this.#isMeant(event)) return;
    event.preventDefault();
    this.#cancel();
  };

  /** Pressed here or nowhere, with nothing over it: a call and whatever else is there have their own. */
  #isMeant(event: Event): boolean {
    const { host } = this.getRootNode() as Partial<ShadowRoot>;
    const [target] = event.composedPath();
    const isHere = event.composedPath().includes(host ?? this);
    const isNowhere = target === document || target === document.body;
    if (!isHere && !isNowhere) return false;
    return liveCall(this.#calls.value) === null && this.checkVisibility();
  }

  /** What was spoken is not kept before it is sent. */
  readonly #warn = (event: Event): void => {
    if ('recording' in this.step) event.preventDefault();
  };

  readonly #cancel = (): void => {
    const { step } = this;
    if (step.kind === 'sending') return;
    if ('recording' in step && step.recording.length >= missedFrom) this.leave();
    this.#close();
  };

  #close(): void {
    this.dispatchEvent(new Event('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-voice-recorder': VoiceRecorder;
  }
}
