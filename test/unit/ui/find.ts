/** Finds elements as a screen reader does: by role and accessible name, through shadow roots. */

const implicit: Readonly<Record<string, string>> = {
  'a[href]': 'link',
  button: 'button',
  'input[type=text]': 'textbox',
  // Which has no role of its own; browsers tell it like this.
  'input[type=password]': 'textbox',
  'input[type=checkbox]': 'checkbox',
  progress: 'progressbar',
  'input[type=range]': 'slider',
  textarea: 'textbox',
  ol: 'list',
  select: 'combobox',
  output: 'status',
  ul: 'list',
  li: 'listitem',
  dialog: 'dialog',
  'section[aria-label]': 'region',
  main: 'main',
  'img[alt]': 'img',
  nav: 'navigation',
  'h1, h2': 'heading',
};

/** All perceivable elements of a role whose name is exactly that, in the order of the page. */
export function findAll(role: string, name?: string, within: Node = document): HTMLElement[] {
  return [...elements(within)].filter(
    (element) =>
      roleOf(element) === role &&
      (name === undefined || nameOf(element) === name) &&
      isPerceivable(element),
  );
}

/** The one element of that role and name; an error if there is none or more than one. */
export function find(role: string, name?: string, within: Node = document): HTMLElement {
  const found = findAll(role, name, within);
  const [first] = found;
  if (!first || found.length > 1) throw new Error(`${found.length} × ${role} “${name ?? ''}”`);
  return first;
}

/** The same as soon as it is there. */
export function appears(role: string, name?: string, within: Node = document) {
  return until(() => find(role, name, within));
}

/** Resolves with the first truthy result; what it threw last is the error after eight seconds. */
export async function until<T>(attempt: () => T): Promise<T> {
  const end = performance.now() + 8_000;
  for (;;) {
    let error: unknown = new Error(`Not so within 8 s: ${attempt.toString()}`);
    try {
      const result = attempt();
      if (result) return result;
    } catch (thrown) {
      error = thrown;
    }
    if (performance.now() > end) throw error;
    await new Promise(requestAnimationFrame);
  }
}

/** Resolves when all that changed so far is on the screen. */
export async function drawn(): Promise<void> {
  await new Promise(requestAnimationFrame);
}

/** What stands on the screen below an element, shadow roots included, blanks made one. */
export function textOf(node: Node): string {
  return rawText(node).replace(/\s+/g, ' ').trim();
}

/** Types into a field as a person does: it has the focus and tells of its input. */
export function type(field: HTMLElement, text: string): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
    throw new Error('Not a field');
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** Presses Enter in a field of a form. */
export function enter(field: HTMLElement): void {
  (field as HTMLInputElement).form?.requestSubmit();
}

function* elements(node: Node): Generator<HTMLElement> {
  if (node instanceof HTMLElement) yield node;
  for (const child of shownIn(node)) yield* elements(child);
}

/** What is drawn in a node: its shadow root, or what is handed to a slot, goes before what it holds itself. */
function shownIn(node: Node): readonly Node[] {
  const handed = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
  if (handed.length > 0) return handed;
  const inside = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
  return [...inside.childNodes];
}

function roleOf(element: Element): string | null {
  const explicit = element.getAttribute('role');
  if (explicit !== null) return explicit;
  const entry = Object.entries(implicit).find(([selector]) => element.matches(selector));
  return entry?.[1] ?? null;
}

export function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const root = element.getRootNode() as Document | ShadowRoot;
  const by = element.getAttribute('aria-labelledby');
  if (by !== null) return textOf(root.getElementById(by) ?? document.createTextNode(''));
  if (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  ) {
    return [...(element.labels ?? [])].map(textOf).join(' ');
  }
  return textOf(element);
}

function isPerceivable(element: HTMLElement): boolean {
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  for (let at: Element | null = element; at; at = parentOf(at)) {
    if (at.hasAttribute('inert') || at.getAttribute('aria-hidden') === 'true') return false;
  }
  return true;
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

function rawText(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof Element && node.matches('style, script, [aria-hidden=true]')) return '';
  return shownIn(node).map(rawText).join('');
}

/** Where an element is when neither it nor what holds it is animated any more. */
export async function atRest(element: Element): Promise<DOMRect> {
  // What came with this picture begins with the next one.
  await drawn();
  await drawn();
  const around: Element[] = [];
  for (let at: Element | null = element; at; at = parentOf(at)) around.push(at);
  const moving = around.flatMap((each) => each.getAnimations());
  await Promise.all(moving.map((animation) => animation.finished));
  return element.getBoundingClientRect();
}

/** Whether a finger on the middle of it hits it. */
export function isOnTop(element: HTMLElement): boolean {
  const { x, y, width, height } = element.getBoundingClientRect();
  const root = element.getRootNode() as ShadowRoot;
  return element.contains(root.elementFromPoint(x + width / 2, y + height / 2));
}
