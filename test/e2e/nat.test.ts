import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { Homes, routerless, type Routing } from './homes.ts';
import { Person } from './person.ts';
import { seconds, together } from './talk.ts';

type Route = 'Direct' | 'Relayed';

/** Loads the page anew, and waits until the broker knows it again. */
async function reload({ page }: Person): Promise<void> {
  const open = new Promise<void>((resolve) => {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (String(payload).includes('"OPEN"')) resolve();
      }),
    );
  });
  await Promise.all([open, page.reload()]);
}

/** The route which the figures of the call name, as soon as they name one. */
async function routeOf({ page }: Person): Promise<Route> {
  await page.getByRole('button', { name: /^Connection: / }).click();
  const panel = page.getByRole('dialog', { name: 'Connection' });
  const shown = panel.getByText(/^(Direct|Relayed)$/);
  await shown.waitFor();
  const route = (await shown.innerText()) as Route;
  await page.keyboard.press('Escape');
  return route;
}

/**
 * Waits until the media of a call takes this way. Both sides send by a relay only where there is
 * nothing else; who does not nominate (RFC 8445, section 8.1.1) may go on with one that worked first.
 */
async function takes(route: Route, people: readonly Person[]): Promise<void> {
  const limit = Date.now() + 20_000;
  let routes: readonly Route[] = [];
  while (Date.now() < limit) {
    routes = await Promise.all(people.map(routeOf));
    if (routes.includes('Direct') === (route === 'Direct')) return;
  }
  assert.fail(`${routes.join(' and ')}, not ${route}`);
}

/** Nobody tells a page that the way to the broker is gone: it hears nothing for 22 s, asks for 2 and signs on in vain for 10. */
const unnoticed = { timeout: 60_000 };

describe('a call between two homes behind routers', { skip: routerless ?? false }, () => {
  let homes: Homes;
  let ana: Person;
  let ben: Person;

  before(async () => {
    homes = new Homes({ routers: true });
    for (const home of ['a', 'b'] as const) homes.reroute(home, { nat: 'restricted' });
    [ana, ben] = await homes.contacts();
  });
  after(() => homes.close());
  afterEach(async () => {
    await ana.hangUp();
    await ben.reads('Call ended');
    await Promise.all([ana.closeEnded(), ben.closeEnded()]);
  });

  /** With routers like these, and no connection left from before. */
  async function call(a: Routing, b: Routing): Promise<void> {
    homes.reroute('a', a);
    homes.reroute('b', b);
    await Promise.all([reload(ana), reload(ben)]);
    await ana.talkTo(ben, 'Video call');
    await together(ana, ben);
  }

  const pairs: [what: string, a: Routing, b: Routing, route: Route][] = [
    ['take anything', { nat: 'full-cone' }, { nat: 'full-cone' }, 'Direct'],
    ['take answers', { nat: 'restricted' }, { nat: 'restricted' }, 'Direct'],
    ['differ, one being symmetric', { nat: 'symmetric' }, { nat: 'restricted' }, 'Direct'],
    ['are both symmetric', { nat: 'symmetric' }, { nat: 'symmetric' }, 'Relayed'],
    [
      'differ, one taking no UDP',
      { nat: 'restricted', noUdp: true },
      { nat: 'restricted' },
      'Relayed',
    ],
  ];
  for (const [what, a, b, route] of pairs) {
    it(`is ${route.toLowerCase()} where these ${what}`, async () => {
      await call(a, b);
      await takes(route, [ana, ben]);
    });
  }

  it('goes on when a router gets another address', async () => {
    await call({ nat: 'symmetric' }, { nat: 'symmetric' });
    const gaps = await Promise.all([ana.watch('Reconnecting…'), ben.watch('Reconnecting…')]);
    homes.move('a');
    await Promise.all(gaps.map((read) => read()));
    await together(ana, ben);
    await takes('Relayed', [ana, ben]);
  });

  it('goes on after 20 s without network', async () => {
    await call({ nat: 'restricted' }, { nat: 'restricted' });
    const before = await seconds(ben);
    homes.cut('a');
    await Promise.all([ana.reads('Reconnecting…'), ben.reads('Reconnecting…')]);
    await Promise.all([readsOn(ana, 'Reconnecting…', 20), readsOn(ben, 'Reconnecting…', 20)]);
    homes.connect('a');
    await together(ana, ben);
    assert.ok((await seconds(ben)) >= before + 20, 'the timer has gone on');
    await takes('Direct', [ana, ben]);
  });

  it('goes on when one no longer reaches the broker, and they call each other again', async () => {
    await call({ nat: 'restricted' }, { nat: 'restricted' });
    homes.reroute('a', { nat: 'restricted', noBroker: true });
    await ana.page.getByText('No connection to the broker, trying again').waitFor(unnoticed);
    await together(ana, ben);
    await ben.hangUp();
    await ana.reads('Call ended');
    await Promise.all([ana.closeEnded(), ben.closeEnded()]);
    await ben.talkTo(ana, 'Video call');
    await together(ana, ben);
  });

  it('is brought about by a friend where one does not reach the broker', async () => {
    for (const home of ['a', 'b'] as const) homes.reroute(home, { nat: 'restricted' });
    await Promise.all([reload(ana), reload(ben)]);
    const cem = await Person.moveIn(homes.browsers[1], homes.url, 'Cem');
    for (const other of [ana, ben]) await cem.meet(other);
    homes.reroute('a', { nat: 'restricted', noBroker: true });
    await ana.page.getByText('No connection to the broker, trying again').waitFor(unnoticed);
    await ana.talkTo(ben, 'Video call');
    await together(ana, ben);
    await cem.go('Settings');
    await cem.page.getByText(/Passed on so far: .* Messages: \d+/).waitFor();
    await cem.leave();
  });
});

/** Waits until the call status has read so for as many seconds, and nothing else in between. */
async function readsOn({ status }: Person, text: string, length: number): Promise<void> {
  const other = await status.evaluate(
    (element, { wanted, ms }) =>
      new Promise<string | null>((resolve) => {
        const read = () => element.textContent?.trim() ?? '';
        const watch = new MutationObserver(() => {
          if (read() !== wanted) resolve(read());
        });
        watch.observe(element, { childList: true, characterData: true, subtree: true });
        setTimeout(() => resolve(read() === wanted ? null : read()), ms);
      }),
    { wanted: text, ms: length * 1_000 },
  );
  assert.equal(other, null);
}
