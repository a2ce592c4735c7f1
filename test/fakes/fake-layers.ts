import type { Floated, Floating } from '../../web/lib/floating.ts';
import type { Layer } from '../../web/lib/layer.ts';
import { Store } from '../../web/lib/store.ts';

/** One step over the page; the test is the hand on the back button. */
export class FakeLayer implements Layer {
  readonly top = new Store<string | null>(null);

  cover(name: string | null): void {
    this.top.set(name);
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
