import { openBoth } from '../e2e/conversation.ts';
import { attach, comesTo, doneOf, fileOf, press, type Folder } from '../e2e/files.ts';
import { homeless, Homes } from '../e2e/homes.ts';
import type { Person } from '../e2e/person.ts';
import { leaveOut, median, print } from './report.ts';
import { rest } from './rest.ts';

const rounds = 3;
/** Each time without and with a file; in s. */
const listens = 40;
/** What waits on the way, and in the jitter buffer, is forgotten after it; in s. */
const settles = 10;
/** Ana's way out: a queue as long as those of routers at home. */
const uplink = { kbit: 3_000, queueMs: 300 };
/** Each phone delays what it sends and what it gets: a round trip between two takes four of them; ms. */
const phoneDelay = 15;
const megabyte = 1_048_576;
const size = 200 * megabyte;
/** What is below this nobody hears; share of the sound. */
const leastLost = 0.001;

/** Counters of a call, from its beginning. */
interface Counters {
  /** Sum of the round trips, in s, and how many. */
  readonly trips: number;
  readonly answers: number;
  /** Sum of the time that samples waited in the jitter buffer, in s, and how many. */
  readonly waited: number;
  readonly emitted: number;
  /** Samples that were made up, and all of them. */
  readonly madeUp: number;
  readonly samples: number;
}

/** Runs in a page: adds up a counter of all its connections. */
function sumOf([kind, name]: readonly [string, string]): Promise<number> {
  const { probe } = window as unknown as { probe: { connections: RTCPeerConnection[] } };
  const open = probe.connections.filter((one) => one.connectionState === 'connected');
  return Promise.all(open.map((one) => one.getStats())).then((all) =>
    all
      .flatMap((stats) => [...(stats as unknown as Map<string, Record<string, unknown>>).values()])
      .filter((one) => one['type'] === kind)
      .reduce((sum, one) => sum + Number(one[name] ?? 0), 0),
  );
}

async function count(ana: Person, ben: Person): Promise<Counters> {
  const of = ({ page }: Person, kind: string, name: string) =>
    page.evaluate(sumOf, [kind, name] as const);
  const [trips, answers, waited, emitted, madeUp, samples] = await Promise.all([
    of(ana, 'candidate-pair', 'totalRoundTripTime'),
    of(ana, 'candidate-pair', 'responsesReceived'),
    of(ben, 'inbound-rtp', 'jitterBufferDelay'),
    of(ben, 'inbound-rtp', 'jitterBufferEmittedCount'),
    of(ben, 'inbound-rtp', 'concealedSamples'),
    of(ben, 'inbound-rtp', 'totalSamplesReceived'),
  ]);
  return { trips, answers, waited, emitted, madeUp, samples };
}

interface Heard {
  /** Mean of the round trips, in ms. */
  readonly trip: number;
  /** Mean time in the jitter buffer, in ms. */
  readonly buffer: number;
  /** Share of the sound that was made up. */
  readonly lost: number;
}

async function listen(ana: Person, ben: Person): Promise<Heard> {
  const before = await count(ana, ben);
  await rest(listens);
  const after = await count(ana, ben);
  const mean = (sum: keyof Counters, number: keyof Counters) =>
    (after[sum] - before[sum]) / (after[number] - before[number]);
  return {
    trip: mean('trips', 'answers') * 1_000,
    buffer: mean('waited', 'emitted') * 1_000,
    lost: mean('madeUp', 'samples'),
  };
}

async function slow({ page }: Person): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: phoneDelay, downloadThroughput: -1, uploadThroughput: -1 },
  });
}

/** What a voice call over a thin line suffers from a file that goes the same way. */
export async function measureBesideCall(folder: Folder): Promise<void> {
  if (homeless) return leaveOut('files beside a call', homeless);
  const homes = new Homes();
  try {
    const [a, b] = await homes.contacts();
    for (const person of [a, b]) await slow(person);
    homes.narrow('a', uplink.kbit, uplink.queueMs);
    await a.talkTo(b);
    await openBoth(a, b);
    const name = 'beside.dat';
    const { path } = await folder.add(name, size);
    await attach(a, path);
    await fileOf(b, name).getByRole('button', { name: 'Accept' }).waitFor({ timeout: 120_000 });
    const [without, beside]: [Heard[], Heard[]] = [[], []];
    const rates: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await rest(settles);
      without.push(await listen(a, b));
      await press(b, name, round === 0 ? 'Accept' : 'Resume');
      // It begins slowly.
      await comesTo(b, name, (round === 0 ? 0 : await doneOf(b, name)) + 2 / 200, 120_000);
      const [from, start] = [await doneOf(b, name), performance.now()];
      beside.push(await listen(a, b));
      const seconds = (performance.now() - start) / 1_000;
      rates.push((((await doneOf(b, name)) - from) * size * 8) / 1_000 / seconds);
      await press(b, name, 'Pause');
    }
    const trip = median(without.map((one) => one.trip));
    // Only the way of the file has become longer.
    const delay = (all: readonly Heard[]) =>
      median(all.map((one) => one.trip - trip / 2 + one.buffer));
    const lost = (all: readonly Heard[]) => median(all.map((one) => Math.max(leastLost, one.lost)));
    const figures = [
      ['audio_delay_beside_file', delay(beside), 'ms', 'without', delay(without), 1.1, undefined],
      [
        ...(['audio_lost_beside_file', lost(beside) * 100, '%', 'without'] as const),
        ...([lost(without) * 100, 1.1, undefined] as const),
      ],
      ['rate_beside_call', median(rates), 'kbit/s', 'uplink', uplink.kbit, null, 0.5],
    ] as const;
    for (const [metric, value, unit, baseline, baselineValue, budget, least] of figures) {
      const figure = { bench: 'files', metric, value, unit, baseline, baselineValue, budget };
      print(least === undefined ? figure : { ...figure, least });
    }
  } finally {
    await homes.close();
  }
}
