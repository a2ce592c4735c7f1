import type { Page } from 'playwright-core';
import { loadIdentity, type Identity } from '../../web/identity/identity.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';
import { Sealing } from '../../web/identity/sealing.ts';
import { fromBase64Url, toBase64Url } from '../../web/lib/base64.ts';
import { writeLetter, type Content } from '../../web/links/letter.ts';
import { MemoryShelf } from '../fakes/memory-shelf.ts';

/** The identity a page keeps on its disk, to read and write in its name. */
export async function identityOf(page: Page): Promise<Identity> {
  const saved = await page.evaluate(async () => {
    const open = indexedDB.open('tincan-identity');
    await new Promise((resolve) => (open.onsuccess = resolve));
    const get = open.result.transaction('records').objectStore('records').get('identity');
    await new Promise((resolve) => (get.onsuccess = resolve));
    open.result.close();
    const record = get.result as Record<string, string | Uint8Array>;
    return Object.entries(record).map(([name, value]): [string, string | number[]] => [
      name,
      typeof value === 'string' ? value : [...value],
    ]);
  });
  const record = saved.map(([name, value]) => [
    name,
    typeof value === 'string' ? value : Uint8Array.from(value),
  ]);
  const shelf = new MemoryShelf([['identity', Object.fromEntries(record)]]);
  const identity = await loadIdentity(shelf, (what) => {
    throw new Error(what);
  });
  if (!identity) throw new Error('There is no identity on this page');
  return identity;
}

/** An open letter, rightly signed by `from`, that says whatever one likes. */
export async function write(
  from: Identity,
  to: string,
  content: unknown,
): Promise<{ readonly tincan: 3; readonly open: string }> {
  const letter = await writeLetter(from, to as PeerId, content as Content, Date.now());
  return { tincan: 3, open: toBase64Url(letter) };
}

/** A frame to or from the broker that carries a letter. */
interface Frame {
  readonly type: string;
  readonly payload: { readonly open?: string; readonly sealed?: string };
}

/** What a letter says. */
interface Said {
  readonly type: string;
  /** The call it is about, if it is about one. */
  readonly call?: string;
  readonly sealed: boolean;
}

/** What is in those frames of `from` that carry letters to `reader`, sealed or not. */
export async function read(
  frames: readonly string[],
  from: string,
  reader: Identity,
): Promise<Said[]> {
  const letters = frames.map((frame) => JSON.parse(frame) as Frame).filter(isLetter);
  return Promise.all(
    letters.map(async ({ payload }) => {
      const info = new TextEncoder().encode(`tincan seal 3\n${from}\n${reader.id}`);
      const bytes = payload.open
        ? fromBase64Url(payload.open)
        : await new Sealing(reader).unseal(info, fromBase64Url(payload.sealed ?? '')!);
      const body = JSON.parse(new TextDecoder().decode(bytes!.slice(128))) as {
        content: { type: string; call?: string };
      };
      const { type, call } = body.content;
      return { type, ...(call !== undefined && { call }), sealed: payload.sealed !== undefined };
    }),
  );
}

/** The call to which `from` invites in one of these frames; null as long as in none. */
export async function invited(
  frames: readonly string[],
  from: string,
  reader: Identity,
): Promise<string | null> {
  const said = await read(frames, from, reader);
  return said.find(({ type }) => type === 'invite')?.call ?? null;
}

function isLetter({ type }: Frame): boolean {
  return type === 'OFFER' || type === 'ANSWER' || type === 'CANDIDATE';
}
