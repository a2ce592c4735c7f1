import { startChromium } from '../e2e/browser.ts';
import { Person } from '../e2e/person.ts';
import { Server } from '../e2e/server.ts';
import { serveBare } from './bare/serve.ts';
import { loadedKilobytes } from './loads.ts';
import { print } from './report.ts';

const [server, page, browser] = [await Server.start(), await serveBare(), await startChromium()];
const ana = await Person.moveIn(browser, server.url, 'Ana');
await ana.page.close();
const value = await loadedKilobytes(await ana.context.newPage(), server.url);
const baselineValue = await loadedKilobytes(await browser.newPage(), page.url);
print({
  bench: 'size',
  metric: 'first_load_gzip_kb',
  value,
  unit: 'kB',
  baseline: 'bare PeerJS',
  baselineValue,
  // The budget is on the value: 90 kB with everything of the app.
  budget: 90 / baselineValue,
});
await browser.close();
page.stop();
await server.stop();
// Stock PeerServer's timers would keep the process for ever.
process.exit(0);
