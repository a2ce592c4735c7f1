import { openBoth } from '../e2e/conversation.ts';
import { attach, comesTo, fileOf, press, type Folder } from '../e2e/files.ts';
import { homeless, Homes } from '../e2e/homes.ts';
import type { Person } from '../e2e/person.ts';
import { leaveOut, median, print } from './report.ts';

/** An uplink, in kbit/s, and how long what leaves may wait in its queue, in ms. */
const uplink = { kbit: 1_000, queueMs: 300 };
const small = 20_000;
const large = 40_000_000;
const times = 5;

type Two = readonly [Person, Person];

/** From Accept until small files are there, in s, one after the other. */
async function passes([ana, ben]: Two, folder: Folder, label: string): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const name = `${label} ${i}.bin`;
    await attach(ana, (await folder.add(name, small, i)).path);
    await fileOf(ben, name).getByRole('button', { name: 'Accept' }).waitFor();
    const start = performance.now();
    await press(ben, name, 'Accept');
    await comesTo(ben, name, 1);
    took.push((performance.now() - start) / 1_000);
  }
  return median(took);
}

/** How long a small file takes on a thin line beside a large one, and without it. */
export async function measureThinLine(folder: Folder): Promise<void> {
  if (homeless) return leaveOut('files small_beside_large', homeless);
  const homes = new Homes();
  try {
    const two = await homes.contacts();
    const [ana, ben] = two;
    await openBoth(ana, ben);
    homes.narrow('a', uplink.kbit, uplink.queueMs);
    const alone = await passes(two, folder, 'alone');
    await attach(ana, (await folder.add('large.bin', large)).path);
    await press(ben, 'large.bin', 'Accept');
    await comesTo(ben, 'large.bin', 0.02);
    const beside = await passes(two, folder, 'beside');
    print({
      bench: 'files',
      metric: 'small_beside_large',
      value: beside,
      unit: 's',
      baseline: 'alone',
      baselineValue: alone,
      budget: null,
    });
  } finally {
    await homes.close();
  }
}
