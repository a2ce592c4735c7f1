import type { DeviceWishes } from '../calls/devices.ts';
import type { Device } from '../lib/device-list.ts';
import type { CallMedia, MediaNeed } from '../calls/ports.ts';
import { Scope } from '../lib/scope.ts';
import type { Readable } from '../lib/store.ts';
import { DeviceSlot } from './device-slot.ts';
import { openDevices, type Devices, type Opened, type PictureSize, type Wish } from './devices.ts';
import { ScreenSlot } from './screen-slot.ts';

type Kind = DeviceSlot['kind'];

/** What a call knows of the devices of this machine. */
export interface DevicesHere {
  readonly wishes: Readable<DeviceWishes>;
  readonly list: Readable<readonly Device[]>;
  /** How large the pictures of the camera were last, or else how large they are asked for. */
  pictureSize: PictureSize;
  /** True if the browser would ask the user before it opens such a device. */
  asksFor(kind: Kind): boolean;
  /** Calls back when the user allows a kind of device after all, until the returned function is called. */
  onGranted(listener: (kind: Kind) => void): () => void;
}

/** Whoever allows the camera later than this, in ms, does it for something else. */
const answersWithin = 60_000;

type Ask = Readonly<Record<Kind, Wish | null>>;
type LocalNeed = Pick<MediaNeed, 'devices' | 'muted' | 'camera'>;

/**
 * Microphone, camera and screen of one call. It opens and changes them until
 * what is open is what is needed and wished; a new device is open before the
 * old one is closed, so that nothing is missed in between.
 */
export class LocalDevices {
  readonly #here: DevicesHere;
  readonly #changed: () => void;
  readonly #scope = new Scope();
  readonly #microphone = new DeviceSlot('microphone', () => this.#lost());
  readonly #camera = new DeviceSlot('camera', () => this.#lost());
  readonly #screen = new ScreenSlot(() => this.#changed());
  #need: LocalNeed;
  #facing: Wish['facing'] = null;
  #wished: string | null;
  #cameraAskedAt = 0;
  #stream: MediaStream | null = null;
  #known: readonly Device[];
  #asking: CallMedia['asking'] = null;
  #settling = false;
  #settled = false;
  #closed = false;

  constructor(need: LocalNeed, here: DevicesHere, changed: () => void) {
    this.#need = need;
    this.#here = here;
    this.#changed = changed;
    this.#wished = here.wishes.value.camera;
    this.#known = here.list.value;
    this.#scope.add(here.wishes.subscribe(() => this.#wishesChanged()));
    this.#scope.add(here.list.subscribe((list) => this.#listChanged(list)));
    this.#scope.add(here.onGranted((kind) => this.#granted(kind)));
  }

  /** Everything that is needed is open, or it is known why not. */
  get settled(): boolean {
    return this.#settled;
  }

  get media(): Pick<CallMedia, 'local' | 'microphone' | 'camera' | 'screen' | 'asking'> {
    return {
      local: this.#local,
      microphone: this.#microphone.problem,
      camera: this.#camera.problem,
      screen: this.#screen.stream,
      asking: this.#asking ?? null,
    };
  }

  /** What the other side is to hear. */
  get audio(): MediaStreamTrack | null {
    return this.#screen.withMicrophone(this.#microphone.track);
  }

  /** What the other side is to see: the screen goes before the camera. */
  get video(): MediaStreamTrack | null {
    return this.#screen.video ?? (this.#need.camera ? this.#camera.track : null);
  }

