import { matchPrecache } from 'workbox-precaching';
import { keptShortcuts, withShortcuts } from './shortcuts.ts';

export const manifestPath = '/manifest.webmanifest';

/** The manifest as this device has it: whom its owner likes to call is known nowhere else. */
export async function manifestHere(): Promise<Response> {
  const manifest = (await matchPrecache(manifestPath)) ?? (await fetch(manifestPath));
  if (!manifest.ok) return manifest;
  const text = JSON.stringify(withShortcuts(await manifest.json(), await keptShortcuts()));
  return new Response(text, { headers: { 'content-type': 'application/manifest+json' } });
}
