import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { liveCall } from '../calls/call.ts';
import type { Trial } from '../calls/devices.ts';
import { callOutput, ringOutput } from '../calls/outputs.ts';
import type { DeviceKind } from '../lib/device-list.ts';
import type { DeviceProblem } from '../lib/device-problem.ts';
import type { Settings } from '../identity/settings.ts';
import './device-meter.ts';
import { devicePanelStyles } from './device-panel-styles.ts';
import { deviceSelect } from './device-select.ts';
import { deviceWords } from './device-words.ts';
import { isFrontCamera } from './front-camera.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';

type Tried = Exclude<DeviceKind, 'speaker'>;
type Output = 'speaker' | 'ringer';

/** Chooses microphone, camera and speakers, and tries them; a device is open only while it is tried. */
@customElement('tin-device-panel')
@localized()
export class DevicePanel extends LitElement {
  static override readonly styles = [shared, devicePanelStyles];

  /** What a call has open; then there is nothing to open here. */
  @property({ attribute: false }) local: MediaStream | null = null;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private trials: Readonly<Partial<Record<Tried, Trial>>> = {};
  @state() private problems: Readonly<Partial<Record<Tried, DeviceProblem>>> = {};
  @state() private heard: Trial | null = null;
  #heardOf: MediaStreamTrack | null = null;

  readonly #settings = new StoreController(this, () => this.services.settings.all);
  readonly #list = new StoreController(this, () => this.services.devices.list);
  readonly #calls = new StoreController(this, () => this.services.phone.calls);

  override connectedCallback(): void {
    super.connectedCallback();
    this.services.devices.watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#closeAll();
  }

  override willUpdate(): void {
    // A call needs the devices: what is tried makes way.
    if (this.#inCall && Object.keys(this.trials).length > 0) this.#closeAll();
    void this.#hear(this.local?.getAudioTracks()[0] ?? null);
  }

  get #inCall(): boolean {
    return liveCall(this.#calls.value) !== null;
  }

  override render() {
    const { canChooseSpeaker } = this.services.devices;
    return html`
      <p class="faint">${this.#inCall ? deviceWords.inUse : deviceWords.explain}</p>
      <div>
        ${this.#renderSelect('microphone', deviceWords.microphone)}
        ${this.#renderTest('microphone', deviceWords.testMicrophone)} ${this.#renderLevel()}
        ${this.#renderProblem('microphone')}
      </div>
      <div>
        ${this.#renderSelect('camera', deviceWords.camera)}
        ${this.#renderTest('camera', deviceWords.testCamera)} ${this.#renderPicture()}
        ${this.#renderProblem('camera')}
      </div>
      ${
        canChooseSpeaker
          ? html`<div>
                ${this.#renderSelect('speaker', deviceWords.speaker)}
                ${this.#renderSound('speaker', deviceWords.testSpeaker)}
              </div>
              <div>
                ${this.#renderSelect('ringer', deviceWords.ringOn)}
                ${this.#renderSound('ringer', deviceWords.testRinger)}
              </div>`
          : nothing
      }
    `;
  }

  #renderSelect(field: Tried | Output, label: string) {
    return html`<div class="choice">
      ${deviceSelect({
        id: field,
        label,
        kind: field === 'ringer' ? 'speaker' : field,
        none: field === 'ringer' ? deviceWords.likeSpeaker : deviceWords.systemChoice,
        chosen: this.#settings.value[field],
        list: this.#list.value,
        language: this.services.system.language,
        choose: (id) => void this.#choose({ [field]: id }, field),
      })}
    </div>`;
  }

  #renderTest(kind: Tried, name: string) {
    if (this.#inCall) return nothing;
    const tried = this.trials[kind] !== undefined;
    return html`<button
      type="button"
      aria-label=${name}
      aria-pressed=${tried ? 'true' : 'false'}
      @click=${() => (tried ? this.#close(kind) : void this.#try(kind))}
    >
      ${deviceWords.test}
    </button>`;
  }

  #renderSound(output: Output, name: string) {
    return html`<button type="button" aria-label=${name} @click=${() => this.#sound(output)}>
      ${deviceWords.test}
    </button>`;
  }

  #renderLevel() {
    const trial = this.trials.microphone ?? this.heard;
    return trial === null
      ? nothing
      : html`<tin-device-meter class="below" .trial=${trial}></tin-device-meter>`;
  }

  #renderPicture() {
    const stream = this.trials.camera?.stream ?? null;
    if (stream === null) return nothing;
    return html`<video
      class="below ${isFrontCamera(stream) ? 'mirrored' : ''}"
      aria-label=${deviceWords.preview}
      autoplay
      playsinline
      .muted=${true}
      .srcObject=${stream}
    ></video>`;
  }

  #renderProblem(kind: Tried) {
    const problem = this.problems[kind];
    return html`<div role="status" class="below">
      ${
        problem === undefined
          ? nothing
          : html`<p class="problem">${deviceWords.trialProblem(problem)}</p>`
      }
    </div>`;
  }

  async #choose(patch: Partial<Settings>, field: Tried | Output): Promise<void> {
    const tried = field === 'microphone' || field === 'camera' ? this.trials[field] : undefined;
    await this.services.settings.change(patch);
    if (tried && (field === 'microphone' || field === 'camera')) await this.#try(field);
  }

  async #try(kind: Tried): Promise<void> {
    this.#close(kind);
    const result = await this.services.devices.attempt(kind, this.#settings.value[kind]);
    if (typeof result === 'string') {
      this.problems = { ...this.problems, [kind]: result };
    } else if (!this.isConnected || this.#inCall || this.trials[kind]) {
      result.close();
    } else {
      this.trials = { ...this.trials, [kind]: result };
    }
  }

  #sound(output: Output): void {
    const outputOf = output === 'ringer' ? ringOutput : callOutput;
    void this.services.devices.sound(outputOf(this.#list.value, this.#settings.value));
  }

  #close(kind: Tried): void {
    this.trials[kind]?.close();
    this.trials = without(this.trials, kind);
    this.problems = without(this.problems, kind);
  }

  #closeAll(): void {
    this.#close('microphone');
    this.#close('camera');
    void this.#hear(null);
  }

  /** The level of what a call says, without opening the microphone once more. */
  async #hear(track: MediaStreamTrack | null): Promise<void> {
    if (track === this.#heardOf) return;
    this.#heardOf = track;
    this.heard?.close();
    this.heard = null;
    if (track === null) return;
    const heard = await this.services.devices.listen(new MediaStream([track]));
    if (this.#heardOf === track) this.heard = heard;
    else heard.close();
  }
}

function without<T>(
  all: Readonly<Partial<Record<Tried, T>>>,
  kind: Tried,
): Readonly<Partial<Record<Tried, T>>> {
  const rest = { ...all };
  delete rest[kind];
  return rest;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-device-panel': DevicePanel;
  }
}
