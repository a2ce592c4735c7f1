/** What Chromium hands to an app that was open already (Web App Launch Handler API). */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly targetURL?: string }) => void): void;
}

/** A reload gets its old launch once more, within this time. */
const echoMs = 3_000;

/**
 * Calls `go` with the hash of each address the app is asked to open while it
 * runs: by a shortcut, a `web+tincan:` link, a link to the app.
 */
export function listenForLaunches(go: (hash: string) => void): void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ targetURL }) => {
    if (targetURL === undefined || (isReload() && performance.now() < echoMs)) return;
    const { hash } = new URL(targetURL);
    if (hash !== '') go(hash.slice(1));
  });
}

function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return (navigation as PerformanceNavigationTiming | undefined)?.type === 'reload';
}
