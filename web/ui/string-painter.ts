import type { BrushOrder, StringPicture } from './string-picture.ts';

/** A canvas and the worker that draws on it. */
export class StringPainter {
  readonly canvas = document.createElement('canvas');
  /** False where each frame costs the processor dearly. */
  swift = false;
  readonly #worker = new Worker(new URL('./string-brush.ts', import.meta.url), { type: 'module' });

  /** `ready` is called when the worker draws from now on. */
  constructor(ready: () => void) {
    this.canvas.ariaHidden = 'true';
    const canvas = this.canvas.transferControlToOffscreen();
    this.#worker.onmessage = ({ data }: MessageEvent<boolean>) => {
      this.swift = data;
      ready();
    };
    this.#order({ canvas }, [canvas]);
  }

  paint(picture: StringPicture): void {
    this.#order(picture);
  }

  close(): void {
    this.#worker.terminate();
  }

  #order(order: BrushOrder, given: Transferable[] = []): void {
    this.#worker.postMessage(order, given);
  }
}
