import type { DevicesPort, DeviceWishes, Trial } from '../calls/devices.ts';
import type { Device, DeviceKind } from '../lib/device-list.ts';
import type { DeviceProblem } from '../lib/device-problem.ts';
import type { Report } from '../lib/report.ts';
import { Scope } from '../lib/scope.ts';
import { Store, type Readable } from '../lib/store.ts';
import { askedPicture, type PictureSize } from './devices.ts';
import { isInAppBrowser } from './in-app.ts';
import type { DevicesHere } from './local-devices.ts';

type Asked = Exclude<DeviceKind, 'speaker'>;

const kinds: Readonly<Record<MediaDeviceKind, DeviceKind>> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
};

/** Chromium lists the system's choice once more under these names. */
const aliases: readonly string[] = ['default', 'communications'];

/** The devices of this machine as the browser tells of them. */
export class BrowserDevices implements DevicesPort, DevicesHere {
  readonly wishes: Readable<DeviceWishes>;
  pictureSize: PictureSize = askedPicture;
  readonly canChooseSpeaker = 'setSinkId' in HTMLMediaElement.prototype;
  readonly canShareScreen = 'getDisplayMedia' in (navigator.mediaDevices ?? {});
  readonly isInApp = isInAppBrowser(navigator.userAgent);
  readonly #report: Report;
  readonly #list = new Store<readonly Device[]>([]);
  readonly #permissions = new Map<Asked, PermissionStatus>();
  readonly #granted = new Set<(kind: Asked) => void>();
  readonly #scope = new Scope();
  #watches = false;

  constructor(wishes: Readable<DeviceWishes>, report: Report) {
    this.wishes = wishes;
    this.#report = report;
  }

  get list(): Readable<readonly Device[]> {
    return this.#list;
  }

  watch(): void {
    void this.#read();
    if (this.#watches || !('mediaDevices' in navigator)) return;
    this.#watches = true;
    this.#scope.listen(navigator.mediaDevices, 'devicechange', () => void this.#read());
    for (const kind of ['microphone', 'camera'] as const) void this.#follow(kind);
  }

  asksFor(kind: Asked): boolean {
    return this.#permissions.get(kind)?.state === 'prompt';
  }

  onGranted(listener: (kind: Asked) => void): () => void {
    this.watch();
    this.#granted.add(listener);
    return () => this.#granted.delete(listener);
  }

  async attempt(kind: Asked, id: string | null): Promise<Trial | DeviceProblem> {
    const { attempt } = await import('./device-trial.ts');
    const result = await attempt(kind, id);
    // With a permission come the names.
    void this.#read();
    return result;
  }

  async listen(stream: MediaStream): Promise<Trial> {
    const { listen } = await import('./device-trial.ts');
    return listen(stream);
  }

  async sound(id: string | null): Promise<void> {
    const { sound } = await import('./device-trial.ts');
    await sound(id);
  }

  close(): void {
    this.#scope.close();
  }

  async #read(): Promise<void> {
    const infos = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    const list = infos
      // Before there is a permission a device has no ID, and can't be chosen.
      .filter(({ deviceId }) => deviceId !== '' && !aliases.includes(deviceId))
      .map(({ deviceId, kind, label, groupId }) => ({
        id: deviceId,
        kind: kinds[kind],
        label,
        group: groupId,
      }));
    if (JSON.stringify(list) !== JSON.stringify(this.#list.value)) this.#list.set(list);
  }

  async #follow(kind: Asked): Promise<void> {
    try {
      const status = await navigator.permissions.query({ name: kind });
      this.#permissions.set(kind, status);
      this.#scope.listen(status, 'change', () => {
        void this.#read();
        if (status.state !== 'granted') return;
        for (const listener of [...this.#granted]) listener(kind);
      });
    } catch (error) {
      // Older Firefox and Safari know no permission of that name; “Try again” is left.
      this.#report(`no news of the permission for the ${kind}`, error);
    }
  }
}
