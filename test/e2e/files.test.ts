import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { logOf, openBoth, openConversation, reads, write } from './conversation.ts';
import {
  attach,
  choose,
  comesTo,
  fileOf,
  Folder,
  hashOf,
  noise,
  press,
  save,
  says,
  withoutPicker,
} from './files.ts';
import { House, tidyUp } from './house.ts';
import type { Person } from './person.ts';
import { statusesOf, together } from './talk.ts';

describe('files between contacts', () => {
  const house = new House();
  const folder = new Folder();
  let ana: Person;
  let ben: Person;

  before(async () => {
    const arrival = { before: (page: Person['page']) => page.addInitScript(withoutPicker) };
    [ana, ben] = await house.contacts(arrival, arrival);
    await openBoth(ana, ben);
  });
  afterEach(() => tidyUp([ana, ben]));
  after(() => folder.remove());

  it('are offered, accepted, and saved as they were', async () => {
    const buffer = Buffer.from('The engine weaves algebraic patterns.\n'.repeat(40));
    await attach(ana, [{ name: 'notes.txt', mimeType: 'text/plain', buffer }]);
    await says(ana, 'notes.txt', /Waiting for Ben to accept/);
    await press(ben, 'notes.txt', 'Accept');
    assert.equal(await save(ben, 'notes.txt'), await hashOf(buffer));
    await says(ben, 'notes.txt', /The engine weaves/);
    await says(ana, 'notes.txt', /Arrived/);
  });

  it('go by no server', async () => {
    const [sent, received] = [ana.sent.length, ben.received.length];
    const buffer = noise(300_000);
    await attach(ana, [{ name: 'secret.bin', mimeType: 'application/octet-stream', buffer }]);
    await press(ben, 'secret.bin', 'Accept');
    assert.equal(await save(ben, 'secret.bin'), await hashOf(buffer));
    assert.deepEqual([ana.sent.length, ben.received.length], [sent, received]);
  });

  it('may be empty, and several at once, both ways', async () => {
    const file = (name: string, size: number, seed: number) => ({
      name,
      mimeType: '',
      buffer: noise(size, seed),
    });
    const fromAna = [file('empty', 0, 1), file('one.dat', 2_500_000, 2), file('two.dat', 700, 3)];
    const fromBen = [file('three.dat', 1_048_576, 4), file('four.dat', 1_048_577, 5)];
    await Promise.all([attach(ana, fromAna), attach(ben, fromBen)]);
    const come = async (to: Person, files: typeof fromAna) => {
      await to.page.getByText(new RegExp(`^\\s*Files offered: ${files.length} `)).waitFor();
      await to.button('Accept all').click();
      for (const { name, buffer } of files)
        assert.equal(await save(to, name), await hashOf(buffer));
    };
    await Promise.all([come(ben, fromAna), come(ana, fromBen)]);
  });

  it('are declined, and cancelled by either side', async () => {
    const buffer = noise(1_000);
    const send = (name: string) => attach(ana, [{ name, mimeType: '', buffer }]);
    await send('unwanted.dat');
    await press(ben, 'unwanted.dat', 'Decline');
    await says(ana, 'unwanted.dat', /Declined/);
    await send('mistaken.dat');
    await fileOf(ben, 'mistaken.dat').waitFor();
    await press(ana, 'mistaken.dat', 'Cancel');
    await says(ben, 'mistaken.dat', /Cancelled/);
    assert.equal(await fileOf(ben, 'mistaken.dat').getByRole('button').count(), 0);
  });

  it('pause and go on from either side, and over reloads of both', async () => {
    const name = 'large.dat';
    const { path, hash } = await folder.add(name, 100_000_000);
    await attach(ana, path);
    await press(ben, name, 'Accept');
    await comesTo(ben, name, 0.1);
    await press(ben, name, 'Pause');
    await says(ana, name, /Paused by Ben/);
    await press(ben, name, 'Resume');
    await comesTo(ben, name, 0.2);
    await press(ana, name, 'Pause');
    await says(ben, name, /Paused by Ana/);
    await ben.page.reload();
    await fileOf(ben, name).waitFor();
    await press(ana, name, 'Resume');
    await comesTo(ben, name, 0.4);
    await ana.page.reload();
    await fileOf(ana, name).waitFor();
    const other = await folder.add('other.dat', 100_000_000, 2);
    await choose(
      ana,
      fileOf(ana, name).getByRole('button', { name: 'Choose the file again' }),
      other.path,
    );
    await ana.page.getByText('That is another file.').waitFor();
    await choose(
      ana,
      fileOf(ana, name).getByRole('button', { name: 'Choose the file again' }),
      path,
    );
    assert.equal(await save(ben, name), hash);
  });

  it('are said to be changed where they are while they are sent', async () => {
    const name = 'draft.dat';
    const { path } = await folder.add(name, 100_000_000, 3);
    await attach(ana, path);
    await press(ben, name, 'Accept');
    await comesTo(ben, name, 0.1);
    await press(ben, name, 'Pause');
    appendFileSync(path, 'one more line');
    await press(ben, name, 'Resume');
    await says(ana, name, /The file was changed after it was offered/);
    await says(ben, name, /if they have changed it, they have to send it again/);
    await press(ana, name, 'Cancel');
    await says(ben, name, /Cancelled/);
  });

  it('are shown where that is safe, and nothing in them runs', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" onload="throw new Error(1)"/>',
    );
    await attach(ana, [
      {
        name: '../../<img src=x onerror=alert(1)>\u202egnp.exe',
        mimeType: 'image/svg+xml',
        buffer: svg,
      },
    ]);
    const shown = logOf(ben, 'Ana').getByRole('group').last();
    await shown.getByRole('button', { name: 'Accept' }).click();
    await shown.getByRole('button', { name: 'Save' }).waitFor();
    assert.equal(await shown.getAttribute('aria-label'), 'img src=x onerror=alert(1)gnp.exe');
    assert.equal(await shown.getByRole('img').count(), 0);
  });

  it('are dropped, a folder as the files in it, and pasted', async () => {
    mkdirSync(join(folder.path, 'papers/old'), { recursive: true });
    const papers = { 'new.txt': Buffer.from('new'), 'old/older.txt': Buffer.from('older') };
    for (const [name, bytes] of Object.entries(papers)) {
      writeFileSync(join(folder.path, 'papers', name), bytes);
    }
    const cdp = await ana.context.newCDPSession(ana.page);
    const at = (await logOf(ana, 'Ben').boundingBox())!;
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await cdp.send('Input.dispatchDragEvent', {
        ...{ type, x: at.x + at.width / 2, y: at.y + at.height / 2 },
        data: { items: [], files: [join(folder.path, 'papers')], dragOperationsMask: 1 },
      });
    }
    for (const name of ['new.txt', 'older.txt']) {
      await press(ben, name, 'Accept');
      await fileOf(ben, name).getByRole('button', { name: 'Save' }).waitFor();
    }
    assert.equal(await save(ben, 'older.txt'), await hashOf(papers['old/older.txt']));
    await ana.context.grantPermissions([
      'clipboard-read',
      'clipboard-write',
      'microphone',
      'camera',
    ]);
    await ana.page.evaluate(async () => {
      const canvas = new OffscreenCanvas(8, 8);
      canvas.getContext('2d')!.fillRect(0, 0, 4, 4);
      const picture = await canvas.convertToBlob({ type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    });
    await ana.page.getByRole('textbox', { name: 'Message text' }).press('Control+V');
    await press(ben, 'image.png', 'Accept');
    await fileOf(ben, 'image.png').getByRole('img').waitFor();
  });

  it('come without a question where their receiver wants that', async () => {
    await ben.go('Contacts');
    await ben.page.getByRole('list', { name: 'Contacts' }).getByText('Ana').click();
    await ben.page
      .getByRole('combobox', { name: 'Files taken without asking' })
      .selectOption({ label: 'Up to 1 MB' });
    await openConversation(ben, 'Ana');
    const [small, large] = [noise(900_000, 7), noise(1_100_000, 8)];
    await attach(ana, [
      { name: 'asks.dat', mimeType: '', buffer: large },
      { name: 'asks-not.dat', mimeType: '', buffer: small },
    ]);
    assert.equal(await save(ben, 'asks-not.dat'), await hashOf(small));
    await fileOf(ben, 'asks.dat').getByRole('button', { name: 'Accept' }).waitFor();
  });

  it('travel both ways beside a video call, which goes on', async () => {
    await ana.talkTo(ben, 'Video call');
    // Beside a call little is sent where the processor is busy: the first ones arrive in it for certain.
    const sizes = [300_000, 2_000_000, 4_000_000];
    const filesOf = (who: string, seed: number) =>
      Promise.all(
        sizes.map(async (size, nth) => {
          const name = `from-${who}-${nth}.dat`;
          return { name, ...(await folder.add(name, size, seed + nth)) };
        }),
      );
    const [fromAna, fromBen] = await Promise.all([filesOf('ana', 10), filesOf('ben', 20)]);
    await openBoth(ana, ben);
    const statuses = await Promise.all([statusesOf(ana), statusesOf(ben)]);
    const paths = (files: typeof fromAna) => files.map(({ path }) => path);
    await Promise.all([attach(ana, paths(fromAna)), attach(ben, paths(fromBen))]);
    const accept = async (by: Person, files: typeof fromAna) => {
      for (const { name } of files) {
        const accepts = fileOf(by, name).getByRole('button', { name: 'Accept' });
        const saves = fileOf(by, name).getByRole('button', { name: 'Save' });
        await accepts.or(saves).first().waitFor();
        if (await accepts.isVisible()) await accepts.click();
      }
    };
    const come = async (to: Person, files: typeof fromAna) => {
      for (const { name, hash } of files) assert.equal(await save(to, name), hash);
    };
    await Promise.all([accept(ben, fromAna), accept(ana, fromBen)]);
    const bars = [ana, ben].map(({ page }) => page.getByRole('progressbar'));
    for (const bar of bars) await bar.first().waitFor();
    await together(ana, ben);
    for (const bar of bars) assert.ok((await bar.count()) > 0, 'files are still on their way');
    await Promise.all([come(ben, fromAna.slice(0, 1)), come(ana, fromBen.slice(0, 1))]);
    const texts = await Promise.all(statuses.map((read) => read()));
    const standing = texts.flat().filter((text) => !/^(\d\d:\d\d|Reconnecting…)$/.test(text));
    assert.deepEqual(standing, [], 'the call went on, whatever a busy machine made of it');
    await together(ana, ben);
    await ana.hangUp();
    for (const { page, status } of [ana, ben]) {
      await status.filter({ hasText: 'Call ended' }).first().waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).first().click();
    }
    await Promise.all([come(ben, fromAna.slice(1)), come(ana, fromBen.slice(1))]);
    await openBoth(ana, ben);
  });

  it('go on with what is written meanwhile', async () => {
    await write(ben, 'thank you');
    await reads(ana, 'Ben', 'thank you');
    await openConversation(ana, 'Ben');
  });
});
