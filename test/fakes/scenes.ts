import type { Call, CallId, EndReason, Side } from '../../web/calls/call.ts';
import { echoPeer } from '../../web/calls/echo-peer.ts';
import type { CallMedia } from '../../web/calls/ports.ts';
import type { RecentCall } from '../../web/calls/recent-call.ts';
import { calm, type Shown } from '../../web/files/transfer.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';
import type { SharedContent } from '../../web/lib/share-target.ts';
import type { FileOffer } from '../../web/links/file-offer.ts';
import { spokenPieceSize } from '../../web/links/pieces.ts';
import type { MessageId, StreamId } from '../../web/links/messages.ts';
import type { Chats } from '../../web/messages/chats.ts';
import '../../web/ui/introductions.ts';
import '../../web/ui/offers.ts';
import { fakeServices, type FakeServices } from './fake-services.ts';
import { someCall } from './fake-phone.ts';
import { someQuality, someSummary } from './fake-quality.ts';
import { someSlip } from './fake-hand.ts';
import { files, troubledFiles } from './file-scenes.ts';
import { FakeSystem } from './fake-system.ts';

/** IDs with right check symbols. */
export const [grace, ada, alan, hedy, stranger] = [
  'gracegracegracegrac2',
  'ad4w0ve1acep3er0000c',
  'a1annatur1ng0000001a',
  'hedyhedyhedyhedyhedh',
  '7k2mq9xr4t6b8wzp3hdh',
] as unknown as [PeerId, PeerId, PeerId, PeerId, PeerId];

const quiet: Side = { muted: false, camera: false, held: false, screen: false, away: false };
const filmed: Side = { ...quiet, camera: true };
const start = 1_800_000_000_000;
const since = start - 83_000;

const talking: Partial<Call> = { phase: { kind: 'talking', since } };
const video: Partial<Call> = { ...talking, kind: 'video', mine: filmed, theirs: filmed };
const ringing: Partial<Call> = {
  direction: 'incoming',
  offers: false,
  phase: { kind: 'ringing', path: true },
};
const ended = (reason: EndReason): Partial<Call> => ({
  phase: { kind: 'ended', reason, at: start, since: null },
});

const noMedia: CallMedia = {
  local: null,
  remote: null,
  sound: null,
  microphone: null,
  camera: null,
};

/** How it stands with the devices of the call of that name. */
const devices =
  (name: string, media: Partial<CallMedia>) =>
  (services: FakeServices): void =>
    services.media.set(new Map([[someCall(name, ada).id, { ...noMedia, ...media }]]));

interface Scene {
  readonly hash?: string;
  readonly people?: boolean;
  readonly call?: Call;
  readonly set?: (services: FakeServices) => void | Promise<void>;
}

