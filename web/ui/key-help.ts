import type { LitElement, ReactiveController } from 'lit';
import { ToastEvent } from './events.ts';
import { words } from './words.ts';
import { takesText } from './typing.ts';

/** Opens the help on keys over everything else; it is loaded when it is asked for first. */
export async function openKeyHelp(host: LitElement, on: boolean): Promise<void> {
  try {
    await import('./keys-dialog.ts');
  } catch {
    host.dispatchEvent(new ToastEvent(words.partRefused));
    return;
  }
  if (!host.isConnected || host.renderRoot.querySelector('tin-keys-dialog')) return;
  const dialog = document.createElement('tin-keys-dialog');
  dialog.on = on;
  dialog.addEventListener('close', () => dialog.remove());
  host.renderRoot.append(dialog);
}

/** `?` opens the help on keys, except where one types or where keys are switched off. */
export class KeyHelp implements ReactiveController {
  readonly #host: LitElement;
  readonly #on: () => boolean;

  constructor(host: LitElement, on: () => boolean) {
    this.#host = host;
    this.#on = on;
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
    if (!this.#on() || takesText(event.composedPath()[0])) return;
    event.preventDefault();
    void openKeyHelp(this.#host, true);
  };
}
