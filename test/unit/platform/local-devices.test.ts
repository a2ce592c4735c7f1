import { expect } from '@esm-bundle/chai';
import type { DeviceWishes } from '../../../web/calls/devices.ts';
import type { Device } from '../../../web/lib/device-list.ts';
import { Store } from '../../../web/lib/store.ts';
import { LocalDevices, type DevicesHere } from '../../../web/platform/local-devices.ts';
import { until } from '../ui/find.ts';

type Granted = Parameters<DevicesHere['onGranted']>[0];

describe('a camera that was refused', () => {
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const need = { devices: true, muted: false, camera: true };
  let allowed: boolean;
  let granted: Granted;
  let devices: LocalDevices;

  beforeEach(async () => {
    allowed = false;
    navigator.mediaDevices.getUserMedia = (constraints) =>
      constraints?.video && !allowed
        ? Promise.reject(new DOMException('no', 'NotAllowedError'))
        : open(constraints);
    const here: DevicesHere = {
      wishes: new Store<DeviceWishes>({ microphone: null, camera: null }),
      list: new Store<readonly Device[]>([]),
      pictureSize: { width: 1_280, height: 720 },
      asksFor: () => false,
      onGranted: (listener) => {
        granted = listener;
        return () => undefined;
      },
    };
    devices = new LocalDevices(need, here, () => undefined);
    devices.update(need);
    await until(() => devices.media.camera !== null);
    allowed = true;
  });
  afterEach(() => {
    devices.close();
    Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');
    Reflect.deleteProperty(performance, 'now');
  });

  it('is on again when it is allowed after all', async () => {
    granted('camera');
    await until(() => devices.video);
    expect(devices.media.camera).to.equal(null);
  });

  it('stays off when it is allowed for something else later, until it is asked for', async () => {
    const later = performance.now() + 61_000;
    performance.now = () => later;
    granted('camera');
    expect(devices.media.camera).not.to.equal(null);
    devices.update({ ...need, camera: false });
    devices.update(need);
    Reflect.deleteProperty(performance, 'now');
    await until(() => devices.video);
  });
});