/** Every screen in the states worth looking at. */
export const scenes: Readonly<Record<string, Scene>> = {
  empty: {},
  recents: { people: true },
  contacts: { people: true, hash: '/contacts' },
  missed: { people: true, hash: '/contacts', set: ({ unseen }) => unseen.set(2) },
  'contacts-empty': { hash: '/contacts' },
  person: { people: true, hash: `/contacts/${ada}` },
  'person-stranger': { people: true, hash: `/recents/${stranger}` },
  'messages-empty': { people: true, hash: '/messages' },
  messages: { people: true, hash: '/messages', set: written },
  conversation: { people: true, hash: `/messages/${ada}`, set: written },
  spoken: { people: true, hash: `/messages/${ada}`, set: spoken },
  'conversation-empty': { people: true, hash: `/messages/${hedy}`, set: written },
  'conversation-files': { people: true, hash: `/messages/${ada}`, set: (all) => files(all, ada) },
  'conversation-file-troubles': {
    people: true,
    hash: `/messages/${ada}`,
    set: (all) => troubledFiles(all, ada),
  },
  'conversation-stranger': { people: true, hash: `/messages/${stranger}` },
  settings: { people: true, hash: '/settings' },
  'settings-blocked': {
    people: true,
    hash: '/settings',
    set: ({ contacts, testFindings }) => {
      void contacts.block(alan, true);
      testFindings.set({ kind: 'tested', microphone: 'heard', camera: 'seen' });
    },
  },
  'test-call': { call: someCall('test', echoPeer, talking) },
  'test-over': {
    call: someCall('test', echoPeer, {
      phase: { kind: 'ended', reason: 'hung-up', at: start, since },
    }),
    set: ({ testFindings }) =>
      testFindings.set({ kind: 'tested', microphone: 'heard', camera: 'in-use' }),
  },
  'settings-picture': {
    people: true,
    hash: '/settings',
    set: ({ settings }) => void settings.change({ picture: somePicture() }),
  },
  'contact-picture': {
    people: true,
    hash: `/contacts/${ada}`,
    set: ({ contacts }) => void contacts.picture(ada, somePicture()),
  },
  link: { people: true, hash: `${stranger}?name=Bob` },
  offline: {
    people: true,
    set: ({ line }) => line.set({ kind: 'offline', trouble: null }),
  },
  'do-not-disturb': {
    people: true,
    set: ({ settings }) => void settings.change({ doNotDisturb: true }),
  },
  introduced: {
    people: true,
    set: ({ introduced }) =>
      introduced.set(
        new Map([[stranger, { person: stranger, name: 'Bob', keys: null, by: ada, at: start }]]),
      ),
  },
  update: { people: true, set: ({ pwa }) => pwa.fresh.set(true) },
  'offer-notices': { people: true, set: ({ pwa }) => pwa.leave.set('default') },
  'offer-install': { people: true, set: ({ pwa }) => pwa.way.set('prompt') },
  'settings-app': {
    people: true,
    hash: '/settings',
    set({ pwa }) {
      pwa.way.set('steps');
      pwa.leave.set('default');
      pwa.fresh.set(true);
    },
  },
  'send-to': {
    people: true,
    hash: '/share',
    set: ({ shareTarget }) => shareTarget.put(someContent()),
  },
  'send-to-nobody': { hash: '/share', set: ({ shareTarget }) => shareTarget.put(someContent()) },
  'send-to-nothing': { people: true, hash: '/share' },
  qr: { people: true, hash: '/qr' },
  hand: { people: true, hash: '/hand' },
  'hand-offer': { people: true, hash: '/hand', set: ({ hand }) => void hand.offer() },
  'hand-answer': {
    people: true,
    hash: '/hand',
    set: ({ hand }) => hand.step.set({ kind: 'answering', slip: someSlip, peer: ada }),
  },
  'hand-failed': {
    people: true,
    hash: '/hand',
    set: ({ hand }) => hand.step.set({ kind: 'failed', why: 'unreachable' }),
  },
  incoming: { people: true, call: someCall('in', ada, ringing) },
  'incoming-stranger': {
    people: true,
    call: someCall('in', stranger, { ...ringing, kind: 'video', claimedName: 'Bob' }),
  },
  'incoming-flash': {
    people: true,
    call: someCall('in', ada, ringing),
    set: ({ settings }) => void settings.change({ flash: true }),
  },
  calling: { people: true, call: someCall('out', ada) },
  ringing: {
    people: true,
    call: someCall('out', ada, { phase: { kind: 'ringing', path: true } }),
  },
  voice: { people: true, call: someCall('talk', ada, talking) },
  'voice-stranger': {
    people: true,
    call: someCall('talk', stranger, { ...talking, claimedName: 'Bob' }),
  },
  held: {
    people: true,
    call: someCall('talk', ada, { ...talking, mine: { ...quiet, held: true } }),
  },
  reconnecting: {
    people: true,
    call: someCall('talk', ada, { phase: { kind: 'reconnecting', since } }),
  },
  'in-background': {
    people: true,
    call: someCall('talk', ada, { ...talking, theirs: { ...quiet, away: true } }),
  },
  video: { people: true, call: someCall('talk', ada, video) },
  screen: {
    people: true,
    call: someCall('talk', ada, { ...talking, theirs: { ...quiet, screen: true } }),
  },
  'share-screen': {
    people: true,
    call: someCall('talk', ada, { ...talking, mine: { ...quiet, screen: true } }),
  },
  'camera-off': {
    people: true,
    call: someCall('talk', ada, { ...video, theirs: { ...quiet, muted: true } }),
  },
  'video-muted': {
    people: true,
    call: someCall('talk', ada, { ...video, theirs: { ...filmed, muted: true } }),
  },
  'video-held': {
    people: true,
    call: someCall('talk', ada, { ...video, mine: { ...filmed, held: true } }),
  },
  'video-reconnecting': {
    people: true,
    call: someCall('talk', ada, { ...video, phase: { kind: 'reconnecting', since } }),
  },
  'no-microphone': {
    people: true,
    call: someCall('talk', ada, { ...talking, mine: { ...quiet, silent: true } }),
    set: devices('talk', { microphone: 'denied' }),
  },
  'no-devices': {
    people: true,
    call: someCall('talk', ada, { ...talking, mine: { ...quiet, silent: true } }),
    set: devices('talk', { microphone: 'denied', camera: 'denied' }),
  },
  'quality-good': {
    people: true,
    call: someCall('talk', ada, video),
    set: ({ quality }) => quality.put(someCall('talk', ada).id, someQuality('good')),
  },
  'quality-weak': {
    people: true,
    call: someCall('talk', ada, talking),
    set: ({ quality }) => quality.put(someCall('talk', ada).id, someQuality('weak')),
  },
  'allow-devices': {
    people: true,
    call: someCall('out', ada),
    set: devices('out', { asking: 'microphone' }),
  },
  'person-quality': { people: true, hash: `/contacts/${hedy}` },
  declined: { people: true, call: someCall('over', ada, ended('declined')) },
  'ended-stranger': {
    people: true,
    call: someCall('over', stranger, { ...ended('busy'), claimedName: 'Bob' }),
  },
};

