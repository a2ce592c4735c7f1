import type { SharedContent, ShareTarget } from '../../web/lib/share-target.ts';

/** What the test says that another app shared. */
export class FakeShareTarget implements ShareTarget {
  #content: SharedContent | null = null;

  put(content: SharedContent): void {
    this.#content = content;
  }

  read(): Promise<SharedContent | null> {
    return Promise.resolve(this.#content);
  }

  drop(): Promise<void> {
    this.#content = null;
    return Promise.resolve();
  }

  sweep(): Promise<void> {
    return Promise.resolve();
  }
}
