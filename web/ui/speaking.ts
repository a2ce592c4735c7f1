import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Language } from '../identity/settings.ts';
import { ToastEvent } from './events.ts';
import { speak } from './languages.ts';
import type { Services } from './services.ts';
import { words } from './words.ts';

/** Speaks the language of the settings while its host is on the page. */
export class Speaking implements ReactiveController {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #services: () => Services;
  #spoken: Language | null | undefined;
  #stop: (() => void) | null = null;

  constructor(host: ReactiveControllerHost & EventTarget, services: () => Services) {
    this.#host = host;
    this.#services = services;
    host.addController(this);
  }

  hostConnected(): void {
    const { all } = this.#services().settings;
    this.#stop = all.subscribe(({ language }) => void this.#speak(language));
    void this.#speak(all.value.language);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
    this.#spoken = undefined;
  }

  async #speak(language: Language | null): Promise<void> {
    if (language === this.#spoken) return;
    this.#spoken = language;
    try {
      await speak(language, this.#services().system);
    } catch {
      this.#host.dispatchEvent(new ToastEvent(words.languageRefused));
    }
  }
}
