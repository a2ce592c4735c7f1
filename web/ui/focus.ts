/** The element with the focus, through all shadow roots. */
export function focusedElement(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Nothing has the focus, or only what can't be seen any more, which some browsers leave it with. */
export function isNowhere(focused: Element | null): boolean {
  return focused === null || focused === document.body || !focused.checkVisibility();
}

/** True for what takes letters: there they are text and not shortcuts. */
export function takesText(target: unknown): boolean {
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'range'].includes(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLElement && target.isContentEditable;
}
