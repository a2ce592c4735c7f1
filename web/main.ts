import { shelves } from './platform/shelves.ts';
import { isAway } from './calls/away.ts';
import { CallLog, toRecentCall } from './calls/call-log.ts';
import { liveCall, type Call } from './calls/call.ts';
import { Calls } from './calls/calls.ts';
import { PhoneWithEcho } from './calls/phone-with-echo.ts';
import { TestCallGate } from './calls/test-call-gate.ts';
import { demandOf, type Handle } from './calls/demand.ts';
import { Ongoing } from './calls/ongoing.ts';
import { QualityGate } from './calls/quality-gate.ts';
import { toneFor } from './calls/tones.ts';
import type { CallScreen } from './calls/until-shown.ts';
import type { Company } from './contacts/company.ts';
import { Contacts, standingOf } from './contacts/contacts.ts';
import type { Strain } from './files/pacing.ts';
import type { Transfers } from './files/transfers.ts';
import type { Backups } from './identity/backups.ts';
import { createIdentity, loadIdentity, saveIdentity, type Identity } from './identity/identity.ts';
import type { Host } from './identity/host.ts';
import type { PeerId } from './identity/peer-id.ts';
import type { Language } from './identity/settings.ts';
import { SettingsStore } from './identity/settings-store.ts';
import { afterFrame } from './lib/after-frame.ts';
import { joined } from './lib/joined.ts';
import { Late } from './lib/late.ts';
import { loaded } from './lib/loads.ts';
import type { ShareTarget } from './lib/share-target.ts';
import type { SaveFile } from './lib/saved-file.ts';
import { Scope } from './lib/scope.ts';
import { Store } from './lib/store.ts';
import { admission, mayRing, type Circumstances } from './links/consent.ts';
import { Forgeries } from './links/forgeries.ts';
import { Links } from './links/links.ts';
import type { OtherRoutes } from './links/other-routes.ts';
import type { Post } from './links/post.ts';
import type { ByFriends } from './messages/by-friends.ts';
import type { Chats } from './messages/chats.ts';
import { Going } from './messages/going.ts';
import { PostGate } from './links/post-gate.ts';
import { AudioMeters } from './platform/audio-meters.ts';
import { browserClock } from './platform/browser-clock.ts';
import { BrowserDevices } from './platform/browser-devices.ts';
import { browserSystem } from './platform/browser-system.ts';
import { consoleReport } from './platform/console-report.ts';
import { watchLoads } from './platform/dead-loads.ts';
import { brokerHere } from './platform/broker-here.ts';
import { sampleOf } from './platform/call-sample.ts';
import { shelf } from './platform/databases.ts';
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
    CallLog.load(shelves.calls, report),
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
  const company: Late<Company> = later('the company did not load', async () => {
    const { openCompany } = await import('./contacts/company.ts');
    const opened = await openCompany({
      ...{ links, contacts, settings: settings.all, clock, report },
      shelves: {
        carried: shelf('carried'),
        introductions: shelf('introductions'),
        parcels: shelf('parcels'),
      },
    });
    scope.add(() => opened.close());
    return opened;
  });
  const going = new Going(localNote(databaseName('tincan-going'), report));
  const chats: Late<Chats> = later('the conversations did not open', async () => {
    const { openChats } = await import('./parts/chats.ts');
    const opened = await openChats(scope, {
      ...{ ownId: identity.id, links, clock, report, isContact, going },
      tells: () => settings.all.value.receipts,
    });
    // What carries files may come later than what is said of them.
    opened.onMessages((messages) =>
      files.use((transfers) => messages.forEach((message) => transfers.mentioned(message))),
    );
    return opened;
  });
  const byFriends: Late<ByFriends> = later('the parcels did not open', async () => {
    const { openByFriends } = await import('./parts/by-friends.ts');
    const people = { contacts, settings, isContact, forged };
    return openByFriends(scope, { identity, links, chats, clock, report, ...people });
  });
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
  const files: Late<Transfers> = later('the files did not open', async () => {
    const { openFiles } = await import('./parts/files.ts');
    return openFiles(scope, { links, chats, contacts, clock, report, isContact, strain });
  });
  const transfers = files.view(({ all }) => all, new Map());
  const letters: Late<Post> = later('the letters did not load', async () => {
    // There is no link before there are letters, and nothing else before there is a link.
    const [{ openLetters }] = await Promise.all([import('./parts/letters.ts'), company.open()]);
    void chats.open();
    void files.open();
    void byFriends.open();
    const people = { contacts, isContact, forged };
    return openLetters(scope, { identity, line, clock, report, ...people });
  });
  const post = new PostGate(letters);
  const ownHost = window.location.host as Host;
  /** All names of the own server that are known. */
  const ownHosts = new Set<Host | null>([ownHost]);
  const home = (peer: PeerId) => {
    const known = calls.homeOf(peer) ?? contacts.all.value.get(peer)?.home ?? null;
    // Of a phone that moved here the own server is no other one.
    return ownHosts.has(known) ? null : known;
  };
  const others: Late<OtherRoutes> = later('the other routes did not load', async () => {
    const { openOtherRoutes } = await import('./parts/other-routes.ts');
    return openOtherRoutes(scope, {
      ...{ app, identity, line, links, calls, clock, report, home },
      here(host) {
        ownHosts.add(host);
        for (const { id, home: known } of contacts.all.value.values())
          if (known === host) void contacts.moved(id, null);
      },
    });
  });
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
    scope,
    {
      calls: calls.calls,
      clock,
      sample: (id) => sampleOf(media, id, clock, report),
      isHidden: () => document.visibilityState === 'hidden',
    },
    report,
  );
  const test = new TestCallGate(scope, {
    ...{ clock, report },
    async load() {
      const { openTestCall } = await import('./parts/test-call.ts');
      return openTestCall(identity.id, clock, devices);
    },
  });
  const withEcho = new PhoneWithEcho(calls, test);
  const silent = ({ peer }: Call) =>
    settings.all.value.strangersSilent && circumstances(peer).standing === 'stranger';
  const device = followDevice(scope, withEcho, { settings, devices, contacts, log, silent });
  scope.add(withEcho.calls.subscribe((all) => pwa.busy(liveCall(all) !== null)));
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
  const note = localNote('tincan-call', report);
  const ongoing = new Ongoing(note, tabName(report), clock, openedAt);
  scope.add(calls.calls.subscribe((all) => ongoing.follow(all)));
  scope.add(() => ongoing.close());
  followPage(scope, { line, links, media, calls, others, ongoing });
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
    ringSample: device.tones,
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
    company,
    carried: company.view(({ carried }) => carried, { letters: 0, bytes: 0 }),
    introduced: company.view(({ introductions }) => introductions.all, new Map()),
    chats,
    conversations: chats.view(({ all }) => all, new Map()),
    sentMessages: chats.view(({ sent }) => sent, new Map()),
    going,
    errands: byFriends.view(({ all }) => all, new Map()),
    files,
    transfers,
    preparing: files.view(({ preparing }) => preparing, new Set()),
    record: async (kind) => {
      const { record } = await import('./platform/media-recorder.ts');
      const { microphone, camera } = settings.all.value;
      return record(kind, { microphone, camera });
    },
    keepFile: async (file, name) => (await import('./platform/file-saver.ts')).keepFile(file, name),
    links: links.states,
    retryLine: () => line.retryNow(),
    quality: {
      all: quality.all,
      surroundings: async () => (await import('./platform/surroundings.ts')).surroundings(),
    },
    system,
    sight,
    clock,
    pwa,
    shareTarget,
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
      device.open();
    }),
  );
  return services;
}

