import { shelves } from './platform/shelves.ts';
import { isAway } from './calls/away.ts';
import { CallLog, toRecentCall } from './calls/call-log.ts';
import { parseRecentCall } from './calls/recent-call.ts';
import { isLive, liveCall, type Call } from './calls/call.ts';
import { Calls } from './calls/calls.ts';
import { PhoneWithEcho } from './calls/phone-with-echo.ts';
import type { TestCall } from './calls/test-call.ts';
import { TestCallGate } from './calls/test-call-gate.ts';
import { demandOf, type Handle } from './calls/demand.ts';
import { present } from './lib/device-list.ts';
import { Ongoing } from './calls/ongoing.ts';
import { QualityGate } from './calls/quality-gate.ts';
import { toneFor } from './calls/tones.ts';
import type { CallScreen } from './calls/until-shown.ts';
import type { Company, CompanyStores } from './contacts/company.ts';
import { parseContact } from './contacts/contact.ts';
import { Contacts, standingOf } from './contacts/contacts.ts';
import type { Introduction } from './contacts/introduction.ts';
import type { Strain } from './files/pacing.ts';
import type { Shown } from './files/transfer.ts';
import type { Preparation } from './files/own-files.ts';
import type { Transfers } from './files/transfers.ts';
import type { Backups } from './identity/backups.ts';
import {
  createIdentity,
  loadIdentity,
  parseIdentityRecord,
  saveIdentity,
  type Identity,
} from './identity/identity.ts';
import type { Host } from './identity/host.ts';
import type { PeerId } from './identity/peer-id.ts';
import type { Language } from './identity/settings.ts';
import { parseSettings, SettingsStore } from './identity/settings-store.ts';
import { afterFrame } from './lib/after-frame.ts';
import { joined } from './lib/joined.ts';
import { Late } from './lib/late.ts';
import { loaded } from './lib/loads.ts';
import type { Parcels } from './lib/parcel.ts';
import type { SaveFile } from './lib/saved-file.ts';
import { Scope } from './lib/scope.ts';
import { follow, Store } from './lib/store.ts';
import type { Carried } from './links/carried.ts';
import { admission, mayRing, type Circumstances } from './links/consent.ts';
import { largestVoice } from './links/file-offer.ts';
import { Forgeries } from './links/forgeries.ts';
import { Links } from './links/links.ts';
import type { MessageId } from './links/messages.ts';
import type { OtherRoutes } from './links/other-routes.ts';
import type { Post } from './links/post.ts';
import type { ByFriends } from './messages/by-friends.ts';
import type { Chats } from './messages/chats.ts';
import type { Conversation } from './messages/conversation.ts';
import type { Errand } from './messages/errand.ts';
import { PostGate } from './links/post-gate.ts';
import { AudioMeters } from './platform/audio-meters.ts';
import { browserClock } from './platform/browser-clock.ts';
import { BrowserDevices } from './platform/browser-devices.ts';
import { browserSystem } from './platform/browser-system.ts';
import { consoleReport } from './platform/console-report.ts';
import { watchLoads } from './platform/dead-loads.ts';
import type { Handset } from './platform/handset.ts';
import { brokerHere } from './platform/broker-here.ts';
import { sampleOf } from './platform/call-sample.ts';
import { databaseName, onMove } from './platform/homes.ts';
import { idbShelf } from './platform/idb-shelf.ts';
import { LineLock } from './platform/line-lock.ts';
import { listenForErrors } from './platform/page-errors.ts';
import { localNote, tabName } from './platform/local-note.ts';
import { PeerJsLine } from './platform/peerjs-line.ts';
import { MediaGate } from './platform/media-gate.ts';
import { licenceList } from './platform/licence-list.ts';
import { browserStorage } from './platform/browser-storage.ts';
import { PagePresence } from './platform/presence.ts';
import { sight } from './platform/sight.ts';
import { keepStorage } from './platform/storage-keeper.ts';
import { troubleHere, troubleOf } from './platform/trouble-of.ts';
import { TonesGate } from './platform/tones-gate.ts';
import { whenDrawn } from './platform/when-drawn.ts';
import { BrowserPwa } from './pwa/browser-pwa.ts';
import type { comeLate } from './pwa/late.ts';
import { listenForLaunches } from './pwa/launches.ts';
import { typedKey } from './pwa/typed-key.ts';
import './ui/app.ts';
import { bring } from './ui/bring.ts';
import { ToastEvent } from './ui/events.ts';
import { speak } from './ui/languages.ts';
import type { Services, Stage } from './ui/services.ts';
import { whoIs, withLastClaim } from './ui/who.ts';
import { words } from './ui/words.ts';