  update(need: LocalNeed): void {
    // Asked for once more, a camera that failed gets another try.
    if (need.camera && !this.#need.camera) this.#camera.problem = null;
    this.#need = need;
    if (!need.camera) this.#camera.close();
    this.#mute();
    void this.#settle();
  }

  /** The user wants a microphone that failed to be asked for once more. */
  retry(): void {
    this.#microphone.problem = null;
    void this.#settle();
  }

  /** Opens anew what the system took from the page while that was in the background. */
  refresh(): void {
    for (const slot of [this.#microphone, this.#camera]) {
      if (slot.track?.muted || slot.track?.readyState === 'ended') slot.close();
    }
    void this.#settle();
  }

  flip(): void {
    const settings = this.#camera.track?.getSettings();
    if (!settings) return;
    this.#facing = settings.facingMode === 'environment' ? 'user' : 'environment';
    void this.#settle();
  }

  share(on: boolean): void {
    if (on) void this.#screen.start();
    else this.#screen.stop();
  }

  close(): void {
    this.#closed = true;
    this.#scope.close();
    this.#microphone.close();
    this.#camera.close();
    this.#screen.close();
  }

  /** Opens devices until what is open is what is needed; one request at a time. */
  async #settle(): Promise<void> {
    if (this.#settling || !this.#need.devices) return;
    this.#settling = true;
    for (let ask = this.#ask; ask; ask = this.#ask) await this.#open(ask);
    this.#settling = false;
    if (this.#settled || this.#closed) return;
    this.#settled = true;
    this.#changed();
  }

  async #open(ask: Ask): Promise<void> {
    this.#asking = this.#questionOf(ask);
    if (ask.camera) this.#cameraAskedAt = performance.now();
    if (this.#asking) this.#changed();
    const { microphone, camera } = await this.#openFor(ask);
    this.#asking = null;
    for (const [slot, opened, wish, wanted] of [
      [this.#microphone, microphone, ask.microphone, true],
      [this.#camera, camera, ask.camera, this.#need.camera],
    ] as const) {
      if (!opened || !wish) continue;
      if (opened.kind === 'problem' || (wanted && !this.#closed)) slot.fill(opened, wish);
      else opened.track.stop();
    }
    this.#notePicture();
    this.#mute();
    if (!this.#closed) this.#changed();
  }

  async #openFor(ask: Ask): Promise<Devices> {
    const opened = await openDevices(ask);
    // Many phones open one camera at a time: the other one has to go first.
    const again = (slot: DeviceSlot) =>
      slot.track !== null && isTaken(opened[slot.kind]) ? ask[slot.kind] : null;
    const rest = { microphone: again(this.#microphone), camera: again(this.#camera) };
    if (rest.microphone) this.#microphone.close();
    if (rest.camera) this.#camera.close();
    return rest.microphone || rest.camera ? { ...opened, ...(await openDevices(rest)) } : opened;
  }

  get #ask(): Ask | null {
    if (this.#closed) return null;
    const { wishes } = this.#here;
    const sound: Wish = { id: wishes.value.microphone };
    const sight: Wish = { id: wishes.value.camera, facing: this.#facing ?? null };
    const wants = (slot: DeviceSlot, wish: Wish) => slot.isEmpty || slot.isStale(wish);
    const microphone = wants(this.#microphone, sound) ? sound : null;
    const camera = this.#need.camera && wants(this.#camera, sight) ? sight : null;
    return microphone || camera ? { microphone, camera } : null;
  }

  #questionOf(ask: Ask): CallMedia['asking'] {
    const microphone = ask.microphone !== null && this.#here.asksFor('microphone');
    const camera = ask.camera !== null && this.#here.asksFor('camera');
    if (microphone) return camera ? 'both' : 'microphone';
    return camera ? 'camera' : null;
  }

  #notePicture(): void {
    const { width, height } = this.#camera.track?.getSettings() ?? {};
    if (width && height) this.#here.pictureSize = { width, height };
  }

  #mute(): void {
    if (this.#microphone.track) this.#microphone.track.enabled = !this.#need.muted;
  }

  /** The same stream as long as the same tracks are in it: a new one would make pictures flicker. */
  get #local(): MediaStream | null {
    const tracks = [this.#microphone, this.#camera].flatMap(({ track }) => track ?? []);
    const before = this.#stream?.getTracks() ?? [];
    const same = tracks.length === before.length && tracks.every((one) => before.includes(one));
    if (!same) this.#stream = tracks.length > 0 ? new MediaStream(tracks) : null;
    return this.#stream;
  }

  /** A device went away without being asked to; the system has others. */
  #lost(): void {
    if (this.#closed) return;
    this.#changed();
    void this.#settle();
  }

  #wishesChanged(): void {
    const { camera } = this.#here.wishes.value;
    // A camera that was chosen by name goes before the one that was turned to.
    if (camera !== this.#wished) this.#facing = null;
    this.#wished = camera;
    void this.#settle();
  }

  #listChanged(list: readonly Device[]): void {
    const before = this.#known;
    this.#known = list;
    for (const slot of [this.#microphone, this.#camera]) {
      const { kind, deviceId } = slot;
      const wish = this.#here.wishes.value[kind];
      const came = !has(before, kind, wish) && has(list, kind, wish);
      const went = has(before, kind, deviceId) && !has(list, kind, deviceId);
      if ((came && deviceId !== wish) || went) slot.renew();
      // Permission is there already if it was only the device that was missing.
      if (slot.kind === 'microphone' && slot.problem === 'missing') slot.problem = null;
    }
    void this.#settle();
  }

  #granted(kind: Kind): void {
    const slot = kind === 'microphone' ? this.#microphone : this.#camera;
    if (slot.problem === null) return;
    // A camera does not go on by itself because a code was scanned minutes later.
    if (kind === 'camera' && performance.now() - this.#cameraAskedAt > answersWithin) return;
    slot.problem = null;
    // Whose camera did not open has it turned off; whoever reads this turns it on again.
    this.#changed();
    void this.#settle();
  }
}

function isTaken(opened: Opened | undefined): boolean {
  return opened?.kind === 'problem' && opened.problem === 'in-use';
}

function has(list: readonly Device[], kind: Kind, id: string | null): boolean {
  return list.some((device) => device.kind === kind && device.id === id);
}
