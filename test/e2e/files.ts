import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { Person } from './person.ts';

/** A file as a page is given it. */
export interface FileToSend {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Files, or the paths of some. */
type ToChoose = string | readonly string[] | readonly FileToSend[];

/** Bytes that don't repeat, the same for the same seed. */
export function noise(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let at = 0; at + 4 <= length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    bytes.writeInt32LE(state, at);
  }
  return bytes;
}

/** The file of that name in the conversation that is open. */
export function fileOf({ page }: Person, name: string): Locator {
  return page.getByRole('group', { name, exact: true });
}

/** A folder with files to send. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'tincan-files-'));

  /** Writes a file of that many bytes that don't repeat. */
  async add(name: string, size: number, seed = 1): Promise<{ path: string; hash: string }> {
    const path = join(this.path, name);
    const file = await open(path, 'w');
    // A piece of noise as long as a prime number, over and over: no two pieces of the file are alike.
    const some = noise(4_194_301 + 3, seed).subarray(0, 4_194_301);
    for (let left = size; left > 0; left -= some.length) {
      await file.write(some, 0, Math.min(left, some.length));
    }
    await file.close();
    return { path, hash: await hashOf(path) };
  }

  /** What is in it is needed no longer. */
  empty(): void {
    for (const name of readdirSync(this.path)) rmSync(join(this.path, name));
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** Chooses files where a button asks for them. */
export async function choose({ page }: Person, button: Locator, files: ToChoose): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await button.click();
  await (await chooser).setFiles(files);
}

/** Gives files to be sent in the conversation that is open; nobody can drive the dialog with handles. */
export function attach({ page }: Person, files: ToChoose): Promise<void> {
  return page.locator('tin-message-field input[type=file]').setInputFiles(files);
}

export async function press(person: Person, name: string, button: string): Promise<void> {
  await fileOf(person, name).getByRole('button', { name: button, exact: true }).click();
}

/** Waits until what is said of a file is this. */
export async function says(person: Person, name: string, text: string | RegExp): Promise<void> {
  await fileOf(person, name).getByText(text).waitFor();
}

/** Saves a file; resolves with the SHA-256 of what was saved, in hexadecimal. */
export async function save(person: Person, name: string, within = 60_000): Promise<string> {
  const button = fileOf(person, name).getByRole('button', { name: 'Save', exact: true });
  await button.waitFor({ timeout: within });
  const download = person.page.waitForEvent('download');
  await button.click();
  const saved = await download;
  assert.equal(saved.suggestedFilename(), name);
  return hashOf(await saved.path());
}

export async function hashOf(what: string | Buffer): Promise<string> {
  const hash = createHash('sha256');
  if (typeof what !== 'string') return hash.update(what).digest('hex');
  for await (const chunk of createReadStream(what)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** As in browsers without a way to ask where a file goes: it is a download. */
export function withoutPicker(): void {
  Reflect.deleteProperty(window, 'showSaveFilePicker');
}

/** How far a file has come, from 0 to 1, as it is drawn next. */
export async function doneOf(person: Person, name: string): Promise<number> {
  return fileOf(person, name).evaluate(async (group) => {
    await new Promise(requestAnimationFrame);
    const bar = group.querySelector('progress');
    if (bar) return bar.position;
    // Its bar goes when all of it is there.
    return [...group.querySelectorAll('button')].some((one) => one.innerText === 'Save') ? 1 : 0;
  });
}

/** Waits until so much of a file has come, from 0 to 1. */
export async function comesTo(person: Person, name: string, share: number, within = 60_000) {
  const end = performance.now() + within;
  while ((await doneOf(person, name)) < share) {
    assert.ok(performance.now() < end, `not ${share}`);
  }
}
