/// <reference lib="webworker" />

/** The service worker itself; the page's types name it a window. */
export const worker = self as unknown as ServiceWorkerGlobalScope;
