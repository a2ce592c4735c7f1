/**
 * Owns what it opened and closes it, last opened first. Adding to a closed
 * scope closes the newcomer at once, so a slow `await` can't leak what it got.
 */
export class Scope {
  #undo: (() => void)[] = [];
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  add(undo: () => void): void {
    if (this.#closed) undo();
    else this.#undo.push(undo);
  }

  listen(target: EventTarget, type: string, listener: (event: Event) => void): void {
    target.addEventListener(type, listener);
    this.add(() => target.removeEventListener(type, listener));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }
}
