import assert from 'node:assert/strict';
import type { BrowserContext, Page, Worker } from 'playwright-core';

/** Resolves when the service worker has all files of the app and serves this page. */
export async function cached(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller !== null) return;
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
  });
}

/** Looks for a new version, as the page does by itself each hour, until it waits. */
export async function lookForVersion(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const { installing } = registration;
    if (installing === null) return;
    await new Promise((resolve) => installing.addEventListener('statechange', resolve));
  });
}

/** The service worker behind the pages of a context. */
export async function workerOf(context: BrowserContext): Promise<Worker> {
  return context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker');
}

/** Waits until the page has exactly these notifications on the screen, by their titles. */
export async function notifies(page: Page, titles: readonly string[]): Promise<void> {
  const limit = Date.now() + 25_000;
  let shown: readonly string[];
  // Not `waitForFunction`, for which a promise is an answer like any other.
  do {
    shown = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return (await registration.getNotifications()).map(({ title }) => title).sort();
    });
  } while (String(shown) !== String(titles) && Date.now() < limit);
  assert.deepEqual(shown, titles);
}

/** Presses a button of the notification that rings, or its text, as the system tells the service worker. */
export async function press(worker: Worker, action: '' | 'answer' | 'decline'): Promise<void> {
  await worker.evaluate(async (what) => {
    interface Scope {
      readonly registration: ServiceWorkerRegistration;
      readonly NotificationEvent: new (type: string, init: object) => Event;
    }
    const scope = self as unknown as Scope;
    const shown = await scope.registration.getNotifications();
    const notification = shown.find(({ requireInteraction }) => requireInteraction);
    self.dispatchEvent(
      new scope.NotificationEvent('notificationclick', { notification, action: what }),
    );
  }, action);
}

/** Puts another tab before the page; what it returns brings the page back. */
export async function hide(page: Page): Promise<() => Promise<void>> {
  const other = await page.context().newPage();
  const turn = async (front: Page, visibility: string) => {
    await front.bringToFront();
    // A hidden page draws no frames to look in.
    await page.waitForFunction((wanted) => document.visibilityState === wanted, visibility, {
      polling: 100,
    });
  };
  await turn(other, 'hidden');
  return () => turn(page, 'visible');
}

/** What is written on the buttons of the page's notification. */
export function buttonsOfNotification(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const [shown] = await registration.getNotifications();
    const { actions } = shown as unknown as { actions: { title: string }[] };
    return actions.map(({ title }) => title);
  });
}

/**
 * Keeps hold of the windows which the service worker brings up or opens. Browsers
 * refuse both unless a hand pressed a notification, and no test has one.
 */
export async function watchWindows(worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    interface Scope {
      readonly WindowClient: { prototype: { url: string; focus(): Promise<unknown> } };
      readonly Clients: { prototype: { openWindow(url: string): Promise<unknown> } };
    }
    const { WindowClient, Clients } = self as unknown as Scope;
    const brought: string[] = [];
    Object.assign(self, { brought });
    const { focus } = WindowClient.prototype;
    WindowClient.prototype.focus = function () {
      brought.push(this.url.replace(/#.*/, ''));
      return focus.call(this);
    };
    const { openWindow } = Clients.prototype;
    Clients.prototype.openWindow = function (url) {
      brought.push(`new ${url}`);
      return openWindow.call(this, url);
    };
  });
}

/** The addresses of the windows that were brought up, without what is behind their `#`. */
export function brought(worker: Worker): Promise<string[]> {
  return worker.evaluate(() => (self as unknown as { brought: string[] }).brought);
}
