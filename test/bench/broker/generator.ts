import { PhoneKey } from '../../server/support/phone-key.ts';
import { spent } from '../processes.ts';
import { rest } from '../rest.ts';
import { maskedFrame } from './frame.ts';
import type { Arrival, Delay, Door, Flood, Orders, Pace, Wait, Work } from './orders.ts';
import { ThinPhone } from './thin-phone.ts';

/** Bytes of an offer as a phone sends it, whole. */
const offerBytes = 2_500;
/** Sign-ons under way at any time. */
const signOnsAtOnce = 64;
/** After a flood the last offers take no longer, in ms. */
const drainsWithin = 10_000;

const keys: PhoneKey[] = [];
const groups = new Map<string, Group>();
let addresses = 0;

/** Phones in a ring: each sends its offer to the next. */
class Group {
  readonly phones: readonly ThinPhone[];
  readonly #offers: readonly Buffer[];
  #next = 0;
  #watch: NodeJS.Timeout | null = null;

  constructor(phones: readonly ThinPhone[]) {
    this.phones = phones;
    this.#offers = phones.map((_, at) => offerTo(phones[(at + 1) % phones.length]!.id));
  }

  /** The next phone sends its offer; returns who will get it. */
  send(): number {
    const at = this.#next;
    this.#next = (at + 1) % this.phones.length;
    this.phones[at]!.send(this.#offers[at]!);
    return this.#next;
  }

  /** Calls back with the place of each phone that gets an offer; anything else is a failure. */
  listen(onOffer: (at: number) => void, onOther: (text: string) => void): void {
    this.phones.forEach((phone, at) => {
      phone.onText = (text) => {
        if (text.length > offerBytes / 2) onOffer(at);
        else onOther(text.toString());
      };
      phone.onClose = () => onOther('A socket closed');
    });
  }

  watch(within: number): void {
    let at = 0;
    const turns = this.phones.length;
    let last = performance.now();
    this.#watch = setInterval(() => {
      const now = performance.now();
      for (; last + within / turns <= now; last += within / turns) {
        const phone = this.phones[at++ % turns]!;
        // What it asked at the last look was answered a moment later.
        if (now - phone.heardAt > within - 1_000) phone.send(echoTo(phone.id));
      }
    }, 10);
  }

  async leave(): Promise<void> {
    if (this.#watch) clearInterval(this.#watch);
    await Promise.all(this.phones.map((phone) => phone.leave()));
  }
}

/** An offer in its envelope (docs/protocol.md, “Letters”); nobody here opens it. */
function offerTo(dst: string): Buffer {
  const around = JSON.stringify({ type: 'OFFER', dst, payload: { tincan: 3, sealed: '' } });
  const sealed = 'Ab-_'.repeat(offerBytes).slice(0, offerBytes - around.length);
  return maskedFrame(JSON.stringify({ type: 'OFFER', dst, payload: { tincan: 3, sealed } }));
}

/** By which a phone sees whether the broker is there (docs/protocol.md, “When the network changes”). */
function echoTo(dst: string): Buffer {
  const payload = { tincan: 3, echo: true };
  return maskedFrame(JSON.stringify({ type: 'CANDIDATE', dst, payload }));
}

/** Each phone comes from an address of its own, as phones do: 127.1.0.0 and following. */
function nextAddress(): string {
  const at = addresses++;
  return `127.${1 + ((at >> 16) % 250)}.${(at >> 8) & 0xff}.${at & 0xff}`;
}

function keyAt(at: number): PhoneKey {
  return (keys[at] ??= new PhoneKey());
}

function groupOf(name: string): Group {
  const group = groups.get(name);
  if (!group) throw new Error(`There are no phones called ${name}`);
  return group;
}

const busy = () => [...groups.values()].reduce((sum, { phones }) => sum + phones.length, 0);

/** Looks at the clocks; the returned function tells what was done since. */
function stopwatch(pids: readonly number[]): (count: number) => Work {
  const start = performance.now();
  const own = process.cpuUsage();
  const before = pids.map(spent);
  return (count) => {
    const seconds = (performance.now() - start) / 1_000;
    const { user, system } = process.cpuUsage(own);
    const used = pids.map((pid, at) => spent(pid) - before[at]!);
    return { count, seconds, own: (user + system) / 1e6, used };
  };
}