const clock = browserClock;
const openedAt = clock.now();
const report = consoleReport();
const system = browserSystem();
const pwa = new BrowserPwa(report);
const app = document.createElement('tin-app');
const lock = new LineLock();

let late: ReturnType<typeof comeLate> | null = null;

/** What nobody waits for comes when the start is long over, in ms. */
const quietAfter = 3_000;
const retryAfter = 30_000;

/** Closes the phone when another tab takes the line. */
let phone = new Scope();

function show(stage: Stage): void {
  app.stage = stage;
}

/** Speaks before anything is shown; a language that does not load keeps nobody from calling. */
async function speakFirst(choice: Language | null): Promise<void> {
  try {
    await speak(choice, system);
  } catch (error) {
    report('the language did not load', error);
  }
}

/** In a tab that has not the phone nothing else is read. */
async function speakAsChosen(): Promise<void> {
  try {
    const { all } = await SettingsStore.load(shelves.settings, report);
    await speakFirst(all.value.language);
  } catch (error) {
    report('the language is not known', error);
  }
}

/** A new version took the place of a page in which something was typed. */
async function retype(): Promise<void> {
  if (sessionStorage.getItem(typedKey) === null) return;
  const { restoreTyped } = await import('./pwa/typed.ts');
  restoreTyped();
}

/** Opens the phone, or says what keeps it from opening. */
async function tryToOpen(scope: Scope): Promise<void> {
  const trouble = troubleHere();
  if (trouble === null) await orTrouble(scope, () => open(scope));
  else show({ kind: 'trouble', problem: trouble, retry: () => void tryToOpen(scope) });
}

/** Does a step on the way to the phone; where it fails, the screen says why and tries again. */
async function orTrouble(scope: Scope, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    report('the phone did not open', error);
    if (scope.closed) return;
    show({ kind: 'trouble', problem: troubleOf(error), retry: () => void tryToOpen(scope) });
  }
}

/** Reads what is saved and opens the phone, or asks for a name first. */
async function open(scope: Scope): Promise<void> {
  const [settings, identity, contacts, log] = await Promise.all([
    SettingsStore.load(shelves.settings, report),
    loadIdentity(shelves.identity, report),
    Contacts.load(shelves.contacts, clock, report),
    CallLog.load(shelves.recents, report),
  ]);
  await speakFirst(settings.all.value.language);
  const ready = (known: Identity) => {
    if (!scope.closed)
      show({ kind: 'ready', services: connect(scope, known, settings, contacts, log) });
  };
  const first = async (name: string) => {
    const made = identity ?? (await createIdentity());
    if (!identity) await saveIdentity(shelves.identity, made);
    await settings.change({ name });
    void keepStorage(report);
    ready(made);
  };
  if (scope.closed) return;
  if (identity && settings.all.value.name !== null) ready(identity);
  else {
    const start = (name: string) => orTrouble(scope, () => first(name));
    show({ kind: 'first-run', start, backups: openBackups });
    void sweep(true);
  }
}

