import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openConversation, reads, write } from './conversation.ts';
import { homeless, Homes } from './homes.ts';
import { House, moveOut } from './house.ts';
import { Person } from './person.ts';
import { seconds, together } from './talk.ts';

describe('a call goes on', () => {
  const house = new House();
  let ana: Person;
  let ben: Person;

  beforeEach(async () => {
    [ana, ben] = await house.contacts();
  });
  afterEach(() => moveOut([ana, ben]));

  for (const who of ['the caller', 'the callee'] as const) {
    it(`when ${who} loads the page anew, without the other side doing anything`, async () => {
      await ana.talkTo(ben, 'Video call');
      await together(ana, ben);
      const [gone, left] = who === 'the caller' ? [ana, ben] : [ben, ana];
      await gone.button('Mute').click();
      await left.page.getByText('Muted', { exact: true }).waitFor();
      const before = await seconds(left);
      await gone.page.reload();
      await Promise.all([ana.talks(), ben.talks()]);
      await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
      await gone.hears(left.name);
      assert.ok((await seconds(gone)) >= before, 'the timer has gone on');
      assert.equal(await gone.button('Mute').getAttribute('aria-pressed'), 'true');
      await gone.button('Mute').click();
      await left.hears(gone.name);
      await left.hangUp();
      await gone.reads('Call ended');
      assert.equal(
        await left.page.getByRole('list', { name: 'Recents' }).getByRole('listitem').count(),
        1,
      );
      await gone.page.reload();
      await gone.ready();
      assert.equal(await gone.status.count(), 0, 'a call that is over does not come back');
    });
  }

  it('when a tab crashes and is loaded anew', async () => {
    await ana.talkTo(ben, 'Video call');
    await together(ana, ben);
    const loadAnew = await ana.crash();
    await ben.reads('Reconnecting…');
    await loadAnew();
    await ben.talks();
    await Promise.all([ben.hears('Ana'), ben.sees('Ana')]);
    await ben.hangUp();
    await ben.reads('Call ended');
    await ana.leave();
    ana = await house.moveIn('Ana');
  });

  it('when both load their pages anew', async () => {
    await ana.talkTo(ben);
    await Promise.all([ana.page.reload(), ben.page.reload()]);
    await Promise.all([ana.talks(), ben.talks()]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await ana.hangUp();
    await ben.reads('Call ended');
  });
});

describe('a call whose page comes back slowly', () => {
  const house = new House();

  it('does not end by being heard of before the page knows of it', async () => {
    let frames = '';
    const heard = (page: Page) =>
      void page.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => (frames += String(payload))),
      );
    // What a service worker has kept comes past any route.
    const plain = (page: Page) =>
      page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
    const [ana, ben] = await house.contacts(
      { before: (page) => Promise.resolve(heard(page)) },
      { before: plain },
    );
    await ana.talkTo(ben);
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await ben.page.route('**/left-call-*.js', async (route) => {
      await held;
      await route.continue();
    });
    await ben.page.reload();
    await ana.reads('Reconnecting…');
    // Ana has written: Ben has either read it, or was not there to.
    const isOver = () => ana.status.filter({ hasText: 'Call ended' }).count();
    while (!frames.includes('EXPIRE') && (await isOver()) === 0);
    release();
    await Promise.all([ana.talks(), ben.talks()]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await ana.hangUp();
    await ben.reads('Call ended');
    await moveOut([ana, ben]);
  });
});

describe('a broker that is gone', () => {
  const house = new House();

  it('takes no call with it, and who are linked call each other without it', async () => {
    const [ana, ben] = await house.contacts();
    await ana.talkTo(ben);
    await house.server.stop('SIGKILL');
    await ana.page.getByText('No connection to the broker, trying again').waitFor();
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await ana.talks();
    await ana.hangUp();
    await ben.reads('Call ended');
    await Promise.all([ana.closeEnded(), ben.closeEnded()]);
    await ben.talkTo(ana, 'Video call');
    await together(ana, ben);
    await ben.hangUp();
    await ana.reads('Call ended');
    await moveOut([ana, ben]);
  });
});

/** Ana, Ben and their friend Cem, who has introduced them to each other. */
async function introduced(house: House): Promise<readonly [Person, Person, Person]> {
  const [ana, ben] = await house.strangers();
  const cem = await house.moveIn('Cem');
  for (const other of [ana, ben]) await cem.meet(other);
  await cem.introduce(ana, ben);
  for (const [one, other] of [
    [ana, ben],
    [ben, ana],
  ] as const) {
    await one.page.getByText(`Cem introduces ${other.name}`).waitFor();
    await one.button('Add contact').last().click();
    await one.page.getByRole('heading', { name: other.name }).waitFor();
  }
  return [ana, ben, cem];
}

/** All parts of the settings are there before the server is not. */
async function openSettings(person: Person): Promise<void> {
  await person.go('Settings');
  await person.page.getByText('Nothing was passed on yet.').waitFor();
  await person.page.getByRole('combobox', { name: 'Microphone' }).waitFor();
}

describe('a friend who is linked to both', () => {
  const house = new House();

  it('introduces them, brings them together without a broker, and sees how much it carried', async () => {
    const [ana, ben, cem] = await introduced(house);
    await openSettings(cem);
    await house.server.stop('SIGKILL');
    await ana.page.getByText('No connection to the broker, trying again').waitFor();
    await ana.talkTo(ben, 'Video call');
    await together(ana, ben);
    await ben.hangUp();
    await ana.reads('Call ended');
    await cem.page.getByText(/Passed on so far: .* Messages: \d+/).waitFor();
    await moveOut([ana, ben, cem]);
  });
});