/** Ada and the owner write to each other, and Alan has written twice. */
async function written({ chats, chatLinks, clock }: FakeServices): Promise<void> {
  const there = await new Promise<Chats>((resolve) => chats.use(resolve));
  const write = (peer: PeerId, text: string) => there.write(peer, text);
  const all = () => there.all.value;
  let n = 0;
  const says = async (from: PeerId, number: number, text: string) => {
    const id = String(n++).padStart(22, 'm') as MessageId;
    const told = { kind: 'text', id, text, reply: null, at: clock.now() } as const;
    const stream = from.padEnd(22, 's') as StreamId;
    chatLinks.say(from, { type: 'tell', stream, n: number, first: 1, told });
    await until(() => all().get(from)?.in.kept === number);
  };
  const got = async (upTo: number, read: number) => {
    const stream = all().get(ada)!.out.stream;
    chatLinks.say(ada, { type: 'got', stream, upTo, read });
    await until(() => all().get(ada)?.out.got === upTo);
  };
  chatLinks.link(ada);
  chatLinks.link(alan);
  await says(ada, 1, 'The engine weaves algebraical patterns, just as the loom weaves flowers.');
  await write(ada, 'Shall we meet? It is all in https://tin.example/notes (page 7).');
  clock.pass(26 * 3_600_000);
  await says(ada, 2, '🎉');
  await write(ada, 'At nine, then.\nI bring the punched cards.');
  await got(2, 1);
  await says(alan, 1, 'Can machines think?');
  await says(alan, 2, 'Call me when you know.');
  await write(ada, 'And a number of my own.');
  clock.pass(1_000);
  await write(hedy, 'Which frequency today?');
}

