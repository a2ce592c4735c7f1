import * as v from 'valibot';
import { cleanFileName } from '../lib/file-name.ts';
import type { SharedContent, ShareTarget } from '../lib/share-target.ts';

/** Where the service worker leaves what was shared for the page: a cache is on the disk, and both can reach it. */
const cacheName = 'tincan-parcel';
/** It is left there last: without it nothing is there. */
const note = '/parcel/note';
/** It is left there first: when it came, in ms since 1970. */
const begun = '/parcel/begun';
/** What nobody has sent for so long, in ms, is not waited for by any page. */
const staysFor = 3_600_000;
const placeOf = (nth: number) => `/parcel/${nth}`;

/** More files are not taken: somebody has shared a disk. */
const mostFiles = 100;
/**
 * In UTF-16 units, each of title, text and link. Several times what a message holds: what is too long for
 * one is seen whole, and its sender chooses what goes.
 */
const longest = 65_536;

const noteSchema = v.object({
  text: v.pipe(v.string(), v.maxLength(3 * longest + 2)),
  // Missing in what an older version of the worker left.
  isCut: v.optional(v.boolean(), false),
  names: v.pipe(v.array(v.string()), v.maxLength(mostFiles)),
  leftOut: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** Puts aside what a form of another app holds, in place of what lay there; rejects if it does not fit. */
export async function putShared(form: FormData): Promise<void> {
  await dropShared();
  // A form without files has one that is empty and has no name.
  const given = form
    .getAll('files')
    .filter((entry) => entry instanceof File && (entry.size > 0 || entry.name !== '')) as File[];
  const files = given.slice(0, mostFiles);
  const cache = await caches.open(cacheName);
  try {
    await cache.put(begun, new Response(String(Date.now())));
    for (const [nth, file] of files.entries()) await cache.put(placeOf(nth), new Response(file));
    const said: v.InferOutput<typeof noteSchema> = {
      ...textOf(form),
      names: files.map(({ name }) => cleanFileName(name)),
      leftOut: given.length - files.length,
    };
    await cache.put(note, new Response(JSON.stringify(said)));
  } catch (error) {
    await dropShared();
    throw error;
  }
}

/** Apps put a link into its field or into the text, and a title into both. */
function textOf(form: FormData): Pick<SharedContent, 'text' | 'isCut'> {
  const whole = ['title', 'text', 'url'].map((field) => {
    const value = form.get(field);
    return typeof value === 'string' ? value.trim() : '';
  });
  const texts = whole.map(cut);
  const text = texts
    .filter((text, nth) => !texts.some((other, at) => at !== nth && holds(other, text, at > nth)))
    .join('\n');
  return { text, isCut: whole.some(({ length }) => length > longest) };
}

/** Without half of a character at its end. */
function cut(text: string): string {
  return text.slice(0, longest).replace(/\p{Cs}$/u, '');
}

/** Of two that are the same the first one stays. */
function holds(other: string, text: string, isLater: boolean): boolean {
  return other.includes(text) && !(other === text && isLater);
}

/** When that came which was read last here. */
let readOne: number | null = null;

async function readShared(): Promise<SharedContent | null> {
  if (!hasCaches()) return null;
  const cache = await caches.open(cacheName);
  readOne = await timeOf(cache);
  const kept = await cache.match(note);
  const parsed = v.safeParse(noteSchema, await kept?.json().catch(() => null));
  if (!parsed.success) return null;
  const { text, isCut, names, leftOut } = parsed.output;
  const files: File[] = [];
  for (const [nth, name] of names.entries()) {
    const file = await (await cache.match(placeOf(nth)))?.blob();
    if (file) files.push(new File([file], name, { type: file.type }));
  }
  if (text === '' && files.length === 0) return null;
  return { text, isCut, files, leftOut: leftOut + names.length - files.length };
}

async function dropShared(): Promise<void> {
  if (hasCaches()) await caches.delete(cacheName);
}

/** Not one that came since: the next page reads that. */
async function dropRead(): Promise<void> {
  if (!hasCaches()) return;
  if ((await timeOf(await caches.open(cacheName))) === readOne) await dropShared();
}

/** What has no time is being put there, or was by an earlier version. */
async function sweepShared(now: number): Promise<void> {
  if (!hasCaches() || !(await caches.has(cacheName))) return;
  const at = await timeOf(await caches.open(cacheName));
  if (at !== null && now - at > staysFor) await dropShared();
}

async function timeOf(cache: Cache): Promise<number | null> {
  const text = await (await cache.match(begun))?.text();
  return text === undefined ? null : Number(text);
}

/** Missing outside secure contexts, whatever the types say. */
function hasCaches(): boolean {
  return 'caches' in globalThis;
}

/** What the service worker of this page took. */
export const shareTarget: ShareTarget = {
  read: readShared,
  drop: dropRead,
  sweep: sweepShared,
};