/** Puts line, links, media and calls together. */
function connect(
  scope: Scope,
  identity: Identity,
  settings: SettingsStore,
  contacts: Contacts,
  log: CallLog,
): Services {
  const greeting = () => settings.all.value.name;
  const circumstances = (peer: PeerId): Circumstances => ({
    standing: standingOf(contacts.all.value, peer),
    invited: calls.isInvited(peer),
    rings: calls.rings(peer),
    wanted: settings.all.value.doNotDisturb && isWanted(peer),
    doNotDisturb: settings.all.value.doNotDisturb,
    strangers: settings.all.value.strangers,
  });
  const isWanted = (peer: PeerId) =>
    links.isWanted(peer) ||
    [...transfers.value.values()].some((one) => one.peer === peer && !one.isDone);
  const isContact = (peer: PeerId) => circumstances(peer).standing === 'contact';
  const line = new PeerJsLine({ identity, broker: brokerHere(), clock, report });
  // Before anybody else asks for something over the new network.
  scope.add(watchLoads({ line, clock, stop: () => window.stop() }));
  const forgeries = new Forgeries(clock);
  const stores: CompanyStores = {
    carried: new Store<Carried>({ letters: 0, bytes: 0 }),
    introduced: new Store<ReadonlyMap<PeerId, Introduction>>(new Map()),
  };
  const company: Late<Company> = new Late(
    clock,
    async () => {
      const { openCompany } = await import('./contacts/company.ts');
      const there = { links, contacts, settings: settings.all, clock, report, ...stores };
      const opened = await openCompany({
        ...there,
        shelves: {
          carried: idbShelf(databaseName('tincan-carried')),
          introductions: idbShelf(databaseName('tincan-introductions')),
          parcels: idbShelf(databaseName('tincan-parcels')),
        },
      });
      scope.add(() => opened.close());
      return opened;
    },
    (error) => report('the company did not load', error),
  );
  const conversations = new Store<ReadonlyMap<PeerId, Conversation>>(new Map());
  const sentMessages = new Store<ReadonlyMap<PeerId, number>>(new Map());
  const chats: Late<Chats> = new Late(
    clock,
    async () => {
      const [{ Chats }, { IdbHistory }] = await Promise.all([
        import('./messages/chats.ts'),
        import('./platform/idb-history.ts'),
      ]);
      const history = new IdbHistory(databaseName('tincan-messages'));
      const opened = await Chats.load({
        ...{ ownId: identity.id, links, history, clock, report, isContact },
        tells: () => settings.all.value.receipts,
      });
      scope.add(() => opened.close());
      // What carries files may come later than what is said of them.
      opened.onMessages((messages) =>
        files.use((transfers) => messages.forEach((message) => transfers.mentioned(message))),
      );
      follow(opened.all, conversations);
      follow(opened.sent, sentMessages);
      return opened;
    },
    (error) => report('the conversations did not open', error),
  );
  const errands = new Store<ReadonlyMap<PeerId, Errand>>(new Map());
  const byFriends: Late<ByFriends> = new Late(
    clock,
    () =>
      openByFriends(scope, {
        identity,
        links,
        chats,
        contacts,
        settings,
        isContact,
        forged,
        errands,
      }),
    (error) => report('the parcels did not open', error),
  );
  const forged = (peer: PeerId) => {
    if (isContact(peer)) forgeries.add(peer);
  };
  /** What a call suffers, as far as it was measured. */
  const strain = (peer: PeerId): Strain | null => {
    const call = liveCall(calls.calls.value);
    if (call?.peer !== peer) return null;
    const reading = quality.all.value.get(call.id)?.reading;
    const lost = reading?.theirs.audio?.lost ?? null;
    return { at: reading?.at ?? 0, lost };
  };
  const transfers = new Store<ReadonlyMap<MessageId, Shown>>(new Map());
  const preparing = new Store<ReadonlySet<Preparation>>(new Set());
  const files: Late<Transfers> = new Late(
    clock,
    () => openFiles(scope, { links, chats, contacts, isContact, strain, transfers, preparing }),
    (error) => report('the files did not open', error),
  );
  const letters: Late<Post> = new Late(
    clock,
    async () => {
      // There is no link before there are letters, and nothing else before there is a link.
      const [{ openPost }, { findWays }] = await Promise.all([
        import('./contacts/open-post.ts'),
        import('./platform/ice.ts'),
        company.open(),
      ]);
      void chats.open();
      void files.open();
      void byFriends.open();
      await findWays(scope, { identity, line, clock, report });
      const noted = localNote('tincan-read', report);
      const there = { identity, clock, report, noted, isContact, whenDrawn, forged };
      return openPost(scope, contacts, there);
    },
    (error) => report('the letters did not load', error),
  );
  const post = new PostGate(letters);
  const ownHost = window.location.host as Host;
  /** All names of the own server that are known. */
  const ownHosts = new Set<Host | null>([ownHost]);
  const home = (peer: PeerId) => {
    const known = calls.homeOf(peer) ?? contacts.all.value.get(peer)?.home ?? null;
    // Of a phone that moved here the own server is no other one.
    return ownHosts.has(known) ? null : known;
  };
  const others = new Late<OtherRoutes>(
    clock,
    () =>
      openOtherRoutes(scope, identity, {
        ...{ links, calls, line, home },
        here(host) {
          ownHosts.add(host);
          for (const { id, home: known } of contacts.all.value.values())
            if (known === host) void contacts.moved(id, null);
        },
      }),
    (error) => report('the other routes did not load', error),
  );
  const links: Links = new Links(line, {
    ownId: identity.id,
    clock,
    report,
    greeting,
    post,
    others,
    home,
    admission: (peer) => admission(circumstances(peer)),
    standing: (peer) => circumstances(peer).standing,
    soundOf: (peer) => media.soundOf(peer),
  });
  const devices = new BrowserDevices(settings.all, report);
  scope.add(() => devices.close());
  const media: MediaGate = new MediaGate({
    ...{ line, clock, report },
    async make() {
      const { PeerJsMedia } = await import('./platform/peerjs-media.ts');
      return new PeerJsMedia(line, clock, devices, (peer, task) => calls.afterInvite(peer, task));
    },
    refused: () => app.show(new ToastEvent(words.partRefused)),
  });
  const calls: Calls = new Calls({
    ownId: identity.id,
    ownHost,
    links,
    media,
    clock,
    greeting,
    whenDrawn,
    screen: callScreenWith(media),
    isContact,
    reception(peer) {
      const { standing, doNotDisturb } = circumstances(peer);
      if (mayRing(circumstances(peer))) return 'ring';
      return doNotDisturb && standing === 'contact' ? 'missed' : 'ignore';
    },
    ended(call) {
      const recent = toRecentCall(call);
      // Where somebody's phone has rung is where that person is; so is where an invite came from. Who names
      // no server and writes by the own broker is of this one; by link or friend it may be any.
      const isHere = others.value?.wroteHere(call.peer);
      if (call.ring && (call.home || isHere))
        void contacts.moved(call.peer, ownHosts.has(call.home) ? null : call.home);
      const measured = quality.summary(call.id);
      if (recent) void log.add(measured ? { ...recent, quality: measured } : recent);
    },
  });
  const quality: QualityGate = new QualityGate(
    {
      calls: calls.calls,
      clock,
      sample: (id) => sampleOf(media, id, clock, report),
      isHidden: () => document.visibilityState === 'hidden',
    },
    report,
  );
  scope.add(() => quality.close());
  const test = new TestCallGate(() => openTestCall(identity.id, devices), report);
  const withEcho = new PhoneWithEcho(calls, test);
  const silent = ({ peer }: Call) =>
    settings.all.value.strangersSilent && circumstances(peer).standing === 'stranger';
  const makesTones = new Late(
    clock,
    async () => {
      const [{ WebAudioTones }, { outputFor }] = await Promise.all([
        import('./platform/web-audio-tones.ts'),
        import('./calls/outputs.ts'),
      ]);
      return new WebAudioTones(
        () => settings.all.value,
        (tone) =>
          outputFor(tone, {
            speaker: present(devices.list.value, 'speaker', settings.all.value.speaker),
            ringer: present(devices.list.value, 'speaker', settings.all.value.ringer),
          }),
      );
    },
    (error) => report('the tones did not load', error),
  );
  const tones = new TonesGate(makesTones);
  // The screen first: a tone takes a moment to make, and the device another to open.
  const sound = () => {
    if (!scope.closed) tones.play(toneFor(withEcho.calls.value, silent));
  };
  scope.add(withEcho.calls.subscribe(() => whenDrawn(sound)));
  for (const store of [settings.all, devices.list]) {
    scope.add(store.subscribe(() => tones.adjust()));
  }
  scope.add(() => tones.close());
  scope.add(() => test.close());
  const handset = new Late<Handset>(
    clock,
    async () => {
      const { Handset } = await import('./platform/handset.ts');
      return new Handset(withEcho, clock, report);
    },
    (error) => report('the handset did not load', error),
  );
  const hold = () => {
    handset.use((body) => {
      if (scope.closed) return;
      const demand = demandOf(withEcho.calls.value, silent);
      body.follow(demand, nameOf(contacts, log, demand.handle));
    });
  };
  scope.add(withEcho.calls.subscribe(() => whenDrawn(hold)));
  scope.add(() => handset.value?.close());
  const presence = new PagePresence(media.streams);
  calls.away(isAway(presence.state.value));
  scope.add(presence.state.subscribe((state) => calls.away(isAway(state))));
  scope.add(() => presence.close());
  scope.add(withEcho.calls.subscribe((all) => pwa.busy([...all.values()].some(isLive))));
  scope.add(() => pwa.busy(false));
  scope.add(() => line.close());
  scope.add(() => links.close());
  scope.add(() => media.need(new Map()));
  scope.add(() => calls.close());
  scope.add(
    contacts.all.subscribe((all) => {
      for (const { id, blocked } of all.values()) if (blocked) calls.drop(id);
      links.review();
    }),
  );
  scope.add(settings.all.subscribe(() => links.review()));
  scope.add(
    line.status.subscribe((status) => {
      if (status.kind === 'offline' && status.trouble?.code === 'elsewhere') links.leaveIdle();
    }),
  );
  scope.listen(window, 'pagehide', () => {
    links.hurry();
    calls.abandon();
    ongoing.close();
    // A page on its way out must not answer that it rings.
    calls.close();
    // Closed by hand, the other side knows at once; browsers leave it to find out.
    links.close();
  });
  // Back from the cache of the back button, a phone without its connections is of no use.
  scope.listen(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) location.reload();
  });
  scope.listen(window, 'online', () => {
    line.startAnew();
    others.value?.doubt();
  });
  scope.listen(document, 'visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    line.startAnew();
    media.refresh();
  });
  const note = localNote('tincan-call', report);
  const ongoing = new Ongoing(note, tabName(report), clock, openedAt);
  scope.add(calls.calls.subscribe((all) => ongoing.follow(all)));
  scope.add(() => ongoing.close());
  const resumed = ongoing.left(lock.took).then(
    (left) => {
      const isWanted = left !== null && circumstances(left.peer).standing !== 'blocked';
      if (!isWanted || scope.closed) return;
      // There is no connection before there are letters, and nobody may be left to send one.
      void letters.open();
      calls.resume(left);
    },
    (error: unknown) => report('what was left of a call could not be read', error),
  );
  // The screen first: PeerJS is the largest part of the app and not needed to show it. Who hears of a
  // call that is not resumed yet says that it is over.
  afterFrame(async () => {
    await resumed;
    if (!scope.closed) await line.start();
  });
  afterFrame(() => devices.watch());
  const services: Services = {
    meters: new AudioMeters(),
    phone: withEcho,
    media: joined(media.streams, test.media),
    testFindings: test.findings,
    ringSample: tones,
    storage: browserStorage(report),
    saveFile,
    backups: openBackups,
    licences: licenceList,
    broker: ownHost,
    devices,
    contacts,
    log,
    unseen: new Store(0),
    settings,
    ownId: identity.id,
    line: line.status,
    forgery: forgeries.last,
    ...stores,
    conversations,
    sentMessages,
    errands,
    chats,
    transfers,
    preparing,
    files,
    record: async (kind) => {
      const { record } = await import('./platform/media-recorder.ts');
      const { microphone, camera } = settings.all.value;
      return record(kind, { microphone, camera });
    },
    keepFile: async (file, name) => (await import('./platform/file-saver.ts')).keepFile(file, name),
    links: links.states,
    company,
    retryLine: () => line.retryNow(),
    quality: {
      all: quality.all,
      surroundings: async () => (await import('./platform/surroundings.ts')).surroundings(),
    },
    system,
    sight,
    clock,
    pwa,
    parcels,
    byHand: async () => {
      const { handHere } = await import('./platform/hand-here.ts');
      return handHere({ identity, clock, report, people: contacts, links });
    },
  };
  accompanyLater(scope, services, quietAfter);
  // The first call should not wait for what signs it, nor for its tone.
  scope.add(
    clock.after(quietAfter, () => {
      void media.open();
      void letters.open();
      void handset.open();
      void makesTones.open();
    }),
  );
  return services;
}

