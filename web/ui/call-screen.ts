import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { isAccepted, isHeld, isLive, type Call } from '../calls/call.ts';
import { ofKind } from '../lib/device-list.ts';
import { echoPeer } from '../calls/echo-peer.ts';
import type { CallMedia } from '../calls/ports.ts';
import './avatar.ts';
import { bring } from './bring.ts';
import { renderAfter } from './call-after.ts';
import { renderBadges } from './call-badges.ts';
import './call-controls.ts';
import { CallFloater } from './call-floater.ts';
import { CallKeys } from './call-keys.ts';
import { callScreenStyles, guard } from './call-screen-styles.ts';
import './call-status.ts';
import './device-problems.ts';
import './muted-hint.ts';
import './string.ts';
import { CornerDrag } from './corner.ts';
import { CameBack } from './came-back.ts';
import { CallVerbEvent, type CallVerb, ToastEvent } from './events.ts';
import { Fading } from './fading.ts';
import { FocusGuest } from './focus-guest.ts';
import { FooterRoom } from './footer-room.ts';
import { formatNumber } from './formats.ts';
import { icon } from './icon.ts';
import * as callIcons from './call-icons.ts';
import { isFrontCamera } from './front-camera.ts';
import { Lingering } from './lingering.ts';
import { openLate } from './open-late.ts';
import { lookWords } from './look-words.ts';
import { MediaQuery } from './media-query.ts';
import { Relayed } from './relayed.ts';
import { qualitySlot } from './quality-slots.ts';
import { servicesContext, type Services } from './services.ts';
import { SpeakerChoice } from './speaker-choice.ts';
import { shownName } from './shown-name.ts';
import { StoreController } from './store-controller.ts';
import { stringMood } from './string-mood.ts';
import { shared } from './styles.ts';
import { focusedElement } from './focus.ts';
import { whoIs, type Who } from './who.ts';
import { talkWords } from './talk-words.ts';
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
@localized()
export class CallScreen extends LitElement {
  static override readonly styles = [shared, guard, callScreenStyles];

