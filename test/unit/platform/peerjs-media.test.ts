import { expect } from '@esm-bundle/chai';
import type { DeviceWishes } from '../../../web/calls/devices.ts';
import type { MediaNeed } from '../../../web/calls/ports.ts';
import type { Device } from '../../../web/lib/device-list.ts';
import { Store } from '../../../web/lib/store.ts';
import { newCallId } from '../../../web/links/messages.ts';
import type { DevicesHere } from '../../../web/platform/local-devices.ts';
import { PeerJsMedia } from '../../../web/platform/peerjs-media.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { ana, ben } from '../../fakes/fake-house.ts';

const devices: DevicesHere = {
  wishes: new Store<DeviceWishes>({ microphone: null, camera: null }),
  list: new Store<readonly Device[]>([]),
  pictureSize: { width: 1_280, height: 720 },
  asksFor: () => false,
  onGranted: () => () => undefined,
};

const rings: MediaNeed = {
  peer: ana,
  offers: false,
  devices: false,
  accepted: false,
  sending: false,
  muted: false,
  camera: false,
  video: false,
};

/** What somebody offers for a call, and what became of it. */
class Offered {
  became = 'waits';
  readonly peerConnection = new RTCPeerConnection();
  readonly metadata: unknown;

  constructor(call: string) {
    this.metadata = { call };
  }

  answer(): void {
    this.became = 'answered';
  }

  on(): void {}

  removeAllListeners(): void {}

  close(): void {
    this.became = 'closed';
    this.peerConnection.close();
  }
}

describe('media that are offered', () => {
  let media: PeerJsMedia;
  let waiting: (() => void)[] | null;
  let clock: FakeClock;

  beforeEach(() => {
    waiting = null;
    clock = new FakeClock();
    media = new PeerJsMedia({ call: () => null }, clock, devices, (_, task) => {
      if (waiting) waiting.push(task);
      else task();
    });
  });
  afterEach(() => {
    media.need(new Map());
    clock.pass(1_000);
  });

  it('for a call that is there are answered at once, and for another one not at all', () => {
    const call = newCallId();
    media.need(new Map([[call, rings]]));
    const [right, foreign, other] = [new Offered(call), new Offered(call), new Offered('x')];
    media.offered(right, ana);
    media.offered(foreign, ben);
    media.offered(other, ana);
    expect([right, foreign, other].map(({ became }) => became)).to.deep.equal([
      'answered',
      'closed',
      'closed',
    ]);
  });

  it('before their call is shown wait for it, and of several the last one is answered', () => {
    const call = newCallId();
    const [first, second] = [new Offered(call), new Offered(call)];
    waiting = [];
    media.offered(first, ana);
    media.offered(second, ana);
    expect([first.became, second.became]).to.deep.equal(['closed', 'waits']);
    media.need(new Map([[call, rings]]));
    for (const task of waiting) task();
    expect(second.became).to.equal('answered');
  });
});