interface FilesHere {
  readonly links: Links;
  readonly chats: Late<Chats>;
  readonly contacts: Contacts;
  readonly transfers: Store<ReadonlyMap<MessageId, Shown>>;
  readonly preparing: Store<ReadonlySet<Preparation>>;
  isContact(peer: PeerId): boolean;
  strain(peer: PeerId): Strain | null;
}

/** Files go by the links, and are talked of in the conversations. */
async function openFiles(
  scope: Scope,
  { links, chats, contacts, isContact, strain, transfers, preparing }: FilesHere,
): Promise<Transfers> {
  const [{ Transfers }, { OpfsDisk }, { fileSources }] = await Promise.all([
    import('./files/transfers.ts'),
    import('./platform/opfs-disk.ts'),
    import('./platform/file-sources.ts'),
  ]);
  const talk = await chats.get();
  const opened = await Transfers.load({
    ...{ links, talk, isContact, strain, clock, report },
    disk: new OpfsDisk(),
    sources: fileSources,
    shelf: idbShelf(databaseName('tincan-files')),
    takes: (peer, { voice, size }) => {
      const upTo = contacts.all.value.get(peer)?.takesUpTo ?? 0;
      const most = voice === null ? upTo : Math.max(upTo, largestVoice);
      return isContact(peer) && most > 0 && size <= most;
    },
  });
  scope.add(() => opened.close());
  scope.add(contacts.all.subscribe(() => opened.review()));
  // What is not read yet can't be sent by the page that comes after this one.
  const warn = (event: Event) => {
    if (preparing.value.size > 0) event.preventDefault();
  };
  addEventListener('beforeunload', warn);
  scope.add(() => removeEventListener('beforeunload', warn));
  follow(opened.all, transfers);
  follow(opened.preparing, preparing);
  return opened;
}

