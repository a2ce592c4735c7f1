import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Page, WebSocketRoute } from 'playwright-core';
import { WebSocket } from 'ws';
import { signOnToken } from '../../web/identity/sign-on.ts';
import { hostileFrames } from './hostile-frames.ts';
import { House, moveOut } from './house.ts';
import { identityOf } from './mail.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';

/** Both talk, and hear each other. */
async function together(ana: Person, ben: Person): Promise<void> {
  await Promise.all([ana.talks(), ben.talks()]);
  await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
}

describe('somebody of another server', () => {
  const house = new House();
  let there: Server;
  let ana: Person;
  let ben: Person;

  const hostOf = ({ url }: Server) => new URL(url).host;
  const moveInThere = (name: string) => Person.moveIn(house.browser, there.url, name);
  const socketsTo = (host: string, page: Page) => {
    const urls: string[] = [];
    page.on('websocket', (socket) => {
      if (new URL(socket.url()).host === host) urls.push(socket.url());
    });
    return urls;
  };

  before(async () => {
    there = await Server.start();
  });
  after(() => there.stop());
  beforeEach(async () => {
    [ana, ben] = await Promise.all([house.moveIn('Ana'), moveInThere('Ben')]);
  });
  afterEach(() => moveOut([ana, ben]));

  it('is dialled by ID and server, rings, talks, and calls back from the recents', async () => {
    await ana.dial(`${ben.id}@${hostOf(there)}`);
    await ben.incoming.getByText('Unknown caller').waitFor();
    await ben.incoming.getByText(`${ana.id}@${hostOf(house.server)}`).waitFor();
    await ana.reads('Ringing…');
    assert.ok(!ben.hosts.has(hostOf(house.server)), 'who is rung by a stranger goes nowhere');
    await ben.answer();
    await together(ana, ben);
    await ana.hangUp();
    await ben.reads('Call ended');
    await ben.closeEnded();
    // Until now she can be reached at Ben's server too.
    await ana.page.reload();
    await ana.ready();

    await ben.button('Call Ana again').click();
    await ben.reads('Ringing…');
    await ana.answer();
    await together(ana, ben);
    assert.ok(ben.hosts.has(hostOf(house.server)));
    await ben.hangUp();
    await ana.reads('Call ended');
    await ben.closeEnded();

    await ben.page.getByRole('list', { name: 'Recents' }).getByRole('link').first().click();
    await ben.page.getByText(`${ana.id}@${hostOf(house.server)}`).waitFor();
  });

  it('stays a contact of that server, and is called there when the page was loaded anew', async () => {
    await ana.addContact('Ben', `${ben.id}@${hostOf(there)}`);
    await ana.page.reload();
    await ana.ready();
    await ana.go('Contacts');
    const contacts = ana.page.getByRole('list', { name: 'Contacts' });
    await contacts.getByRole('button', { name: 'Video call' }).click();
    await ben.answer('Answer with video');
    await together(ana, ben);
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
    await ana.page.reload();
    await together(ana, ben);
    await ben.hangUp();
    await ana.reads('Call ended');
  });

  it('who is of the own one under another name of it is called here, and nobody loses their line', async () => {
    const name = hostOf(house.server);
    const other = name.replace('localhost', '127.0.0.1');
    assert.notEqual(name, other);
    const cleo = await house.moveIn('Cleo');
    await ana.addContact('Cleo', `${cleo.id}@${other}`);
    for (const again of [1, 2]) {
      await ana.go('Contacts');
      const contacts = ana.page.getByRole('list', { name: 'Contacts' });
      await contacts.getByRole('button', { name: 'Voice call' }).click();
      await cleo.answer();
      await Promise.all([ana.talks(), cleo.talks()]);
      await cleo.hangUp();
      await ana.reads('Call ended');
      await ana.closeEnded();
      assert.equal(await ana.page.getByText('somewhere else').count(), 0, String(again));
    }
    await ana.go('Contacts');
    await ana.page.getByRole('link', { name: 'Cleo' }).click();
    await ana.page.getByText(cleo.id, { exact: true }).waitFor();
    await moveOut([cleo]);
  });

  it('is called while the own server is gone, also by a page that was just in a call with it', async () => {
    const own = await Server.start();
    const eve = await Person.moveIn(house.browser, own.url, 'Ana');
    await eve.dial(`${ben.id}@${hostOf(there)}`);
    await ben.decline();
    await eve.reads('Declined');
    await eve.closeEnded();
    await own.stop('SIGKILL');
    await eve.page.getByText('No connection to the broker, trying again').waitFor();
    await eve
      .button('Call Ben again')
      .or(eve.button(`Call ${ben.id} again`))
      .click();
    await ben.answer();
    await together(eve, ben);
    await eve.hangUp();
    await ben.reads('Call ended');
    await moveOut([eve]);
  });

  it('whose server does not answer is unavailable, and why is told', async () => {
    const gone = await Server.start();
    await gone.stop();
    await ana.dial(`${ben.id}@${hostOf(gone)}`);
    await ana.reads('Unavailable');
    await ana.page.getByText(`No Tincan server answers at ${hostOf(gone)}.`).waitFor();
    await ana.closeEnded();
    await ana.dial(`${ben.id}@${hostOf(there)}/`);
    await ben.incoming.waitFor();
    await ana.hangUp();
    await ben.incoming.waitFor({ state: 'hidden' });
    await ana.closeEnded();
    await ana.dial(`${ben.id}@${hostOf(there)}/x`);
    await ana.page.getByText('Behind the @ belongs a server').waitFor();
  });

  it('who has blocked one does not ring, and one learns nothing but “no answer”', async () => {
    await ben.addContact('Ana', `${ana.id}@${hostOf(house.server)}`);
    await ben.go('Contacts');
    await ben.page.getByRole('list', { name: 'Contacts' }).getByText('Ana').click();
    await ben.button('Block').click();
    await ana.page.clock.install();
    await ana.dial(`${ben.id}@${hostOf(there)}`);
    await ana.reads('Calling…');
    await ana.page.clock.fastForward('00:46');
    await ana.reads('No answer');
    assert.equal(await ben.incoming.count(), 0);
  });

  it('who is not signed on there is unavailable', async () => {
    const { id } = ben;
    await ben.page.close();
    await ana.dial(`${id}@${hostOf(there)}`);
    await ana.reads('Unavailable');
    ben = await moveInThere('Ben');
  });

  it('is not fought for with another page of the same ID', async () => {
    const sockets = socketsTo(hostOf(there), ana.page);
    await ana.addContact('Ben', `${ben.id}@${hostOf(there)}`);
    await ben.addContact('Ana', ana.id);
    await ana.page.getByRole('textbox', { name: 'Peer ID' }).fill('');
    await ana.dial(ben.id);
    await ben.answer();
    await together(ana, ben);
    await ana.hangUp();
    await ben.reads('Call ended');
    await Promise.all([ana.closeEnded(), ben.closeEnded()]);
    const before = sockets.length;
    const identity = await identityOf(ana.page);
    const token = await signOnToken(identity, hostOf(there), Date.now());
    const query = new URLSearchParams({ key: 'peerjs', id: identity.id, token });
    const other = new WebSocket(`ws://${hostOf(there)}/broker/peerjs?${query}`);
    await new Promise((resolve) => other.once('message', resolve));
    // Over the link that two contacts keep.
    await ana.dial(ben.id);
    await ben.answer();
    await together(ana, ben);
    assert.equal(other.readyState, WebSocket.OPEN);
    assert.equal(sockets.length, before);
    other.close();
    await ana.hangUp();
    await ben.reads('Call ended');
  });

  it('can’t be harmed by a hostile broker there more than by the own one', async () => {
    let route: WebSocketRoute | null = null;
    await ana.page.routeWebSocket(
      (url) => url.host === hostOf(there),
      (socket) => {
        route = socket;
        socket.connectToServer();
      },
    );
    const send = (count: number) => {
      for (const frame of hostileFrames(ben.wireId, count)) route!.send(frame);
    };
    await ana.dial(`${ben.id}@${hostOf(there)}`);
    await ana.reads('Ringing…');
    send(300);
    await ben.answer();
    await together(ana, ben);
    send(900);
    for (const type of ['LEAVE', 'EXPIRE', 'ID-TAKEN', 'ERROR', 'OPEN']) {
      route!.send(JSON.stringify({ type, src: ben.wireId, payload: {} }));
    }
    route!.send('x'.repeat(200_000));
    await together(ana, ben);
    await ana.hangUp();
    await ben.reads('Call ended');
  });
});
