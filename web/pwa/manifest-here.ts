import { matchPrecache } from 'workbox-precaching';
import { keptShortcuts, withShortcuts } from './shortcuts.ts';

export const manifestPath = '/manifest.webmanifest';

/** The manifest as this device has it: whom its owner likes to call is known nowhere else. */
export async function manifestHere(): Promise<Response> {
  const manifest = (await matchPrecache(manifestPath)) ?? (await fetch(manifestPath));
  if (!manifest.ok) return manifest;
  try {
    const made = withShortcuts(await manifest.clone().json(), await keptShortcuts());
    const headers = { 'content-type': 'application/manifest+json' };
    return new Response(JSON.stringify(made), { headers });
  } catch {
    // Installing matters more than shortcuts.
    return manifest;
  }
}
