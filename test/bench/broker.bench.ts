import { BrokerProcess, type Kind } from './broker/broker-process.ts';
import { Crowd } from './broker/crowd.ts';
import { cores } from './broker/cores.ts';
import type { Work } from './broker/orders.ts';
import { median, print } from './report.ts';
import { rest } from './rest.ts';

/** Which of the parts run, parted by commas; all of them without. */
const parts = process.env['BROKER_PARTS']?.split(',') ?? ['relay', 'crowd', 'memory', 'idle'];
const rounds = Number(process.env['BROKER_ROUNDS'] ?? 5);
const crowdRounds = Math.ceil(rounds / 2);
/** After so many seconds nothing is kept of a sign-on but that the phone is there. */
const settledAfter = 190;
/** Phones of `crowd`, `memory` and `idle`. */
const many = Number(process.env['BROKER_PHONES'] ?? 15_000);
const idleSeconds = Number(process.env['BROKER_IDLE_SECONDS'] ?? 300);

const kinds: readonly Kind[] = ['Tincan', 'PeerServer', 'minimal relay'];
/** The server has a core of its own, and so has whoever loads it. */
const [serverCore, crowdCore] = [0, 1];
/** Phones of `relay`; no client is loud enough for a limit. */
const talkers = 2_000;
const underWay = 128;
const few = 1_000;
/** Sign-ons at a time, and so many times; the code is compiled before. */
const newcomers = 500;
const times = 8;
const warmUps = 12;
/** A phone that heard nothing for so long asks the broker for an echo (web/platform/peerjs-line.ts), in ms. */
const heardWithin = 22_000;

type ByKind = Readonly<Record<Kind, number[]>>;
const perKind = (): ByKind => ({ Tincan: [], PeerServer: [], 'minimal relay': [] });

/** Things done per second of the server's processor time. */
const rate = ({ count, used }: Work) => count / used[0]!;

/** A generator that has no time left measures itself. */
function check({ own, seconds }: Work): void {
  if (own / seconds > 0.95) console.error('The load generator had no time left in this round.');
}

async function relay(): Promise<void> {
  const [rates, p99, mids] = [perKind(), perKind(), perKind()];
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) {
      const [broker, crowd] = [await BrokerProcess.start(kind, serverCore), new Crowd(crowdCore)];
      await crowd.signOn({ name: 'talkers', count: talkers, doors: [broker.door] });
      const work = await crowd.flood({ name: 'talkers', underWay, warmUp: 2, seconds: 5 }, [
        broker.pid,
      ]);
      check(work);
      rates[kind].push(rate(work));
      const half = median(rates.Tincan) / 2;
      const delay = await crowd.pace({ name: 'talkers', perSecond: half, warmUp: 1, seconds: 5 });
      p99[kind].push(delay.p99);
      mids[kind].push(delay.median);
      crowd.stop();
      await broker.stop();
    }
  }
  for (const [baseline, metric, least] of [
    ['PeerServer', 'relay_vs_peerserver', 1],
    ['minimal relay', 'relay_vs_minimal', 0.7],
  ] as const) {
    print({
      bench: 'broker',
      metric,
      value: median(rates.Tincan),
      unit: '/s',
      baseline,
      baselineValue: median(rates[baseline]),
      budget: null,
      least,
    });
  }
  for (const [metric, figures, most] of [
    ['relay_p99_ms', p99, 10],
    ['relay_median_ms', mids, null],
  ] as const) {
    const baselineValue = median(figures['minimal relay']);
    print({
      bench: 'broker',
      metric,
      value: median(figures.Tincan),
      unit: 'ms',
      baseline: 'minimal relay',
      baselineValue,
      budget: most === null ? null : most / baselineValue,
    });
  }
}

/** Sign-ons per second of the server's processor time while so many are there; they leave again. */
async function signOns(crowd: Crowd, { door, pid }: BrokerProcess, turns: number) {
  let seconds = 0;
  for (let turn = 0; turn < turns; turn++) {
    const order = { name: 'newcomers', count: newcomers, doors: [door] };
    seconds += (await crowd.signOn(order, [pid])).used[0]!;
    await crowd.leave('newcomers');
  }
  return (turns * newcomers) / seconds;
}

