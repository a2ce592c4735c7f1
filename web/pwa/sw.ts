import {
  precacheAndRoute,
  createHandlerBoundToURL,
  cleanupOutdatedCaches,
} from 'workbox-precaching';
import type { PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { manifestHere, manifestPath } from './manifest-here.ts';
import { hush } from './notification-hush.ts';
import { pressed } from './notification-press.ts';
import { sharePath, takeShared } from './take-shared.ts';
import { parseToWorker } from './words-between.ts';
import { worker } from './worker.ts';

declare const self: { readonly __WB_MANIFEST: (PrecacheEntry | string)[] };

// Before the precache, which has it as it is for everybody.
registerRoute(({ url, sameOrigin }) => sameOrigin && url.pathname === manifestPath, manifestHere);

// No form of another app goes to the server.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname === sharePath,
  takeShared,
  'POST',
);

// Only what the build left here is answered; the broker, /api and health are never touched.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// The app has one address: whatever stands behind its `?` opens it as well.
const shell = createHandlerBoundToURL('index.html');
registerRoute(new NavigationRoute(shell, { allowlist: [/^\/(?:index\.html)?(?:\?|$)/] }));

// The first visit as well: what the page loads later comes from here.
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('message', (event) => {
  const message = parseToWorker(event.data);
  // A new version waits until its user says so: it would take running calls their page.
  if (message?.type === 'begin') event.waitUntil(worker.skipWaiting());
  if (message?.type === 'leave') event.waitUntil(hush(message.calls));
});

worker.addEventListener('notificationclick', (event) => event.waitUntil(pressed(event)));