interface ByFriendsHere {
  readonly identity: Identity;
  readonly links: Links;
  readonly chats: Late<Chats>;
  readonly contacts: Contacts;
  readonly settings: SettingsStore;
  readonly errands: Store<ReadonlyMap<PeerId, Errand>>;
  isContact(peer: PeerId): boolean;
  forged(peer: PeerId): void;
}

/** What is written to somebody who is away waits with friends of both. */
async function openByFriends(
  scope: Scope,
  { identity, links, chats, contacts, settings, errands, isContact, forged }: ByFriendsHere,
): Promise<ByFriends> {
  const [{ ByFriends }, { Packing }] = await Promise.all([
    import('./messages/by-friends.ts'),
    import('./links/parcel.ts'),
  ]);
  const talk = await chats.get();
  const opened = await ByFriends.load({
    ...{ links, talk, clock, report, isContact, forged },
    packing: new Packing(identity, contacts),
    shelf: idbShelf(databaseName('tincan-errands')),
    leaves: () => settings.all.value.leaves,
  });
  scope.add(() => opened.close());
  for (const store of [contacts.all, settings.all]) {
    scope.add(store.subscribe(() => opened.review()));
  }
  follow(opened.all, errands);
  return opened;
}

interface Reach {
  readonly links: Links;
  readonly calls: Calls;
  readonly line: PeerJsLine;
  home(peer: PeerId): Host | null;
  here(host: Host): void;
}

