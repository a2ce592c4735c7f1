/** All elements below a node, through shadow roots. */
export function* deepAll(node: Node = document): Generator<HTMLElement> {
  if (node instanceof HTMLElement) yield node;
  const inside = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
  for (const child of inside.childNodes) yield* deepAll(child);
}

/** The first element of that selector, through shadow roots; an error if there is none. */
export function deep(selector: string): HTMLElement {
  for (const element of deepAll()) if (element.matches(selector)) return element;
  throw new Error(`No ${selector}`);
}
