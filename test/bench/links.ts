import { Person } from '../e2e/person.ts';
import { Server } from '../e2e/server.ts';
import { startChromium } from '../e2e/browser.ts';
import { createIdentity } from '../../web/identity/identity.ts';
import { formatPeerId } from '../../web/identity/peer-id.ts';
import { signOn } from '../e2e/sign-on.ts';
import { MeteredChromium } from './metered.ts';
import { print } from './report.ts';

/** Contacts of the phone, all of them signed on, and those of them who have talked to it. */
const contacts = 200;
const linked = 40;
/** Links beyond this are closed. */
const mostLive = 32;

/** Memory settles after garbage was collected. */
async function settled(chromium: MeteredChromium, { page }: Person): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  return chromium.memory;
}

/** Data connections of the page that are open. */
function liveLinks({ page }: Person): Promise<number> {
  return page.evaluate(() => {
    const { probe } = window as unknown as { probe: { connections: RTCPeerConnection[] } };
    return probe.connections.filter((one) => one.connectionState === 'connected').length;
  });
}

/** Prints what a phone needs more where 200 contacts are there, and how many links it keeps. */
export async function measureLinks(): Promise<void> {
  const server = await Server.start();
  const [metered, others] = [await MeteredChromium.launch(), await startChromium()];
  const ana = await Person.moveIn(metered.browser, server.url, 'Ana');
  const empty = await settled(metered, ana);
  const sockets = [];
  for (let at = linked; at < contacts; at++) {
    const identity = await createIdentity();
    sockets.push((await signOn(server.url, identity)).socket);
    await ana.addContact(`Signed on ${at}`, formatPeerId(identity.id));
  }
  for (let at = 0; at < linked; at++) {
    const other = await Person.moveIn(others, server.url, `Linked ${at}`);
    await ana.meet(other);
  }
  const full = await settled(metered, ana);
  const live = await liveLinks(ana);
  const figures = [
    // The budget is on what the links add: 150 MB.
    ['links_200_contacts_mb', full, 'MB', 'empty phone', empty, (empty + 150) / empty],
    ['links_200_contacts_live', live, '', 'limit', mostLive, 1],
  ] as const;
  for (const [metric, value, unit, baseline, baselineValue, budget] of figures) {
    print({ bench: 'routes', metric, value, unit, baseline, baselineValue, budget });
  }
  for (const socket of sockets) socket.terminate();
  await Promise.all([metered.close(), others.close()]);
  await server.stop();
}
