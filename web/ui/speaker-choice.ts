import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { present } from '../lib/device-list.ts';
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
    const { speaker } = this.#services().settings.all.value;
    const id = present(this.#list.value, 'speaker', speaker);
    for (const element of this.#elements()) void setSink(element, id);
  }
}