interface DeviceHere {
  readonly settings: SettingsStore;
  readonly devices: BrowserDevices;
  readonly contacts: Contacts;
  readonly log: CallLog;
  silent(call: Call): boolean;
}

/** Lets tones, screen, vibration and buttons of this device follow the calls. */
function followDevice(
  scope: Scope,
  withEcho: PhoneWithEcho,
  { settings, devices, contacts, log, silent }: DeviceHere,
): { readonly tones: TonesGate; open(): void } {
  const makesTones = later('the tones did not load', async () => {
    const { makeTones } = await import('./parts/tones.ts');
    return makeTones(settings.all, devices);
  });
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
  const handset = later('the handset did not load', async () => {
    const { Handset } = await import('./platform/handset.ts');
    return new Handset(withEcho, clock, report);
  });
  const hold = () => {
    handset.use((body) => {
      if (scope.closed) return;
      const demand = demandOf(withEcho.calls.value, silent);
      body.follow(demand, nameOf(contacts, log, demand.handle));
    });
  };
  scope.add(withEcho.calls.subscribe(() => whenDrawn(hold)));
  scope.add(() => handset.value?.close());
  return {
    tones,
    open() {
      void handset.open();
      void makesTones.open();
    },
  };
}

interface PageHere {
  readonly line: PeerJsLine;
  readonly links: Links;
  readonly media: MediaGate;
  readonly calls: Calls;
  readonly others: Late<OtherRoutes>;
  readonly ongoing: Ongoing;
}

/** What the phone does when its page goes, comes back, is seen or not, and when there is a network again. */
function followPage(scope: Scope, { line, links, media, calls, others, ongoing }: PageHere): void {
  const presence = new PagePresence(media.streams);
  calls.away(isAway(presence.state.value));
  scope.add(presence.state.subscribe((state) => calls.away(isAway(state))));
  scope.add(() => presence.close());
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
}

/** Loaded when it is first needed; that it does not come is told as `lack`. */
function later<T extends object>(lack: string, load: () => Promise<T>): Late<T> {
  return new Late(clock, load, (error) => report(lack, error));
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
const shareTarget: ShareTarget = {
  read: async () => (await import('./pwa/share-target.ts')).shareTarget.read(),
  drop: async () => (await import('./pwa/share-target.ts')).shareTarget.drop(),
  sweep: async (now) => (await import('./pwa/share-target.ts')).shareTarget.sweep(now),
};

/** Outside of the page, where the user says. */
const saveFile: SaveFile = async (name) => {
  const { saveFile } = await import('./platform/file-saver.ts');
  return saveFile(name);
};

/** Backups of what lies on this device, read from there. */
async function openBackups(): Promise<Backups> {
  const { openBackups } = await import('./parts/backups.ts');
  return openBackups({ clock, report, saveFile });
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
    await shareTarget.sweep(clock.now());
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