/** The way to people whose phones belong to other servers. */
async function openOtherRoutes(
  scope: Scope,
  identity: Identity,
  { links, calls, line, home, here }: Reach,
): Promise<OtherRoutes> {
  const [{ OtherRoutes }, { WebSocketBrokers }, { brokerToast }] = await Promise.all([
    import('./links/other-routes.ts'),
    import('./platform/web-socket-brokers.ts'),
    import('./ui/broker-toast.ts'),
  ]);
  const ownBroker = () => line.broker;
  const brokers = new WebSocketBrokers({ identity, clock, report, ownBroker });
  scope.add(() => brokers.close());
  const routes = new OtherRoutes({
    brokers,
    clock,
    home,
    here,
    isOnline: () => line.status.value.kind === 'online',
    failed(host, trouble) {
      const call = liveCall(calls.calls.value);
      if (call?.phase.kind === 'dialing') app.show(brokerToast(host, trouble));
    },
  });
  links.join(routes);
  return routes;
}

/** What a call shows, and what makes its media. */
function callScreenWith(media: MediaGate): CallScreen {
  return {
    get isHere() {
      return media.isHere && customElements.get('tin-call-screen') !== undefined;
    },
    come() {
      bring('calling', app);
      return Promise.all([media.open(), customElements.whenDefined('tin-call-screen')]);
    },
  };
}

