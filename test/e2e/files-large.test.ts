import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { openBoth } from './conversation.ts';
import { DiskBrowser } from './disk-browser.ts';
import { attach, fileOf, Folder, hashOf, noise, press, says } from './files.ts';
import { House, tidyUp } from './house.ts';
import type { Person } from './person.ts';

const pieceSize = 1_048_576;
/** Behind what 32 bits count; ten in a run of its own. In bytes. */
const size = Math.round(Number(process.env['FILE_GB'] ?? 4.5) * 1_000_000_000);
/** All before is nothing but zeros, which take no room on the disk. */
const tail = noise(3 * pieceSize, 3);
/** It is read once before it is offered: 10 MB a second on a machine that others use; ms. */
const patience = size / 10_000;

/** Runs in the page: what came of the only file has all but its end, as after hours. */
async function skipTo(length: number): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('files');
  for await (const [name, handle] of folder.entries()) {
    if (name.endsWith('.list')) continue;
    const file = await (handle as FileSystemFileHandle).createWritable({ keepExistingData: true });
    await file.truncate(length);
    await file.close();
  }
}

/** Runs in the page: how long the only file is, and the SHA-256 of its last bytes. */
async function endOf(length: number): Promise<{ size: number; hash: string }> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('files');
  for await (const [name, handle] of folder.entries()) {
    if (name.endsWith('.list')) continue;
    const file = await (handle as FileSystemFileHandle).getFile();
    const bytes = new Uint8Array(await file.slice(file.size - length).arrayBuffer());
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const digits = [...hash].map((byte) => byte.toString(16).padStart(2, '0'));
    return { size: file.size, hash: digits.join('') };
  }
  throw new Error('There is no file');
}

describe('a file of many gigabytes', () => {
  const house = new House();
  const disk = new DiskBrowser();
  const folder = new Folder();
  let ana: Person;
  let ben: Person;

  before(async () => {
    [ana, ben] = await house.contacts({}, { browser: disk });
    await openBoth(ana, ben);
  });
  afterEach(() => tidyUp([ana, ben]));
  after(async () => {
    await disk.close();
    folder.remove();
  });

  it('is offered, taken, and goes on near its end, to its end', async () => {
    const name = 'world.bin';
    const path = join(folder.path, name);
    const file = await open(path, 'w');
    await file.truncate(size);
    await file.write(tail, 0, tail.length, size - tail.length);
    await file.close();
    await attach(ana, path);
    await fileOf(ben, name).waitFor({ timeout: patience });
    await press(ben, name, 'Accept');
    await says(ben, name, /[1-9][\d.]* MB of/);
    await press(ben, name, 'Pause');
    await says(ana, name, /Paused by Ben/);
    await ben.page.reload();
    await fileOf(ben, name).getByRole('button', { name: 'Resume' }).waitFor();
    const there = Math.floor((size - tail.length) / pieceSize) * pieceSize;
    await ben.page.evaluate(skipTo, there);
    await press(ben, name, 'Resume');
    await fileOf(ben, name).getByRole('button', { name: 'Save' }).waitFor();
    await says(ana, name, /Arrived/);
    const end = await ben.page.evaluate(endOf, tail.length);
    assert.deepEqual(end, { size, hash: await hashOf(tail) });
  });
});
