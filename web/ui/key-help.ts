import type { LitElement, ReactiveController } from 'lit';
import { openLate, putOver } from './open-late.ts';
import type { Services } from './services.ts';
import { takesText } from './focus.ts';

/** Opens the help on keys over everything else; it is loaded when it is asked for first. */
export function openKeyHelp(host: LitElement, services: Services, on: boolean): void {
  void openLate(
    host,
    services,
    () => import('./keys-dialog.ts'),
    () => {
      const dialog = document.createElement('tin-keys-dialog');
      dialog.on = on;
      putOver(host, dialog);
    },
  );
}

/** `?` opens the help on keys, except where one types or where keys are switched off. */
export class KeyHelp implements ReactiveController {
  readonly #host: LitElement;
  readonly #services: () => Services;

  constructor(host: LitElement, services: () => Services) {
    this.#host = host;
    this.#services = services;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('keydown', this.#pressed);
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.#pressed);
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const services = this.#services();
    if (!services.settings.all.value.keys || takesText(event.composedPath()[0])) return;
    event.preventDefault();
    openKeyHelp(this.#host, services, true);
  };
}