describe('a friend who carries', () => {
  const house = new House();

  it('rings nobody who has blocked the caller, and carries nothing while it is switched off', async () => {
    const [ana, ben, cem] = await introduced(house);
    await openSettings(cem);
    await ben.button('Block').click();
    await house.server.stop('SIGKILL');
    await ana.page.getByText('No connection to the broker, trying again').waitFor();

    await ana.dial(ben.id);
    await cem.page.getByText(/Passed on so far: /).waitFor();
    await ana.reads('Calling…');
    await ana.hangUp();
    await ana.closeEnded();
    assert.equal(await ben.incoming.count(), 0);

    const carries = cem.page.getByRole('switch', { name: 'Help contacts reach each other' });
    await ben.button('Block').click();
    await carries.click();
    await ana.dial(ben.id);
    await ana.reads('Unavailable');
    await ana.closeEnded();

    await carries.click();
    await ana.talkTo(ben);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await moveOut([ana, ben, cem]);
  });
});

describe('a network that changes unnoticed', { skip: homeless ?? false }, () => {
  let homes: Homes;
  let ana: Person;
  let ben: Person;

  before(async () => {
    homes = new Homes();
    const [a, b] = await homes.open();
    // What a service worker has kept needs no network.
    const device = { serviceWorkers: 'block' } as const;
    ana = await Person.moveIn(a, homes.url, 'Ana', undefined, device);
    ben = await Person.moveIn(b, homes.url, 'Ben');
    await ana.befriend(ben);
  });
  after(() => homes.close());

  it('keeps no part of the app that loads, and no message', async () => {
    const isAsked = ana.page.waitForRequest(/messages-page-/);
    void isAsked.then(() => homes.move('a'));
    await openConversation(ana, 'Ben');
    await write(ana, 'Here again');
    await openConversation(ben, 'Ana');
    await reads(ben, 'Ana', 'Here again');
  });

  it('lets a phone ring soon, with which there is no link', async () => {
    await Promise.all([ana.page.reload(), ben.page.reload()]);
    await Promise.all([ana.ready(), ben.ready()]);
    homes.move('a');
    await ana.dial(ben.id);
    await ben.incoming.waitFor({ timeout: 20_000 });
    await ben.decline();
    await ana.reads('Declined');
    await moveOut([ana, ben]);
  });
});

describe('a call between two homes', { skip: homeless ?? false }, () => {
  let homes: Homes;
  let ana: Person;
  let ben: Person;

  before(async () => {
    homes = new Homes();
    [ana, ben] = await homes.contacts();
  });
  after(() => homes.close());
  beforeEach(() => ana.talkTo(ben, 'Video call'));
  afterEach(async () => {
    await ana.hangUp();
    await ben.reads('Call ended');
    await Promise.all([ana.closeEnded(), ben.closeEnded()]);
  });

  it('goes on when one gets another address, and when the other does', async () => {
    await together(ana, ben);
    for (const home of ['a', 'b'] as const) {
      const before = await seconds(ben);
      homes.move(home);
      // What is told and heard from now on has gone by the new address, however briefly either was lost.
      await ana.button('Mute').click();
      await ben.page.getByText('Muted', { exact: true }).waitFor();
      await ben.hearsNothing('Ana');
      await ana.button('Mute').click();
      await together(ana, ben);
      assert.ok((await seconds(ben)) > before, 'the timer has gone on');
    }
  });

  it('goes on when the network is back', async () => {
    await together(ana, ben);
    homes.cut('a');
    await ana.page.getByText('No connection to the broker, trying again').waitFor();
    homes.connect('a');
    await together(ana, ben);
  });

  it('goes on after a time without network, at another address', async () => {
    await together(ana, ben);
    homes.cut('b');
    await Promise.all([ana.reads('Reconnecting…'), ben.reads('Reconnecting…')]);
    homes.connect('b');
    homes.move('b');
    await together(ana, ben);
  });

  it('goes on after a sleep', async () => {
    await together(ana, ben);
    homes.sleep('a', true);
    await ben.reads('Reconnecting…');
    homes.sleep('a', false);
    await together(ana, ben);
  });

  it('goes on with what was muted, held and shown', async () => {
    await together(ana, ben);
    await ana.button('Share screen').click();
    await ben.page.getByText('Ana shows the screen').waitFor();
    await ben.button('Mute').click();
    await ana.page.getByText('Muted', { exact: true }).waitFor();
    await ana.button('Hold').click();
    await Promise.all([ana.reads('On hold'), ben.reads('On hold')]);
    homes.cut('a');
    await Promise.all([ana.reads('Reconnecting…'), ben.reads('Reconnecting…')]);
    homes.connect('a');
    await Promise.all([ana.reads('On hold'), ben.reads('On hold')]);
    await ana.button('Hold').click();
    await Promise.all([ana.talks(), ben.talks()]);
    await ben.page.getByText('Ana shows the screen').waitFor();
    await Promise.all([ben.hears('Ana'), ben.sees('Ana'), ana.sees('Ben')]);
    await ana.hearsNothing('Ben');
    await ben.button('Mute').click();
    await ana.hears('Ben');
    await ana.button('Share screen').click();
    await ben.page.getByText('Ana shows the screen').waitFor({ state: 'hidden' });
    await together(ana, ben);
  });
});
