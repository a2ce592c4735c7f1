import { Nats, natsless } from '../server/support/nats.ts';
import { freePort } from '../server/support/free-port.ts';
import { BrokerProcess } from './broker/broker-process.ts';
import { Crowd } from './broker/crowd.ts';
import { cores } from './broker/cores.ts';
import type { Arrival } from './broker/orders.ts';
import { resident } from './processes.ts';
import { leaveOut, median, print } from './report.ts';

const rounds = Number(process.env['CLUSTER_ROUNDS'] ?? 3);
const phones = Number(process.env['CLUSTER_PHONES'] ?? 10_000);
const talkers = 2_000;
const flood = { name: 'talkers', underWay: 128, warmUp: 2, seconds: 5 } as const;
/** Each on a core of its own where there are four; NATS and the phones take what is left otherwise. */
const crowdCore = cores >= 4 ? 3 : null;

/** Offers per second: as measured here, and as the busiest process could with a core for each of them. */
interface Rate {
  readonly here: number;
  readonly could: number;
}

async function measure(
  brokers: readonly BrokerProcess[],
  more: readonly number[],
  run: number,
): Promise<Rate & { readonly each: readonly number[] }> {
  const crowd = new Crowd(crowdCore);
  const doors = brokers.map(({ door }) => door);
  await crowd.signOn({ name: flood.name, count: talkers, doors, run });
  const work = await crowd.flood(flood, [...brokers.map(({ pid }) => pid), ...more]);
  crowd.stop();
  const each = work.used.map((seconds) => (seconds / work.count) * 1e6);
  return { here: work.count / work.seconds, could: work.count / Math.max(...work.used), each };
}

/** What a phone costs each process: kilobytes once all have signed on at that server, and µs for its sign-on. */
interface Cost {
  readonly kilobytes: readonly number[];
  readonly signOn: readonly number[];
}

async function cost(broker: BrokerProcess, others: readonly number[]): Promise<Cost> {
  const crowd = new Crowd(crowdCore);
  const look = async () => [await broker.memory(), ...others.map(resident)];
  const before = await look();
  const order: Arrival = { name: 'all', count: phones, doors: [broker.door] };
  const work = await crowd.signOn(order, [broker.pid, ...others]);
  const after = await look();
  crowd.stop();
  return {
    kilobytes: after.map((kilobytes, at) => (kilobytes - before[at]!) / phones),
    signOn: work.used.map((seconds) => (seconds / phones) * 1e6),
  };
}

/** Two NATS servers that are one cluster; phones sign on at a server of the first. */
async function natsPair(): Promise<readonly [Nats, Nats]> {
  const [first, second] = [await Nats.create(), await Nats.create()];
  const [one, two] = [await freePort(), await freePort()];
  const cluster = (own: number) => [
    ...['--cluster_name', 'tincan', '--cluster', `nats://127.0.0.1:${own}`],
    ...['--routes', `nats://127.0.0.1:${own === one ? two : one}`],
  ];
  await Promise.all([first.start(cluster(one)), second.start(cluster(two))]);
  return [first, second];
}

interface Column {
  readonly value: number[];
  readonly baseline: number[];
}
const column = (): Column => ({ value: [], baseline: [] });

function tell(metric: string, unit: string, baseline: string, figures: Column): void {
  print({
    bench: 'cluster',
    metric,
    value: median(figures.value),
    unit,
    baseline,
    baselineValue: median(figures.baseline),
    budget: null,
  });
}

if (natsless !== null) {
  leaveOut('cluster', natsless);
  process.exit();
}

const [half, all, here, nats] = [column(), column(), column(), column()];
/** Of the node, of its NATS server, and of the other one. */
const [memory, signOns] = [
  [column(), column(), column()],
  [column(), column(), column()],
];
for (let round = 0; round < rounds; round++) {
  const alone = await BrokerProcess.start('Tincan', 0);
  const one = await measure([alone], [], 1);
  await alone.stop();

  const server = await Nats.create();
  await server.start();
  const start = (core: number) => BrokerProcess.start('Tincan', core, { NATS_URL: server.url });
  const two = [await start(0), await start(1)];
  const mixed = await measure(two, [server.pid], 2);
  const across = await measure(two, [server.pid], 1);
  await Promise.all(two.map((broker) => broker.stop()));
  await server.kill();

  half.value.push(mixed.could);
  all.value.push(across.could);
  here.value.push(mixed.here);
  nats.value.push(across.each[2]!);
  half.baseline.push(one.could);
  all.baseline.push(one.could);
  here.baseline.push(one.here);
  nats.baseline.push(one.each[0]!);
  console.error(
    `µs of a core per offer: one node ${shown(one.each)}; half of them to the other node ${shown(mixed.each)}; all ${shown(across.each)} (node, node, NATS)`,
  );

  const pair = await natsPair();
  const lone = await BrokerProcess.start('Tincan', 0);
  const without = await cost(lone, []);
  await lone.stop();
  const member = await BrokerProcess.start('Tincan', 0, { NATS_URL: pair[0].url });
  const within = await cost(
    member,
    pair.map(({ pid }) => pid),
  );
  await member.stop();
  await Promise.all(pair.map((one) => one.kill()));
  for (const [at, column] of memory.entries()) {
    column.value.push(within.kilobytes[at]!);
    column.baseline.push(without.kilobytes[0]!);
  }
  for (const [at, column] of signOns.entries()) {
    column.value.push(within.signOn[at]!);
    column.baseline.push(without.signOn[0]!);
  }
}
tell('two_nodes', '/s', 'one node', half);
tell('two_nodes_all_across', '/s', 'one node', all);
tell('two_nodes_these_cores', '/s', 'one node', here);
tell('nats_us_per_relay', 'µs', 'one node, all of it', nats);
for (const [at, name] of ['node', 'its_nats', 'other_nats'].entries()) {
  tell(`memory_${name}`, 'kB', 'node alone', memory[at]!);
  tell(`signon_${name}`, 'µs', 'node alone', signOns[at]!);
}
process.exit(0);

function shown(each: readonly number[]): string {
  return each.map((one) => one.toFixed(1)).join(', ');
}
