import { consume } from '@lit/context';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { isAccepted, isLive, type Call } from '../calls/call.ts';
import type { CallMedia } from '../calls/ports.ts';
import './avatar.ts';
import './call-controls.ts';
import { CallKeys } from './call-keys.ts';
import { callScreenStyles } from './call-screen-styles.ts';
import './call-status.ts';
import { CallVerbEvent, type CallVerb } from './events.ts';
import { FocusGuest } from './focus-guest.ts';
import { icon, type IconShapes } from './icon.ts';
import * as icons from './icons.ts';
import { isFrontCamera } from './front-camera.ts';
import { Lingering } from './lingering.ts';
import { qualitySlot } from './quality-slots.ts';
import { servicesContext, type Services } from './services.ts';
import { shownName } from './shown-name.ts';
import { StoreController } from './store-controller.ts';
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
  readonly keys = new CallKeys(this, () => this.call);
  readonly lingering = new Lingering(this, {
    clock: () => this.services.clock,
    over: () => (isLive(this.call) ? null : this.call.id),
    leave: () => this.#ask({ kind: 'dismiss' }),
  });

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
    const picture = isAccepted(call) && call.theirs.camera && !call.theirs.held;
    return html`<section aria-label=${words.call} tabindex="-1" class=${picture ? 'filmed' : ''}>
      ${isLive(call) ? this.#renderRemote(who, media, picture) : nothing}
      <header>
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
          ${qualitySlot(call, who.name)}
        </div>
      </header>
      <div class="middle">
        ${picture ? nothing : this.#renderString(who)} ${this.#renderTheirs(who)}
      </div>
      ${this.#renderOwn(media)}
      <footer>
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

  #renderOwn({ local, camera }: CallMedia) {
    if (!isLive(this.call) || !this.call.mine.camera || camera !== null) return nothing;
    return html`<video
      class="own ${isFrontCamera(local) ? 'mirrored' : ''}"
      aria-label=${words.you}
      autoplay
      playsinline
      .muted=${true}
      .srcObject=${local}
    ></video>`;
  }

  /** Two cans and a string; slack on hold, dashed while the connection is sought. */
  #renderString(who: Who) {
    const { ownId } = this.services;
    return html`<div class="cans">
      <tin-avatar .peer=${ownId} .name=${this.#settings.value.name ?? ''}></tin-avatar>
      <svg
        class="string ${stringState(this.call)}"
        viewBox="0 0 120 40"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path
          vector-effect="non-scaling-stroke"
          d=${stringState(this.call) === 'slack' ? 'M0 12Q60 56 120 12' : 'M0 20H120'}
        />
      </svg>
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

  #ask(verb: CallVerb): void {
    this.dispatchEvent(new CallVerbEvent(verb));
  }
}

function stringState({ phase, mine, theirs }: Call): 'tight' | 'slack' | 'frayed' {
  if (phase.kind === 'reconnecting') return 'frayed';
  return phase.kind === 'ended' || mine.held || theirs.held ? 'slack' : 'tight';
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
