import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { foundBusy, type Call, type CallId } from '../calls/call.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { ToastEvent } from './events.ts';
import type { Services } from './services.ts';
import { talkWords } from './talk-words.ts';
import { whoIs } from './who.ts';
import { words } from './words.ts';

/** Tells who called while this phone was in a call, for whom nothing rang. */
export class SecondCaller implements ReactiveController {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #services: () => Services;
  readonly #write: (to: PeerId) => void;
  #before: ReadonlyMap<CallId, Call> = new Map();
  #stop: (() => void) | null = null;

  constructor(
    host: ReactiveControllerHost & EventTarget,
    services: () => Services,
    write: (to: PeerId) => void,
  ) {
    this.#host = host;
    this.#services = services;
    this.#write = write;
    host.addController(this);
  }

  hostConnected(): void {
    const { calls } = this.#services().phone;
    this.#before = calls.value;
    this.#stop = calls.subscribe((now) => {
      for (const call of now.values()) {
        if (!this.#before.has(call.id) && foundBusy(call)) this.#tell(call.peer);
      }
      this.#before = now;
    });
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #tell(peer: PeerId): void {
    const { contact } = whoIs(this.#services().contacts.all.value, peer, null);
    // Only a contact can be written to.
    const way = { undo: async () => this.#write(peer), label: words.message };
    this.#host.dispatchEvent(
      new ToastEvent(talkWords.called(contact?.name ?? null), contact ? way : {}),
    );
  }
}
