import * as v from 'valibot';
import type { Shortcut } from '../lib/outside.ts';

/** Where the page leaves its shortcuts for the service worker: a cache is what both can reach. */
const cacheName = 'tincan-shortcuts';
const address = '/shortcuts';

const shortcutsSchema = v.array(v.object({ name: v.string(), hash: v.string() }));
const manifestSchema = v.looseObject({ shortcuts: v.array(v.unknown()) });
const icons = [{ src: 'icon-192.png', sizes: '192x192', type: 'image/png' }];

/** Leaves the shortcuts of this phone for the next time its manifest is read. */
export async function keepShortcuts(shortcuts: readonly Shortcut[]): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.put(address, new Response(JSON.stringify(shortcuts)));
}

/** The shortcuts a page left; none if what lies there does not parse. */
export async function keptShortcuts(): Promise<readonly Shortcut[]> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(address);
  if (!kept) return [];
  const parsed = v.safeParse(shortcutsSchema, await kept.json().catch(() => null));
  return parsed.success ? parsed.output : [];
}

/** The manifest with these shortcuts behind its first one; as it was where it is none. */
export function withShortcuts(manifest: unknown, shortcuts: readonly Shortcut[]): unknown {
  const parsed = v.safeParse(manifestSchema, manifest);
  if (!parsed.success) return manifest;
  const [first, ...others] = parsed.output.shortcuts;
  const own = shortcuts.map(({ name, hash }) => ({ name, url: `./#${hash}`, icons }));
  return { ...parsed.output, shortcuts: [first, ...own, ...others] };
}