  @property({ attribute: false }) call!: Call;
  /** Whether there is something else to go to from here. */
  @property({ attribute: false }) leavable = false;
  /** It was left, and a person is open over it or beside it. */
  @property({ attribute: false }) behind = false;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @query('section') private readonly whole!: HTMLElement;
  @query('video.remote') private readonly remote!: HTMLVideoElement | null;

  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  readonly #settings = new StoreController(this, () => this.services.settings.all);
  readonly #media = new StoreController(this, () => this.services.media);
  readonly #conversations = new StoreController(this, () => this.services.conversations);
  readonly #touch = new MediaQuery(this, '(pointer: coarse)');
  readonly speaker = new SpeakerChoice(
    this,
    () => this.services,
    () => this.renderRoot.querySelectorAll<HTMLMediaElement>('audio'),
  );
  @state() private choosesDevices = false;
  #stopWatch: (() => void) | null = null;
  readonly focusGuest = new FocusGuest(this, () => this.whole);
  readonly keys = new CallKeys(this, {
    call: () => this.call,
    shares: () => this.services.devices.canShareScreen,
    on: () => this.#settings.value.keys,
    behind: () => this.behind,
  });
  readonly fading = new Fading(this, {
    clock: () => this.services.clock,
    may: () => showsPicture(this.call) && isCalm(this.call) && !this.#hasProblem,
  });
  readonly corner = new CornerDrag(this);
  readonly room = new FooterRoom(this);
  readonly relayed = new Relayed(
    this,
    () => this.services.quality.all,
    () => this.call,
  );
  readonly floater = new CallFloater(this, {
    floating: () => this.services.system.floating,
    clock: () => this.services.clock,
    video: () => this.remote,
    shown: () => this.#shown,
  });
  readonly cameBack = new CameBack(this, { call: () => this.call, name: () => this.#who.name });
  readonly lingering = new Lingering(this, {
    clock: () => this.services.clock,
    over: () => (isLive(this.call) ? null : this.call.id),
    focused: () => this.#hasFocus,
    leave: () => this.#ask({ kind: 'dismiss' }),
  });

  override focus(options?: FocusOptions): void {
    this.whole.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#watchDevices();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWatch?.();
    this.#stopWatch = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('call');
    if (before && before.id !== this.call.id) this.choosesDevices = false;
    if (this.call.peer === echoPeer) bring('test-findings', this);
  }

  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('call');
    // The button that ended it is gone; reading and Tab go on from here.
    if (before && isLive(before) && !isLive(this.call) && focusedElement() === document.body) {
      this.focus({ preventScroll: true });
    }
  }

  override render() {
    const { call } = this;
    const who = this.#who;
    const media = this.#ofCall;
    const picture = showsPicture(call);
    const { entered, left, focused, blurred } = this.fading;
    return html`<section
      aria-label=${talkWords.call}
      tabindex="-1"
      @focusin=${this.lingering.refocused}
      @focusout=${this.lingering.refocused}
      @keydown=${this.lingering.refocused}
      @pointerdown=${this.lingering.refocused}
      @pointermove=${this.lingering.refocused}
      class=${classMap({
        filmed: picture,
        screened: picture && call.theirs.screen,
        waiting: !isCalm(call),
      })}
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
                aria-label=${talkWords.minimise}
                title=${talkWords.minimise}
                @click=${() => this.#ask({ kind: 'leave' })}
              >
                ${icon(callIcons.chevronDown)}
              </button>`
            : nothing
        }
        ${this.floater.renderButton()}
        <div class="who">
          <h1 dir="auto">${shownName(who)}</h1>
          <tin-call-status .call=${call} .clock=${this.services.clock}></tin-call-status>
          ${qualitySlot(call, who.name, this)}
        </div>
      </header>
      <div class="middle">
        ${picture ? nothing : this.#renderString(who, media)} ${renderBadges(call, who)}
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
            ? html`<tin-device-problems
                  .media=${media}
                  .inApp=${this.services.devices.isInApp}
                ></tin-device-problems>
                <tin-call-controls
                  .call=${call}
                  .isContact=${who.contact !== null}
                  .unread=${this.#unread}
                  .sharesScreen=${this.services.devices.canShareScreen}
                  .flips=${this.#touch.holds && ofKind(this.services.devices.list.value, 'camera').length > 1}
                  @tin-call-verb=${this.#openDevices}
                ></tin-call-controls>`
            : html`${
                call.peer === echoPeer ? html`<tin-test-findings></tin-test-findings>` : nothing
              }${renderAfter(call, who, this.lingering, (verb) => this.#ask(verb))}`
        }
      </footer>
      ${
        this.choosesDevices && isLive(call)
          ? html`<tin-devices-dialog
              .local=${media.local}
              @close=${() => (this.choosesDevices = false)}
            ></tin-devices-dialog>`
          : nothing
      }
    </section>`;
  }

  get #ofCall(): CallMedia {
    return this.#media.value.get(this.call.id) ?? nothingYet;
  }

  /** Loaded when wanted: most calls never need it. */
  #openDevices({ verb }: CallVerbEvent): void {
    if (verb.kind !== 'devices') return;
    const open = () => (this.choosesDevices = true);
    void openLate(this, this.services, () => import('./devices-dialog.ts'), open);
  }

  async #watchDevices(): Promise<void> {
    try {
      const { watchDevices } = await import('./device-watch.ts');
      if (!this.isConnected || this.#stopWatch) return;
      this.#stopWatch = watchDevices({
        services: this.services,
        media: () => this.#ofCall,
        tell: (toast: ToastEvent) => this.dispatchEvent(toast),
      });
    } catch {
      this.dispatchEvent(new ToastEvent(words.partRefused));
    }
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
        autopictureinpicture
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
  #renderOwn({ local, camera, screen }: CallMedia) {
    const filmed = this.call.mine.camera && camera === null;
    if (!isLive(this.call) || !(filmed || screen)) return nothing;
    const stream = screen ?? local;
    const { corner, down, move, up, key } = this.corner;
    const how = screen ? 'screen' : isFrontCamera(stream) ? 'mirrored' : '';
    return html`<video
        class="own ${corner.row} ${corner.column} ${how}"
        tabindex="0"
        aria-label=${talkWords.you}
        aria-describedby="own-hint"
        autoplay
        playsinline
        disablepictureinpicture
        .muted=${true}
        .srcObject=${stream}
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
      <tin-avatar
        .peer=${ownId}
        .name=${this.#settings.value.name ?? ''}
        .picture=${this.#settings.value.picture}
      ></tin-avatar>
      <tin-string
        .mood=${stringMood(this.call)}
        .relayed=${this.relayed.holds}
        .mine=${local}
        .theirs=${sound}
        .meters=${meters}
        .clock=${clock}
      ></tin-string>
      <tin-avatar
        .peer=${who.id}
        .name=${who.name}
        .picture=${who.contact?.picture ?? null}
      ></tin-avatar>
    </div>`;
  }

  /** How much of what they wrote nobody has read; empty if none. */
  get #unread(): string {
    const count = this.#conversations.value.get(this.call.peer)?.unread ?? 0;
    return count === 0 ? '' : formatNumber(count, this.services.system.language);
  }

  /** The whole was given it, and only whoever uses keys goes on from there. */
  get #hasFocus(): boolean {
    return this.whole.matches(this.fading.typed ? ':focus-within' : ':focus-within:not(:focus)');
  }

  get #hasProblem(): boolean {
    const { microphone, camera, asking } = this.#ofCall;
    return microphone !== null || camera !== null || Boolean(asking);
  }

  get #who(): Who {
    return whoIs(this.#contacts.value, this.call.peer, this.call.claimedName);
  }

  /** What can float above other windows. */
  get #shown() {
    const { call } = this;
    const remote = this.#media.value.get(call.id)?.remote ?? null;
    return isLive(call)
      ? { call, name: this.#who.name, picture: showsPicture(call) ? remote : null }
      : null;
  }

  #ask(verb: CallVerb): void {
    this.dispatchEvent(new CallVerbEvent(verb));
  }
}

function showsPicture(call: Call): boolean {
  const { camera, screen, held } = call.theirs;
  return isAccepted(call) && (camera || screen) && !held;
}

/** Both talk, and there is nothing one has to know. */
function isCalm(call: Call): boolean {
  return call.phase.kind === 'talking' && !isHeld(call);
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-call-screen': CallScreen;
  }
}
