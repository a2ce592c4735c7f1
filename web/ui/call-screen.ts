import { consume } from '@lit/context';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { isAccepted, isHeld, isLive, type Call } from '../calls/call.ts';
import type { CallMedia } from '../calls/ports.ts';
import './avatar.ts';
import './call-controls.ts';
import { CallKeys } from './call-keys.ts';
import { callScreenStyles } from './call-screen-styles.ts';
import './call-status.ts';
import { CornerDrag } from './corner.ts';
import { CallVerbEvent, type CallVerb } from './events.ts';
import { Fading } from './fading.ts';
import { FocusGuest } from './focus-guest.ts';
import { icon, type IconShapes } from './icon.ts';
import * as icons from './icons.ts';
import { isFrontCamera } from './front-camera.ts';
import { Lingering } from './lingering.ts';
import { lookWords } from './look-words.ts';
import { servicesContext, type Services } from './services.ts';
import { shownName } from './shown-name.ts';
import { StoreController } from './store-controller.ts';
import type { StringMood } from './string.ts';
import { shared } from './styles.ts';
import { focusedElement } from './typing.ts';
import { whoIs, type Who } from './who.ts';
import { words } from './words.ts';

const nothingYet: CallMedia = {
  local: null,
  remote: null,
  sound: null,
  microphone: null,
  camera: null,
};

/** A call from dialling to the reason of its end: pictures, state, and what one can do. */
@customElement('tin-call-screen')
export class CallScreen extends LitElement {
  static override readonly styles = [shared, callScreenStyles];

  @property({ attribute: false }) call!: Call;
  /** Whether there is something else to go to from here. */
  @property({ attribute: false }) leavable = false;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @query('section') private readonly whole!: HTMLElement;

  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  readonly #settings = new StoreController(this, () => this.services.settings.all);
  readonly #media = new StoreController(this, () => this.services.media);
  readonly focusGuest = new FocusGuest(this, () => this.whole);
  readonly keys = new CallKeys(this, {
    call: () => this.call,
    on: () => this.#settings.value.keys,
  });
  readonly fading = new Fading(this, {
    clock: () => this.services.clock,
    may: () => showsPicture(this.call) && isCalm(this.call) && !this.#hasProblem,
  });
  readonly corner = new CornerDrag(this);
  readonly lingering = new Lingering(this, {
    clock: () => this.services.clock,
    over: () => (isLive(this.call) ? null : this.call.id),
    leave: () => this.#ask({ kind: 'dismiss' }),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    // Both elements become what they are when it is there; where it can't be loaded, calls go on.
    import('./call-life.ts').catch(() => undefined);
  }

  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('call');
    // The button that ended it is gone; reading and Tab go on from here.
    if (before && isLive(before) && !isLive(this.call) && focusedElement() === document.body) {
      this.whole.focus({ preventScroll: true });
    }
  }

  override render() {
    const { call } = this;
    const who = whoIs(this.#contacts.value, call.peer, call.claimedName);
    const media = this.#media.value.get(call.id) ?? nothingYet;
    const picture = showsPicture(call);
    const { entered, left, focused, blurred } = this.fading;
    return html`<section
      aria-label=${words.call}
      tabindex="-1"
      class="${picture ? 'filmed' : ''} ${isCalm(call) ? '' : 'waiting'}"
    >
      ${isLive(call) ? this.#renderRemote(who, media, picture) : nothing}
      <header
        @pointerenter=${entered}
        @pointerleave=${left}
        @focusin=${focused}
        @focusout=${blurred}
      >
        ${
          this.leavable && isLive(call)
            ? html`<button
                type="button"
                class="leave"
                aria-label=${words.minimise}
                title=${words.minimise}
                @click=${() => this.#ask({ kind: 'leave' })}
              >
                ${icon(icons.chevronDown)}
              </button>`
            : nothing
        }
        <div class="who">
          <h1 dir="auto">${shownName(who)}</h1>
          <tin-call-status .call=${call} .clock=${this.services.clock}></tin-call-status>
        </div>
      </header>
      <div class="middle">
        ${picture ? nothing : this.#renderString(who, media)} ${this.#renderTheirs(who)}
        ${this.#renderOwn(media)}
        <tin-muted-hint
          .microphone=${isAccepted(call) && call.mine.muted && !isHeld(call) ? media.local : null}
          .meters=${this.services.meters}
          .clock=${this.services.clock}
        ></tin-muted-hint>
      </div>
      <footer
        @pointerenter=${entered}
        @pointerleave=${left}
        @focusin=${focused}
        @focusout=${blurred}
      >
        ${
          isLive(call)
            ? html`${renderProblems(media)}<tin-call-controls .call=${call}></tin-call-controls>`
            : this.#renderAfter(who)
        }
      </footer>
    </section>`;
  }

  /**
   * Sound has an element of its own: one with a video track plays nothing, not even sound, before
   * its first frame.
   */
  #renderRemote(who: Who, { remote, sound }: CallMedia, picture: boolean) {
    return html`<video
        class="remote ${picture ? '' : 'unseen'}"
        aria-label=${who.name}
        autoplay
        playsinline
        .muted=${true}
        .srcObject=${remote}
      ></video>
      <audio
        autoplay
        .muted=${!isAccepted(this.call) || this.call.mine.held}
        .srcObject=${sound}
      ></audio>`;
  }

  /** One's own picture, which lies in a corner and goes to another one. */
  #renderOwn({ local, camera }: CallMedia) {
    if (!isLive(this.call) || !this.call.mine.camera || camera !== null) return nothing;
    const { corner, down, move, up, key } = this.corner;
    return html`<video
        class="own ${corner.row} ${corner.column} ${isFrontCamera(local) ? 'mirrored' : ''}"
        tabindex="0"
        aria-label=${words.you}
        aria-describedby="own-hint"
        autoplay
        playsinline
        disablepictureinpicture
        .muted=${true}
        .srcObject=${local}
        @pointerdown=${down}
        @pointermove=${move}
        @pointerup=${up}
        @pointercancel=${up}
        @keydown=${key}
      ></video>
      <p id="own-hint" hidden>${lookWords.selfViewHint}</p>`;
  }