async function signOn({ name, count, doors, run = 1 }: Arrival, pids: readonly number[]) {
  const from = busy();
  for (let at = 0; at < count; at++) keyAt(from + at);
  const places = Array.from({ length: count }, (_, at) => {
    const door: Door = doors[Math.floor(at / run) % doors.length]!;
    const key = keyAt(from + at);
    return { ...door, id: key.id, token: key.token(door.host), from: nextAddress() };
  });
  const phones: ThinPhone[] = [];
  let next = 0;
  const work = async () => {
    for (let at = next++; at < count; at = next++) phones[at] = await ThinPhone.signOn(places[at]!);
  };
  const lap = stopwatch(pids);
  await Promise.all(Array.from({ length: signOnsAtOnce }, work));
  const done = lap(count);
  groups.set(name, new Group(phones));
  return done;
}

async function flood({ name, underWay, warmUp, seconds }: Flood, pids: readonly number[]) {
  const group = groupOf(name);
  let [sent, came, running, other] = [0, 0, true, ''];
  const say = () => {
    group.send();
    sent++;
  };
  group.listen(
    () => {
      came++;
      if (running) say();
    },
    (text) => (other = text),
  );
  for (let at = 0; at < underWay; at++) say();
  await rest(warmUp);
  const before = came;
  const lap = stopwatch(pids);
  await rest(seconds);
  const done = lap(came - before);
  running = false;
  await drained(
    () => came === sent,
    () => `${sent - came} of ${sent} offers did not come. ${other}`,
  );
  return done;
}

async function pace({ name, perSecond, warmUp, seconds }: Pace): Promise<Delay> {
  const group = groupOf(name);
  const total = Math.round(perSecond * (warmUp + seconds));
  const dues: number[][] = group.phones.map(() => []);
  const delays: number[] = [];
  let [came, other] = [0, ''];
  const start = performance.now() + 10;
  const counted = start + warmUp * 1_000;
  group.listen(
    (at) => {
      came++;
      const due = dues[at]!.shift()!;
      if (due >= counted) delays.push(performance.now() - due);
    },
    (text) => (other = text),
  );
  await new Promise<void>((resolve) => {
    let sent = 0;
    const step = () => {
      const now = performance.now();
      for (; sent < total; sent++) {
        const due = start + (sent * 1_000) / perSecond;
        if (due > now) break;
        dues[group.send()]!.push(due);
      }
      if (sent < total) setTimeout(step, 1);
      else resolve();
    };
    step();
  });
  await drained(
    () => came === total,
    () => `${total - came} of ${total} offers did not come. ${other}`,
  );
  delays.sort((a, b) => a - b);
  const share = (part: number) => delays[Math.floor((delays.length - 1) * part)]!;
  return { median: share(0.5), p99: share(0.99), most: share(1) };
}

async function wait({ name, warmUp, seconds }: Wait, pids: readonly number[]): Promise<Work> {
  const { phones } = groupOf(name);
  await rest(warmUp);
  const lap = stopwatch(pids);
  await rest(seconds);
  const done = lap(phones.length);
  const lost = phones.filter(({ isOpen }) => !isOpen).length;
  if (lost > 0) throw new Error(`${lost} phones lost their connection`);
  return done;
}

async function drained(isDone: () => boolean, why: () => string): Promise<void> {
  const until = performance.now() + drainsWithin;
  while (!isDone()) {
    if (performance.now() > until) throw new Error(why());
    await rest(0.01);
  }
}

const orders: Orders = {
  signOn,
  flood,
  pace,
  wait,
  async watch(name, within) {
    groupOf(name).watch(within);
  },
  async leave(name) {
    await groupOf(name).leave();
    groups.delete(name);
  },
};

type Call = readonly [kind: keyof Orders, args: never[]];

process.on('message', ([kind, args]: Call) => {
  const doing = (orders[kind] as (...args: never[]) => Promise<unknown>)(...args);
  doing.then(
    (value) => process.send!({ value }),
    (error: unknown) => process.send!({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
