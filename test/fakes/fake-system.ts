import { Store } from '../../web/lib/store.ts';
import type { System } from '../../web/lib/system.ts';
import { FakeFloating, FakeLayer } from './fake-layers.ts';

/** A device without a browser around it; `copied` is what was put on its clipboard. */
export class FakeSystem implements System {
  readonly hash: Store<string>;
  readonly layer = new FakeLayer();
  readonly floating = new FakeFloating();
  readonly hasNetwork = new Store(true);
  readonly copied: string[] = [];
  readonly shared: string[] = [];
  /** Pictures that went along. */
  readonly pictures: File[] = [];
  readonly share: System['share'];
  /** As in browsers without handles. */
  chooseFiles: System['chooseFiles'] = null;
  languages: readonly string[] = ['en-GB'];
  language = 'en-GB';
  copies = true;

  constructor({ hash = '', shares = false } = {}) {
    this.hash = new Store(hash);
    this.share = shares
      ? ({ url, picture }) => {
          this.shared.push(url);
          if (picture) this.pictures.push(picture);
          return Promise.resolve();
        }
      : null;
  }

  go(hash: string): void {
    this.hash.set(hash);
  }

  goBack(hash: string): void {
    this.hash.set(hash);
  }

  link(hash: string): string {
    return `https://tin.example/#${hash}`;
  }

  copy(text: string): Promise<boolean> {
    if (this.copies) this.copied.push(text);
    return Promise.resolve(this.copies);
  }
}