/** Ada has left messages, and so has the owner: unplayed, played, on its way, and gone. */
export async function spoken({ chats, chatLinks, transfers }: FakeServices): Promise<void> {
  const there = await new Promise<Chats>((resolve) => chats.use(resolve));
  const peaks = '0259cdb8642137beffca8631002468bdda96310';
  const file = (ms: number): FileOffer => ({
    name: 'voice.webm',
    size: 48_000,
    media: 'audio/webm',
    piece: spokenPieceSize,
    root: 'r'.repeat(43),
    voice: { ms, peaks },
  });
  const all = new Map<MessageId, Shown>();
  const still = { isAccepted: true, isPaused: false, handle: null, ...calm };
  const put = (id: MessageId, mine: boolean, offer: FileOffer, isDone: boolean, isPlayed = false) =>
    all.set(id, {
      ...{ peer: ada, id, mine, file: offer, isDone, isPlayed },
      ...{ pieces: isDone ? 1 : 0, ...still },
    });
  const stream = ada.padEnd(22, 's') as StreamId;
  for (const n of [1, 2]) {
    const id = spokenId(n);
    const told = { kind: 'file', id, file: file(n * 12_400), at: null } as const;
    chatLinks.say(ada, { type: 'tell', stream, n, first: 1, told });
    put(id, false, told.file, true, n === 2);
    await until(() => there.all.value.get(ada)?.in.kept === n);
  }
  await there.offer(ada, spokenId(3), file(3_000));
  put(spokenId(3), true, file(3_000), false);
  await there.offer(ada, spokenId(4), file(180_000));
  transfers.set(all);
}

/** The spoken message of that number in the scene of them. */
export function spokenId(n: number): MessageId {
  return String(n).padStart(22, 'v') as MessageId;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await Promise.resolve();
}

/** What another app shares. */
function someContent(): SharedContent {
  const text = 'Notes on the Analytical Engine\nhttps://tin.example/notes';
  const files = ['engine.pdf', 'loom.jpg'].map((name) => new File(['x'.repeat(420_000)], name));
  return { text, isCut: false, files, leftOut: 0 };
}

/** A portrait of nobody. */
function somePicture(): string {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 160;
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = '#8fb3a5';
    pen.fillRect(0, 0, 160, 160);
    pen.fillStyle = '#5b3a29';
    pen.arc(80, 70, 36, 0, 7);
    pen.arc(80, 190, 70, 0, 7);
    pen.fill();
  }
  return canvas.toDataURL('image/png');
}

/** The stage on which a scene is played; with a name, all in it are called that. */
export async function stageOf(
  name: string,
  called?: string,
): Promise<{ readonly kind: 'ready'; readonly services: FakeServices }> {
  const scene = scenes[name];
  if (!scene) throw new Error(`No scene ${name}`);
  const hash = scene.hash ?? '/recents';
  const services = await fakeServices(
    grace,
    new FakeSystem({ hash: called ? hash.replace('Bob', called) : hash, shares: true }),
  );
  if (scene.people) await people(services);
  await scene.set?.(services);
  if (scene.call) services.phone.put(scene.call);
  if (called) await rename(services, called);
  return { kind: 'ready', services };
}

async function rename({ settings, contacts, log, phone }: FakeServices, name: string) {
  await settings.change({ name });
  for (const { id } of contacts.all.value.values()) await contacts.rename(id, name);
  for (const call of log.recents.value) await log.add({ ...call, claimedName: name });
  for (const call of phone.calls.value.values()) phone.put({ ...call, claimedName: name });
}

async function people({ contacts, log }: FakeServices): Promise<void> {
  await contacts.add(ada, 'Ada Lovelace');
  await contacts.add(alan, 'Alan Turing');
  await contacts.add(hedy, 'Hedwig Eva Maria Kiesler, called Hedy Lamarr');
  await contacts.favour(ada, true);
  const hour = 3_600_000;
  const calls: [PeerId, number, Partial<RecentCall>][] = [
    [ada, start - 4 * 60_000, { reason: 'cancelled' }],
    [alan, start - 2 * hour, { direction: 'outgoing', talkedMs: 754_000 }],
    [hedy, start - 26 * hour, { kind: 'video', talkedMs: 4_000_000, quality: someSummary() }],
    [stranger, start - 50 * hour, { claimedName: 'Bob', talkedMs: 42_000 }],
    [ada, start - 60 * hour, { direction: 'outgoing', reason: 'no-answer' }],
    [alan, start - 300 * hour, { direction: 'outgoing', reason: 'busy', kind: 'video' }],
  ];
  for (const [peer, startedAt, change] of calls) {
    await log.add({
      id: String(startedAt).padEnd(22, '0') as CallId,
      peer,
      home: null,
      claimedName: null,
      direction: 'incoming',
      kind: 'voice',
      reason: 'hung-up',
      startedAt,
      talkedMs: null,
      ...change,
    });
  }
}
