import { RetypeEvent } from '../lib/retype-event.ts';
import { typedKey as key } from './typed-key.ts';

/** The phone opens first, and a screen may be loaded for its field; later it is not coming back. */
const patienceMs = 10_000;
const stepMs = 50;

interface Typed {
  readonly path: string;
  readonly text: string;
  readonly focused: boolean;
  /** What the field named in its `data-about`; that one is not typed in, but fires `tin-retype`. */
  readonly about?: string | undefined;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

const fields = 'input:not([type]), input[type=text], input[type=search], textarea';

/** Puts aside what stands in the text fields, for the page that is loaded in place of this one. */
export function keepTyped(): void {
  const typed: Typed[] = [...fieldsIn(document)]
    .filter(({ field }) => field.value !== field.defaultValue)
    .map(({ field, path }) => ({
      path,
      text: field.value,
      focused: (field.getRootNode() as ShadowRoot).activeElement === field,
      about: field.dataset['about'],
    }));
  if (typed.length > 0) sessionStorage.setItem(key, JSON.stringify(typed));
}

/** Types again what an earlier page put aside, as soon as its fields are there. */
export function restoreTyped(): void {
  const saved = sessionStorage.getItem(key);
  if (saved === null) return;
  sessionStorage.removeItem(key);
  let open = JSON.parse(saved) as readonly Typed[];
  const end = performance.now() + patienceMs;
  const step = (): void => {
    const there = new Map([...fieldsIn(document)].map(({ field, path }) => [path, field]));
    open = open.filter((typed) => !retype(there.get(typed.path), typed));
    if (open.length > 0 && performance.now() < end) setTimeout(step, stepMs);
  };
  step();
}

function retype(field: Field | undefined, { text, focused, about }: Typed): boolean {
  if (field === undefined) return false;
  // Whoever types already knows better.
  if (field.value !== field.defaultValue && field.matches(':focus')) return true;
  if (about === undefined) {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  } else field.dispatchEvent(new RetypeEvent(about, text));
  if (focused) field.focus();
  return true;
}

/** All text fields, through the shadow roots, each with a path that is the same after a reload. */
function* fieldsIn(
  root: Document | ShadowRoot,
  before = '',
): Generator<{ readonly field: Field; readonly path: string }> {
  let at = 0;
  for (const field of root.querySelectorAll<Field>(fields)) {
    yield { field, path: `${before}/${field.id}${at++}` };
  }
  const hosts = new Map<string, number>();
  for (const { localName, shadowRoot } of root.querySelectorAll('*')) {
    if (shadowRoot === null) continue;
    const nth = hosts.get(localName) ?? 0;
    hosts.set(localName, nth + 1);
    yield* fieldsIn(shadowRoot, `${before}/${localName}${nth}`);
  }
}