/** What other apps shared, as the service worker left it. */
const parcels: Parcels = {
  read: async () => (await import('./pwa/parcels.ts')).parcels.read(),
  drop: async () => (await import('./pwa/parcels.ts')).parcels.drop(),
  sweep: async (now) => (await import('./pwa/parcels.ts')).parcels.sweep(now),
};

/** Outside of the page, where the user says. */
const saveFile: SaveFile = async (name) => {
  const { saveFile } = await import('./platform/file-saver.ts');
  return saveFile(name);
};

/** Backups of what lies on this device, read from there. */
async function openBackups(): Promise<Backups> {
  const [{ BackupDesk }, { shelfPart }, { IdbHome }, { IdbHistory }, chats, { RestoredHistory }] =
    await Promise.all([
      import('./identity/backups.ts'),
      import('./identity/shelf-part.ts'),
      import('./platform/idb-home.ts'),
      import('./platform/idb-history.ts'),
      import('./messages/backup-parts.ts'),
      import('./messages/restored-history.ts'),
    ]);
  const [{ backupFiles, filesPart }, { RestoredFiles }, { filesHere }, { restoredHome }] =
    await Promise.all([
      import('./files/backup-files.ts'),
      import('./files/restored-files.ts'),
      import('./platform/files-folder.ts'),
      import('./platform/restored-home.ts'),
    ]);
  const { parseIntroduction } = await import('./contacts/introduction.ts');
  const introductions = idbShelf(databaseName('tincan-introductions'));
  const history = new IdbHistory(databaseName('tincan-messages'));
  return new BackupDesk({
    parts: [
      // The first: without it nothing else is of use.
      shelfPart('identity', shelves.identity, parseIdentityRecord),
      shelfPart('settings', shelves.settings, parseSettings),
      shelfPart('contacts', shelves.contacts, parseContact),
      shelfPart('introductions', introductions, parseIntroduction),
      shelfPart('calls', shelves.recents, parseRecentCall),
      ...chats.chatParts(history),
    ],
    files: backupFiles(idbShelf(databaseName('tincan-files')), filesHere),
    newHome() {
      const home = new IdbHome();
      const keep = home.keep.bind(home, filesPart);
      return restoredHome(home, {
        history: new RestoredHistory(() => home.history),
        files: new RestoredFiles(() => home.disk, keep),
        report,
      });
    },
    saveFile,
    now: () => clock.now(),
    report,
  });
}

