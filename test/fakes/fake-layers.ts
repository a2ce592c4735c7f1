import type { Floated, Floating } from '../../web/lib/floating.ts';
import type { Layer } from '../../web/lib/layer.ts';
import { Store } from '../../web/lib/store.ts';

/** Steps over the page; the test is the hand on the back button. */
export class FakeLayer implements Layer {
  readonly top = new Store<string | null>(null);

  readonly #over: (() => void)[] = [];

  cover(name: string | null): void {
    this.top.set(name);
  }

  over(left: () => void): () => void {
    this.#over.push(left);
    return () => {
      const at = this.#over.indexOf(left);
      if (at >= 0) this.#over.splice(at, 1);
    };
  }
}

/** Lets a page float, in a frame that stands on the page of the test. */
export class FakeFloating implements Floating {
  kind: Floating['kind'] = 'page';
  readonly isOpen = new Store(false);
  offered: Floated | null = null;
  frame: HTMLIFrameElement | null = null;

  async open({ fill }: Floated): Promise<boolean> {
    this.frame = document.createElement('iframe');
    document.body.append(this.frame);
    this.isOpen.set(true);
    if (this.frame.contentDocument) await fill(this.frame.contentDocument);
    return true;
  }

  close(): void {
    this.frame?.remove();
    this.frame = null;
    this.isOpen.set(false);
  }

  offer(floated: Floated | null): void {
    this.offered = floated;
  }
}
