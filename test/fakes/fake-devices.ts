import type { DevicesPort, Trial } from '../../web/calls/devices.ts';
import type { Device } from '../../web/lib/device-list.ts';
import type { DeviceProblem } from '../../web/lib/device-problem.ts';
import { Store } from '../../web/lib/store.ts';

export const builtIn: readonly Device[] = [
  { id: 'mic-in', kind: 'microphone', label: 'Built-in microphone', group: 'in' },
  { id: 'cam-in', kind: 'camera', label: 'Built-in camera', group: 'cam' },
  { id: 'out-in', kind: 'speaker', label: 'Built-in speaker', group: 'in' },
];

export const headset: readonly Device[] = [
  { id: 'mic-head', kind: 'microphone', label: 'Headset', group: 'head' },
  { id: 'out-head', kind: 'speaker', label: 'Headset', group: 'head' },
];

/** Devices that are plugged in by the test; nothing is opened. */
export class FakeDevices implements DevicesPort {
  readonly list = new Store<readonly Device[]>(builtIn);
  canChooseSpeaker = true;
  canShareScreen = true;
  isInApp = false;
  /** What a trial comes to; null opens the device. */
  problem: DeviceProblem | null = null;
  readonly sounds: (string | null)[] = [];
  /** Kinds of devices that are open to be tried. */
  readonly open: string[] = [];

  watch(): void {}

  attempt(kind: 'microphone' | 'camera'): Promise<Trial | DeviceProblem> {
    if (this.problem !== null) return Promise.resolve(this.problem);
    this.open.push(kind);
    return Promise.resolve({
      stream: new MediaStream(),
      level: () => 0.6,
      close: () => void this.open.splice(this.open.indexOf(kind), 1),
    });
  }

  listen(stream: MediaStream): Promise<Trial> {
    return Promise.resolve({ stream, level: () => 0.3, close: () => {} });
  }

  sound(id: string | null): Promise<void> {
    this.sounds.push(id);
    return Promise.resolve();
  }
}