/** A phone that reaches the echo in this page and nobody else. */
async function openTestCall(ownId: PeerId, devices: BrowserDevices): Promise<TestCall> {
  const [{ TestCall }, { PeerJsMedia }, { EchoLine }, { StatsEar }] = await Promise.all([
    import('./calls/test-call.ts'),
    import('./platform/peerjs-media.ts'),
    import('./platform/echo-line.ts'),
    import('./platform/echo-ear.ts'),
  ]);
  const ear = new StatsEar(clock);
  const media = new PeerJsMedia(new EchoLine(ear), clock, devices);
  return new TestCall({ ownId, media, ear, clock });
}

/** Where the server is gone in the first seconds, it is tried again. */
function accompanyLater(scope: Scope, services: Services, ms: number): void {
  const attempt = () =>
    accompany(scope, services).catch((error: unknown) => {
      report('no life outside', error);
      accompanyLater(scope, services, retryAfter);
    });
  scope.add(clock.after(ms, () => void attempt()));
}

/** No call needs it: what the phone tells outside of its page, and what it offers about itself. */
async function accompany(scope: Scope, services: Services): Promise<void> {
  bring('calling', app);
  const [{ comeLate }, { tellOutside }] = await loaded(() =>
    Promise.all([
      import('./pwa/late.ts'),
      import('./ui/tell-outside.ts'),
      import('./ui/offers.ts'),
      import('./ui/introductions.ts'),
    ]),
  );
  late ??= comeLate(pwa, idbShelf('tincan-app'), clock, report).catch((error: unknown) => {
    late = null;
    throw error;
  });
  const { outside, seenUntil } = await late;
  void sweep();
  scope.add(await tellOutside(services, outside, seenUntil));
}

/**
 * What was shared and never sent; what a restored phone took the place of, or one that nobody restored in
 * the end. Where there is no phone, the browser may have lost the note of where it lies.
 */
async function sweep(lacksPhone = false): Promise<void> {
  try {
    const { comeHome, sweepHomes } = await import('./platform/idb-home.ts');
    if (lacksPhone && (await comeHome())) return;
    await parcels.sweep(clock.now());
    await sweepHomes(clock.now());
  } catch (error) {
    report('what earlier phones kept could not be taken away', error);
  }
}

function nameOf({ all }: Contacts, { recents }: CallLog, handle: Handle | null): string {
  if (handle === null) return '';
  const { peer, claimedName } = withLastClaim(handle, recents.value);
  return whoIs(all.value, peer, claimedName).name;
}

function followLock(): void {
  switch (lock.hold.value) {
    case 'waiting':
      return show({ kind: 'starting' });
    case 'elsewhere':
      phone.close();
      void speakAsChosen();
      return show({ kind: 'elsewhere', take: () => lock.take() });
    case 'held':
      phone = new Scope();
      void tryToOpen(phone);
  }
}

document.body.append(app);
// Until the settings are read, that of the browser.
void speakFirst(null);
void retype().catch((error: unknown) => report('what was typed did not come back', error));
listenForLaunches((hash) => system.go(hash));
listenForErrors((error) => app.tell(error));
// What is open here is not that phone.
onMove(() => location.reload());
lock.hold.subscribe(followLock);
followLock();
