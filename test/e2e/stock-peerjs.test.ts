import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { DataConnection, Peer as PeerOfPeerJs } from 'peerjs';
import type { Browser, Page } from 'playwright-core';
import { createIdentity, type Identity } from '../../web/identity/identity.ts';
import { signOnToken } from '../../web/identity/sign-on.ts';
import { startChromium } from './browser.ts';
import { Server } from './server.ts';

const peerJs = fileURLToPath(new URL('../../node_modules/peerjs/dist/peerjs.js', import.meta.url));

interface Stock {
  readonly Peer: typeof PeerOfPeerJs;
  peer: PeerOfPeerJs;
}

/** Somebody who uses PeerJS as it is, on a page of their own. */
class StockClient {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, { url }: Server): Promise<StockClient> {
    // A page of the server that is none of the app; what is put into it is none of the server's.
    const page = await browser.newPage({ bypassCSP: true });
    await page.goto(`${url}/api/ice`);
    await page.addScriptTag({ path: peerJs });
    return new StockClient(page);
  }

  /** The type of the error that kept it from signing on, or null. */
  signOn(id: string, token?: string): Promise<string | null> {
    return this.page.evaluate(
      ({ name, proof }) => {
        const stock = window as unknown as Stock;
        const port = Number(location.port);
        const given = proof === null ? {} : { token: proof };
        const { hostname: host } = location;
        stock.peer = new stock.Peer(name, { host, port, path: '/broker', ...given });
        // What it is sent is sent back.
        stock.peer.on('connection', (connection) => {
          connection.on('data', (data) => void connection.send(data));
        });
        return new Promise<string | null>((resolve) => {
          stock.peer.on('open', () => resolve(null));
          stock.peer.on('error', ({ type }) => resolve(type));
        });
      },
      { name: id, proof: token ?? null },
    );
  }

  /** What comes back from somebody over a connection of their own. */
  echoOf(id: string, text: string): Promise<unknown> {
    return this.page.evaluate(
      ({ name, said }) => {
        const connection: DataConnection = (window as unknown as Stock).peer.connect(name);
        connection.on('open', () => void connection.send(said));
        return new Promise((resolve) => connection.on('data', resolve));
      },
      { name: id, said: text },
    );
  }
}

describe('stock PeerJS', () => {
  let browser: Browser;
  let server: Server;
  let open: Server;

  before(async () => {
    [browser, server, open] = await Promise.all([
      startChromium(),
      Server.start(),
      Server.start(0, 'dist', { ALLOW_GUESTS: 'true' }),
    ]);
  });
  after(async () => {
    await browser.close();
    await Promise.all([server.stop(), open.stop()]);
  });

  const tokenOf = (identity: Identity, { url }: Server) =>
    signOnToken(identity, new URL(url).host, Date.now());

  it('signs on with a token, and finds others of its kind', async () => {
    const [one, other] = [await createIdentity(), await createIdentity()];
    const ones = await StockClient.open(browser, server);
    const others = await StockClient.open(browser, server);
    assert.equal(await ones.signOn(one.id, await tokenOf(one, server)), null);
    assert.equal(await others.signOn(other.id, await tokenOf(other, server)), null);
    assert.equal(await ones.echoOf(other.id, 'ahoy'), 'ahoy');
    await Promise.all([ones.page.close(), others.page.close()]);
  });

  it('is not let on without a token, nor by that of somebody else', async () => {
    const [one, other] = [await createIdentity(), await createIdentity()];
    const client = await StockClient.open(browser, server);
    assert.notEqual(await client.signOn('ann'), null);
    assert.notEqual(await client.signOn(one.id), null);
    assert.notEqual(await client.signOn(one.id, await tokenOf(other, server)), null);
    await client.page.close();
  });

  it('is a guest where guests are allowed, by a name that is no ID of a phone', async () => {
    const [ann, bob] = [
      await StockClient.open(browser, open),
      await StockClient.open(browser, open),
    ];
    assert.equal(await ann.signOn('ann'), null);
    assert.notEqual(await bob.signOn((await createIdentity()).id), null);
    assert.equal(await bob.signOn('bob'), null);
    assert.equal(await bob.echoOf('ann', 'ahoy'), 'ahoy');
    await Promise.all([ann.page.close(), bob.page.close()]);
  });
});
