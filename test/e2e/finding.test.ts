import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { cameraFileOf, startChromiumSeeing } from './code-camera.ts';
import { House } from './house.ts';
import { Person } from './person.ts';

describe('finding each other', () => {
  const house = new House();
  let ana: Person;
  let ben: Person;

  before(async () => {
    [ana, ben] = await house.strangers();
  });

  const field = ({ page }: Person) => page.getByRole('textbox', { name: 'Peer ID' });
  const scanner = ({ page }: Person) => page.getByRole('dialog', { name: 'Scan QR code' });

  /** The screen of Ana's phone while it shows her code. */
  async function codeOfAna(): Promise<Buffer> {
    await ana.button('Show QR code').click();
    const dialog = ana.page.getByRole('dialog', { name: 'Scan to call me' });
    await dialog.getByRole('img', { name: 'QR code of your link' }).waitFor();
    await dialog.getByText(ana.id).waitFor();
    const picture = await dialog.screenshot();
    await dialog.getByRole('button', { name: 'Close' }).click();
    return picture;
  }

  async function isReadyToCallAna(person: Person): Promise<void> {
    await person.page.getByText('The link says: “Ana”').waitFor();
    await scanner(person).waitFor({ state: 'hidden' });
    assert.equal(await field(person).inputValue(), ana.id);
    assert.equal(await ana.incoming.count(), 0, 'nothing dials by itself');
    await person.button('Voice call').first().click();
    await ana.answer();
    await Promise.all([ana.talks(), person.talks()]);
    await person.hangUp();
    await ana.reads('Call ended');
    await ana.closeEnded();
  }

  it('a picture of the code on one phone is read by the other, and they talk', async () => {
    const picture = await codeOfAna();
    await ben.button('Scan QR code').click();
    const chooser = ben.page.waitForEvent('filechooser');
    await scanner(ben).getByRole('button', { name: 'Choose a picture' }).click();
    await (await chooser).setFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture });
    await isReadyToCallAna(ben);
    await ben.closeEnded();
  });

  it('a code before the camera is read, the camera is closed, and they talk', async () => {
    const seeing = await startChromiumSeeing(await cameraFileOf(ana.page, await codeOfAna()));
    try {
      const cem = await house.moveIn('Cem', { browser: seeing });
      await cem.button('Scan QR code').click();
      await isReadyToCallAna(cem);
    } finally {
      await seeing.close();
    }
  });

  it('a page that comes late says so, and a scanner leaves alone whoever went on', async () => {
    let come = () => {};
    const held = new Promise<void>((resolve) => (come = resolve));
    const fay = await house.moveIn('Fay', {
      before: (page) =>
        page.route(/(scan-dialog|settings-page)-/, (route) => held.then(() => route.continue())),
      device: { viewport: { width: 390, height: 844 }, serviceWorkers: 'block' },
    });
    const asked = fay.page.waitForRequest('**/scan-dialog-*.js');
    await fay.button('Scan QR code').click();
    await asked;
    await fay.go('Settings');
    const sign = await fay.page
      .locator('tin-settings')
      .evaluate((place) => getComputedStyle(place, '::before').inlineSize);
    assert.equal(sign, '32px');
    come();
    await fay.page.waitForFunction(() => customElements.get('tin-scan-dialog'));
    await fay.go('Recents');
    await fay.button('Scan QR code').click();
    await scanner(fay).waitFor();
    await fay.leave();
  });

  it('a part of the app that does not come at first comes by itself', async () => {
    const refused = new Set<string>();
    const guy = await house.moveIn('Guy', {
      before: (page) =>
        page.route(
          /\/(app|index|first-run|scan-dialog|settings-page)-[\w-]{8}\.(js|css)$/,
          (route) => {
            const url = route.request().url();
            if (refused.has(url)) return route.continue();
            refused.add(url);
            return route.abort();
          },
        ),
      device: { serviceWorkers: 'block' },
    });
    await guy.button('Scan QR code').click();
    await scanner(guy).waitFor();
    await guy.page.keyboard.press('Escape');
    await guy.go('Settings');
    await guy.page.getByRole('group', { name: 'Your picture' }).waitFor();
    assert.equal(refused.size, 5);
    const field = guy.page.getByRole('textbox', { name: 'Peer ID' });
    assert.notEqual(await field.evaluate((one) => getComputedStyle(one).borderTopWidth), '0px');
    await guy.leave();
  });

  it('a phone that can show no call yet rings once it can', async () => {
    let come = () => {};
    const held = new Promise<void>((resolve) => (come = resolve));
    const ian = await house.moveIn('Ian', {
      before: (page) =>
        page.route(/\/calling-[^/]+$/, (route) => held.then(() => route.continue())),
      device: { serviceWorkers: 'block' },
    });
    await ana.dial(ian.id);
    await ana.reads('Calling…');
    come();
    await ian.incoming.waitFor();
    await ana.reads('Ringing…');
    await ian.decline();
    await ana.reads('Declined');
    await ana.closeEnded();
    await ian.leave();
  });

  it('an invitation opened on a new phone asks for a name, then is ready to dial', async () => {
    const dan = await Person.moveIn(
      house.browser,
      `${house.server.url}/#${ana.id}?name=Ana`,
      'Dan',
    );
    await field(dan).waitFor();
    assert.equal(await field(dan).inputValue(), ana.id);
    await dan.page.getByText('The link says: “Ana”').waitFor();
    assert.equal(await ana.incoming.count(), 0, 'nothing dials by itself');
    await dan.button('Voice call').first().click();
    await ana.incoming.getByText('Unknown caller').waitFor();
    await ana.decline();
    await dan.leave();
  });

  it('a picture Ana chooses is seen by her contact, and not by a stranger', async () => {
    const picture = await portrait(ana);
    await ana.go('Settings');
    const group = ana.page.getByRole('group', { name: 'Your picture' });
    const chooser = ana.page.waitForEvent('filechooser');
    await group.getByRole('button', { name: 'Choose a picture' }).click();
    await (await chooser).setFiles({ name: 'me.png', mimeType: 'image/png', buffer: picture });
    const own = await pictureIn(group);
    await ana.befriend(ben);
    const eve = await house.moveIn('Eve');
    await eve.addContact('Ana', ana.id);

    await eve.talkTo(ana);
    await ana.hangUp();
    await Promise.all([ana.closeEnded(), eve.closeEnded()]);
    await ben.talkTo(ana);
    await ana.hangUp();

    await ben.closeEnded();
    await ben.go('Contacts');
    const seen = await pictureIn(ben.page.getByRole('list', { name: 'Contacts' }));
    assert.equal(seen, own, 'what Ben sees is what Ana chose');
    await eve.go('Contacts');
    await eve.page.getByRole('list', { name: 'Contacts' }).getByText('Ana').waitFor();
    assert.equal(await eve.page.locator('tin-avatar img').count(), 0, 'Eve is no contact of Ana');
    await eve.leave();
  });

  async function pictureIn(place: Locator): Promise<string> {
    const image = place.locator('tin-avatar img').first();
    await image.waitFor();
    return image.evaluate((one) => (one as HTMLImageElement).src);
  }

  /** A picture as of a face: something round on something plain. */
  async function portrait({ page }: Person): Promise<Buffer> {
    const url = await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [1200, 900];
      const pen = canvas.getContext('2d')!;
      pen.fillStyle = '#246';
      pen.fillRect(0, 0, 1200, 900);
      pen.fillStyle = '#fc9';
      pen.arc(600, 450, 300, 0, 7);
      pen.fill();
      return canvas.toDataURL('image/png');
    });
    return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  }
});
