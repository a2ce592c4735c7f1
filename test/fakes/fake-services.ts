import { CallLog } from '../../web/calls/call-log.ts';
import type { CallId } from '../../web/calls/call.ts';
import type { CallMedia } from '../../web/calls/ports.ts';
import { Contacts } from '../../web/contacts/contacts.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';
import { SettingsStore } from '../../web/identity/settings-store.ts';
import { Store } from '../../web/lib/store.ts';
import type { LineStatus } from '../../web/links/line.ts';
import type { Services } from '../../web/ui/services.ts';
import { FakeClock } from './fake-clock.ts';
import { FakePhone } from './fake-phone.ts';
import { FakePwa } from './fake-pwa.ts';
import { FakeSystem } from './fake-system.ts';
import { MemoryShelf } from './memory-shelf.ts';

/** Real stores on a shelf without a disk, and fakes of what lies outside the page. */
export interface FakeServices extends Services {
  readonly phone: FakePhone;
  readonly media: Store<ReadonlyMap<CallId, CallMedia>>;
  readonly line: Store<LineStatus>;
  readonly system: FakeSystem;
  readonly clock: FakeClock;
  readonly pwa: FakePwa;
}

export async function fakeServices(
  ownId: PeerId,
  system = new FakeSystem(),
): Promise<FakeServices> {
  const clock = new FakeClock();
  const report = () => {};
  const settings = await SettingsStore.load(new MemoryShelf(), report);
  await settings.change({ name: 'Grace Hopper' });
  return {
    phone: new FakePhone(),
    media: new Store<ReadonlyMap<CallId, CallMedia>>(new Map()),
    contacts: await Contacts.load(new MemoryShelf(), clock, report),
    log: await CallLog.load(new MemoryShelf(), report),
    settings,
    ownId,
    line: new Store<LineStatus>({ kind: 'online' }),
    system,
    clock,
    pwa: new FakePwa(),
  };
}
