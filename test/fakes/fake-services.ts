import { CallLog } from '../../web/calls/call-log.ts';
import type { CallId } from '../../web/calls/call.ts';
import type { CallMedia } from '../../web/calls/ports.ts';
import type { TestFindings } from '../../web/calls/test-findings.ts';
import type { Introduction } from '../../web/contacts/introduction.ts';
import { Contacts } from '../../web/contacts/contacts.ts';
import type { Shown } from '../../web/files/transfer.ts';
import type { Preparation } from '../../web/files/own-files.ts';
import type { Transfers } from '../../web/files/transfers.ts';
import type { Host } from '../../web/identity/host.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';
import { SettingsStore } from '../../web/identity/settings-store.ts';
import { Store } from '../../web/lib/store.ts';
import type { Carried } from '../../web/links/carried.ts';
import type { Forgery } from '../../web/links/forgeries.ts';
import type { LineStatus } from '../../web/links/line.ts';
import type { MessageId } from '../../web/links/messages.ts';
import type { LinkState } from '../../web/links/person-link.ts';
import type { Services } from '../../web/ui/services.ts';
import { Chats } from '../../web/messages/chats.ts';
import type { Errand } from '../../web/messages/errand.ts';
import { Going } from '../../web/messages/going.ts';
import { FakeBackups } from './fake-backups.ts';
import { FakeChatLinks } from './fake-chat-links.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeMeters } from './fake-meters.ts';
import { FakeFiles } from './fake-files.ts';
import { FakeHand } from './fake-hand.ts';
import { FakeDevices } from './fake-devices.ts';
import { FakeIntroductions } from './fake-introductions.ts';
import { FakePhone } from './fake-phone.ts';
import { FakeQuality } from './fake-quality.ts';
import { FakeRecorder } from './fake-recorder.ts';
import { FakeRingSample } from './fake-ring-sample.ts';
import { FakeSpace } from './fake-space.ts';
import { FakeSight } from './fake-sight.ts';
import { FakeShareTarget } from './fake-share-target.ts';
import { FakePwa } from './fake-pwa.ts';
import { FakeSystem } from './fake-system.ts';
import { FakeTransfers } from './fake-transfers.ts';
import { MemoryHistory } from './memory-history.ts';
import { MemoryNote } from './memory-note.ts';
import { MemoryShelf } from './memory-shelf.ts';

/** Real stores on a shelf without a disk, and fakes of what lies outside the page. */
export interface FakeServices extends Services {
  readonly phone: FakePhone;
  readonly media: Store<ReadonlyMap<CallId, CallMedia>>;
  readonly meters: FakeMeters;
  readonly ringSample: FakeRingSample;
  readonly storage: FakeSpace;
  readonly testFindings: Store<TestFindings | null>;
  readonly devices: FakeDevices;
  readonly line: Store<LineStatus>;
  readonly forgery: Store<Forgery | null>;
  readonly carried: Store<Carried>;
  readonly introduced: Store<ReadonlyMap<PeerId, Introduction>>;
  /** Who was introduced, taken in or dismissed. */
  readonly introducing: FakeIntroductions;
  /** How often the broker was to be tried at once. */
  readonly lineRetries: () => number;
  readonly quality: FakeQuality;
  readonly system: FakeSystem;
  readonly sight: FakeSight;
  readonly clock: FakeClock;
  readonly pwa: FakePwa;
  readonly shareTarget: FakeShareTarget;
  readonly hand: FakeHand;
  readonly history: MemoryHistory;
  /** What the next page finds of what is deleted in a moment. */
  readonly goingNote: MemoryNote;
  readonly chatLinks: FakeChatLinks;
  readonly transfers: Store<ReadonlyMap<MessageId, Shown>>;
  readonly filesHere: FakeTransfers;
  readonly recorder: FakeRecorder;
  readonly preparing: Store<ReadonlySet<Preparation>>;
  readonly links: Store<ReadonlyMap<PeerId, LinkState>>;
  readonly errands: Store<ReadonlyMap<PeerId, Errand>>;
  readonly backingUp: FakeBackups;
  readonly savedFiles: FakeFiles;
}

export async function fakeServices(
  ownId: PeerId,
  system = new FakeSystem(),
): Promise<FakeServices> {
  const clock = new FakeClock();
  const hand = new FakeHand();
  let retries = 0;
  const report = () => {};
  const introducing = new FakeIntroductions();
  const settings = await SettingsStore.load(new MemoryShelf(), report);
  const contacts = await Contacts.load(new MemoryShelf(), clock, report);
  const history = new MemoryHistory();
  const goingNote = new MemoryNote();
  const chatLinks = new FakeChatLinks();
  const backingUp = new FakeBackups();
  const savedFiles = new FakeFiles();
  const chats = await Chats.load({
    ...{ ownId, links: chatLinks, history, clock, report },
    isContact: (peer) => contacts.all.value.has(peer),
    tells: () => settings.all.value.receipts,
  });
  const files = new FakeTransfers();
  const recorder = new FakeRecorder();
  await settings.change({ name: 'Grace Hopper' });
  return {
    phone: new FakePhone(),
    meters: new FakeMeters(),
    media: new Store<ReadonlyMap<CallId, CallMedia>>(new Map()),
    ringSample: new FakeRingSample(),
    storage: new FakeSpace(),
    savedFiles,
    saveFile: savedFiles.save,
    backingUp,
    backups: () => Promise.resolve(backingUp),
    licences: () =>
      Promise.resolve([{ name: 'lit', version: '3.3.3', licence: 'BSD-3-Clause', text: 'Terms.' }]),
    broker: 'tin.example' as Host,
    testFindings: new Store<TestFindings | null>(null),
    devices: new FakeDevices(),
    contacts,
    log: await CallLog.load(new MemoryShelf(), report),
    unseen: new Store(0),
    settings,
    ownId,
    line: new Store<LineStatus>({ kind: 'online' }),
    forgery: new Store<Forgery | null>(null),
    carried: new Store<Carried>({ letters: 0, bytes: 0 }),
    introduced: new Store<ReadonlyMap<PeerId, Introduction>>(new Map()),
    introducing,
    company: { open: () => Promise.resolve(), value: { introductions: introducing } },
    conversations: chats.all,
    sentMessages: chats.sent,
    going: new Going(goingNote),
    goingNote,
    errands: new Store<ReadonlyMap<PeerId, Errand>>(new Map()),
    chats: { value: chats, open: () => Promise.resolve(), use: (task) => task(chats) },
    transfers: new Store<ReadonlyMap<MessageId, Shown>>(new Map()),
    preparing: new Store<ReadonlySet<Preparation>>(new Set()),
    files: {
      value: files as unknown as Transfers,
      open: () => Promise.resolve(),
      get: () => Promise.resolve(files as unknown as Transfers),
      use: (task) => task(files as unknown as Transfers),
    },
    filesHere: files,
    record: () => recorder.record(),
    recorder,
    keepFile: () => Promise.resolve(true),
    links: new Store<ReadonlyMap<PeerId, LinkState>>(new Map()),
    history,
    chatLinks,
    retryLine: () => void retries++,
    lineRetries: () => retries,
    quality: new FakeQuality(),
    system,
    sight: new FakeSight(),
    clock,
    pwa: new FakePwa(),
    shareTarget: new FakeShareTarget(),
    hand,
    byHand: () => Promise.resolve(hand),
  };
}
