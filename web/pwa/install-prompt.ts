import type { InstallWay } from '../lib/pwa.ts';
import { Store, type Readable } from '../lib/store.ts';

/** Chromium's, in no standard yet (W3C manifest-incubations). */
interface InstallPromptEvent extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** How this page can be installed; made early, since the browser says it only once. */
export class InstallPrompt {
  readonly #way = new Store<InstallWay>(wayWithoutPrompt());
  #event: InstallPromptEvent | null = null;

  constructor() {
    window.addEventListener('beforeinstallprompt', (event) => {
      // The phone asks when it has proved to be of use.
      event.preventDefault();
      this.#event = event as InstallPromptEvent;
      this.#way.set('prompt');
    });
    window.addEventListener('appinstalled', () => {
      this.#event = null;
      this.#way.set('installed');
    });
  }

  get way(): Readable<InstallWay> {
    return this.#way;
  }

  /** An event asks once; another comes if the answer was no. */
  async ask(): Promise<void> {
    const event = this.#event;
    this.#event = null;
    const choice = await event?.prompt();
    if (choice?.outcome === 'accepted') this.#way.set('installed');
    else if (this.#event === null) this.#way.set(wayWithoutPrompt());
  }
}

function wayWithoutPrompt(): InstallWay {
  const { standalone } = navigator as { standalone?: boolean };
  const asApp = matchMedia('(display-mode: standalone), (display-mode: minimal-ui)');
  if (standalone === true || asApp.matches) return 'installed';
  // Only browsers of iOS have it, where false means: in a tab.
  return standalone === false ? 'steps' : 'none';
}
