import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { appears } from './appears.ts';
import { logOf } from './conversation.ts';
import { Folder, press, save, says, withoutPicker } from './files.ts';
import { House, moveOut, tidyUp } from './house.ts';
import { cached } from './installed-app.ts';
import type { Person } from './person.ts';

const sheet = ({ page }: Pick<Person, 'page'>): Locator =>
  page.getByRole('dialog', { name: 'Send to…' });

/** Posts to the app what the system posts when another app shares (W3C Web Share Target, section 3.2). */
async function share(page: Page, texts: Readonly<Record<string, string>>, files: string[] = []) {
  await page.evaluate((fields) => {
    const form = document.createElement('form');
    Object.assign(form, { id: 'share', method: 'post', action: './share' });
    form.enctype = 'multipart/form-data';
    const picker = Object.assign(document.createElement('input'), { type: 'file', name: 'files' });
    picker.multiple = true;
    form.append(picker);
    for (const [name, value] of Object.entries(fields)) {
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
    }
    document.body.append(form);
  }, texts);
  await page.locator('#share > input[type=file]').setInputFiles(files);
  const loaded = page.waitForEvent('load');
  await page.locator('#share').evaluate((form) => (form as HTMLFormElement).submit());
  await loaded;
  await appears(sheet({ page }));
}

const isKept = ({ page }: Person) => page.evaluate(() => caches.has('tincan-parcel'));

describe('what another app shares with the installed one', () => {
  const house = new House();
  const folder = new Folder();
  let ana: Person;
  let ben: Person;

  before(async () => {
    const arrival = { before: (page: Page) => page.addInitScript(withoutPicker) };
    [ana, ben] = await house.contacts(arrival, arrival);
    await cached(ana.page);
  });
  afterEach(async () => {
    await tidyUp([ana, ben]);
    for (const { page } of [ana, ben]) await page.goto(`${house.server.url}/#/recents`);
  });
  after(() => folder.remove());

  it('goes to whom one chooses: the text with what one adds, the files arrive whole', async () => {
    const small = await folder.add('small.bin', 300_000, 1);
    // Larger than what is copied before it is sent.
    const large = await folder.add('large.bin', 40_000_000, 2);
    const texts = { title: 'Notes', text: 'On the engine', url: 'https://tin.example/' };
    await share(ana.page, texts, [small.path, large.path]);
    assert.equal(new URL(ana.page.url()).pathname, '/');
    await sheet(ana).getByText('small.bin').waitFor();
    const field = sheet(ana).getByRole('textbox', { name: 'Message text' });
    assert.equal(await field.inputValue(), 'Notes\nOn the engine\nhttps://tin.example/');
    await field.fill('On the engine, as promised');
    await sheet(ana).getByRole('textbox', { name: 'Search' }).fill('be');
    await sheet(ana).getByRole('checkbox', { name: 'Ben' }).check();
    await sheet(ana).getByRole('button', { name: 'Send' }).click();
    await logOf(ana, 'Ben').waitFor();
    await ben.page.goto(`${house.server.url}/#/messages/${ana.wireId}`);
    for (const [name, { hash }] of Object.entries({ 'small.bin': small, 'large.bin': large })) {
      await press(ben, name, 'Accept');
      assert.equal(await save(ben, name), hash);
      await says(ana, name, /Arrived/);
    }
    assert.equal(await isKept(ana), false);
    await logOf(ben, 'Ana').getByText('On the engine, as promised').waitFor();
    // Back leads to nothing that asks once more.
    await ana.page.goBack();
    assert.equal(await sheet(ana).count(), 0);
  });

  it('goes to several at once, and from one of them to others', async () => {
    const cem = await house.moveIn('Cem', {
      before: (page) => page.addInitScript(withoutPicker),
    });
    await ana.befriend(cem);
    await ben.befriend(cem);
    const { path, hash } = await folder.add('several.bin', 40_000_000, 4);
    await share(ana.page, { text: 'For both of you' }, [path]);
    assert.equal(await isKept(ana), true);
    for (const name of ['Ben', 'Cem']) await sheet(ana).getByRole('checkbox', { name }).check();
    await sheet(ana).getByRole('button', { name: 'Send' }).click();
    await ana.page.getByText('Sent to Ben and Cem').waitFor();
    for (const each of [ben, cem]) {
      await each.page.goto(`${house.server.url}/#/messages/${ana.wireId}`);
      await logOf(each, 'Ana').getByText('For both of you').waitFor();
    }
    await Promise.all([ben, cem].map((each) => press(each, 'several.bin', 'Accept')));
    assert.deepEqual(await Promise.all([ben, cem].map((each) => save(each, 'several.bin'))), [
      hash,
      hash,
    ]);
    const line = logOf(ben, 'Ana').getByRole('listitem');
    await line
      .filter({ hasText: 'several.bin' })
      .getByRole('button', { name: 'More about this message' })
      .click();
    await ben.button('Forward').click();
    await sheet(ben).getByText('several.bin').waitFor();
    await sheet(ben).getByRole('checkbox', { name: 'Cem' }).check();
    await sheet(ben).getByRole('button', { name: 'Send' }).click();
    await logOf(ben, 'Cem').waitFor();
    await cem.page.goto(`${house.server.url}/#/messages/${ben.wireId}`);
    await press(cem, 'several.bin', 'Accept');
    assert.equal(await save(cem, 'several.bin'), hash);
    await moveOut([cem]);
  });

  it('is no message as long as its text is too long for one', async () => {
    await share(ana.page, { text: 'x'.repeat(20_000) });
    await sheet(ana).getByRole('checkbox', { name: 'Ben' }).check();
    await sheet(ana).getByText('Too long for one message').waitFor();
    const send = sheet(ana).getByRole('button', { name: 'Send' });
    assert.equal(await send.isDisabled(), true);
    await sheet(ana).getByRole('textbox', { name: 'Message text' }).fill('Shorter');
    await send.click();
    await logOf(ana, 'Ben').getByText('Shorter').waitFor();
  });

  it('survives a reload, and leaves nothing when nobody is to get it', async () => {
    const { path } = await folder.add('unwanted.bin', 100_000, 3);
    await share(ana.page, {}, [path]);
    assert.equal(await isKept(ana), true);
    await sheet(ana).getByText('unwanted.bin').waitFor();
    await ana.page.reload();
    await sheet(ana).getByText('unwanted.bin').waitFor();
    assert.equal(await isKept(ana), true);
    await sheet(ana).getByRole('button', { name: 'Close' }).click();
    await ana.page.waitForURL(/#\/recents$/);
    while (await isKept(ana));
    await ana.page.goto(`${house.server.url}/#/share`);
    await sheet(ana).getByText('Nothing came of what you shared').waitFor();
  });

  it('is no error where the browser has no service worker', async () => {
    const cem = await house.moveIn('Cem', {
      before: (page) =>
        page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker')),
    });
    await share(cem.page, { text: 'lost' });
    await sheet(cem).getByText('Nothing came of what you shared').waitFor();
    await moveOut([cem]);
  });
});