  /** Two cans and a string. */
  #renderString(who: Who, { local, sound }: CallMedia) {
    const { ownId, meters, clock } = this.services;
    return html`<div class="cans">
      <tin-avatar .peer=${ownId} .name=${this.#settings.value.name ?? ''}></tin-avatar>
      <tin-string
        .mood=${stringMood(this.call)}
        .mine=${local}
        .theirs=${sound}
        .meters=${meters}
        .clock=${clock}
      ></tin-string>
      <tin-avatar .peer=${who.id} .name=${who.name}></tin-avatar>
    </div>`;
  }

  #renderTheirs(who: Who) {
    const { call } = this;
    if (!isAccepted(call)) return nothing;
    const { theirs, mine } = call;
    return html`<ul class="badges">
      ${theirs.muted ? badge(icons.micOff, words.theirMuted) : nothing}
      ${
        call.kind === 'video' && !theirs.camera
          ? badge(icons.videoOff, words.theirCameraOff)
          : nothing
      }
      ${theirs.held ? badge(icons.pause, words.theirHeld(who.name)) : nothing}
      ${mine.held ? badge(icons.pause, words.myHeld) : nothing}
      ${call.phase.kind === 'reconnecting' ? badge(icons.unplugged, lookWords.reconnecting) : nothing}
    </ul>`;
  }

  #renderAfter({ contact }: Who) {
    const { kind } = this.call;
    const { moved, left, focused, blurred } = this.lingering;
    return html`<div
      class="after"
      @pointermove=${moved}
      @pointerleave=${left}
      @focusin=${focused}
      @focusout=${blurred}
    >
      <button type="button" class="main" @click=${() => this.#ask({ kind: 'again' })}>
        ${icon(kind === 'video' ? icons.video : icons.phone)}<span>${words.callAgain}</span>
      </button>
      ${
        contact === null
          ? html`<button type="button" @click=${() => this.#ask({ kind: 'add' })}>
              ${icon(icons.userPlus)}<span>${words.addContact}</span>
            </button>`
          : nothing
      }
      <button type="button" @click=${() => this.#ask({ kind: 'dismiss' })}>
        ${icon(icons.close)}<span>${words.close}</span>
      </button>
    </div>`;
  }

  get #hasProblem(): boolean {
    const media = this.#media.value.get(this.call.id);
    return media !== undefined && (media.microphone !== null || media.camera !== null);
  }

  #ask(verb: CallVerb): void {
    this.dispatchEvent(new CallVerbEvent(verb));
  }
}

function showsPicture(call: Call): boolean {
  return isAccepted(call) && call.theirs.camera && !call.theirs.held;
}

/** Both talk, and there is nothing one has to know. */
function isCalm(call: Call): boolean {
  return call.phase.kind === 'talking' && !isHeld(call);
}

function stringMood(call: Call): StringMood {
  const { kind } = call.phase;
  if (kind === 'reconnecting') return 'frayed';
  if (kind === 'ringing') return 'plucked';
  return kind === 'ended' || isHeld(call) ? 'slack' : 'tight';
}

function badge(shapes: IconShapes, text: string) {
  return html`<li>${icon(shapes)}<span>${text}</span></li>`;
}

function renderProblems({ microphone, camera }: CallMedia) {
  const sentences = [
    microphone && words.microphoneProblem(microphone),
    camera && words.cameraProblem(camera),
  ].filter((sentence) => sentence !== null);
  return html`<div role="status" class="device-problems">
    ${sentences.map((text) => html`<p>${icon(icons.warning)}<span>${text}</span></p>`)}
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-call-screen': CallScreen;
  }
}