async function crowd(): Promise<void> {
  const [atFew, atMany] = [perKind(), perKind()];
  for (let round = 0; round < crowdRounds; round++) {
    for (const kind of kinds) {
      const [broker, crowd] = [await BrokerProcess.start(kind, serverCore), new Crowd(crowdCore)];
      await signOns(crowd, broker, warmUps);
      await crowd.signOn({ name: 'few', count: few, doors: [broker.door] });
      atFew[kind].push(await signOns(crowd, broker, times));
      await crowd.signOn({ name: 'more', count: many - few, doors: [broker.door] });
      atMany[kind].push(await signOns(crowd, broker, times));
      crowd.stop();
      await broker.stop();
    }
  }
  const [value, stock] = [median(atFew.Tincan), median(atFew.PeerServer)];
  const common = { bench: 'broker', unit: '/s', budget: null } as const;
  print({
    ...common,
    metric: `signon_${few}`,
    value,
    baseline: 'PeerServer',
    baselineValue: stock,
    least: 0.5,
  });
  print({
    ...common,
    metric: `signon_${many}`,
    value: median(atMany.Tincan),
    baseline: `at ${few}`,
    baselineValue: value,
    least: 0.8,
  });
  print({
    ...common,
    metric: `peerserver_signon_${many}`,
    value: median(atMany.PeerServer),
    baseline: `at ${few}`,
    baselineValue: stock,
  });
}

/** Kilobytes a server takes for each phone more that waits for calls, from a third of them on. */
async function kilobytes(kind: Kind): Promise<number> {
  const [broker, crowd] = [await BrokerProcess.start(kind, serverCore), new Crowd(crowdCore)];
  const third = Math.round(many / 3);
  await crowd.signOn({ name: 'first', count: third, doors: [broker.door] });
  await rest(settledAfter);
  const before = await broker.memory();
  await crowd.signOn({ name: 'more', count: many - third, doors: [broker.door] });
  await rest(settledAfter);
  const more = (await broker.memory()) - before;
  crowd.stop();
  await broker.stop();
  return more / (many - third);
}

async function memory(): Promise<void> {
  const baseline = 'minimal relay';
  const [value = NaN, baselineValue = NaN] = await Promise.all(
    (['Tincan', baseline] as const).map(kilobytes),
  );
  print({
    bench: 'broker',
    metric: 'memory_per_phone',
    value,
    unit: 'kB',
    baseline,
    baselineValue,
    budget: 1.2,
  });
}

/** Percent of a core a server uses for so many phones that wait for a call. */
async function idlePercent(kind: Kind, seconds: number): Promise<number> {
  const [broker, crowd] = [await BrokerProcess.start(kind, serverCore), new Crowd(crowdCore)];
  await crowd.signOn({ name: 'all', count: many, doors: [broker.door] });
  await crowd.watch('all', heardWithin);
  const order = { name: 'all', warmUp: heardWithin / 1_000, seconds };
  const work = await crowd.wait(order, [broker.pid]);
  crowd.stop();
  await broker.stop();
  return (work.used[0]! / work.seconds) * 100;
}

async function idle(): Promise<void> {
  const baselineValue = await idlePercent('minimal relay', Math.min(60, idleSeconds));
  const value = await idlePercent('Tincan', idleSeconds);
  print({
    bench: 'broker',
    metric: 'idle_cpu',
    value,
    unit: '% of a core',
    baseline: 'minimal relay',
    baselineValue,
    budget: 3 / baselineValue,
  });
}

if (cores < 2) console.error('With one core the servers share it with the phones.');
if (parts.includes('relay')) await relay();
if (parts.includes('crowd')) await crowd();
if (parts.includes('memory')) await memory();
if (parts.includes('idle')) await idle();
process.exit(0);
