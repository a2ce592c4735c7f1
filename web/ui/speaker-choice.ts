import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { callOutput } from '../calls/outputs.ts';
import { setSink } from '../lib/sink.ts';
import type { Services } from './services.ts';
import { StoreController } from './store-controller.ts';

/** Plays the media elements of its host on the speaker that was chosen, while that is plugged in. */
export class SpeakerChoice implements ReactiveController {
  readonly #elements: () => Iterable<HTMLMediaElement>;
  readonly #list: StoreController<Services['devices']['list']['value']>;
  readonly #services: () => Services;

  constructor(
    host: ReactiveControllerHost,
    services: () => Services,
    elements: () => Iterable<HTMLMediaElement>,
  ) {
    this.#services = services;
    this.#elements = elements;
    this.#list = new StoreController(host, () => services().devices.list);
    host.addController(this);
  }

  hostUpdated(): void {
    const id = callOutput(this.#list.value, this.#services().settings.all.value);
    for (const element of this.#elements()) void setSink(element, id);
  }
}
