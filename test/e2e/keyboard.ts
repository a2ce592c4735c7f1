import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** More presses of Tab than any screen has things to reach. */
const mostSteps = 40;

/**
 * Presses Tab until this has the focus, as who has no mouse does. Wherever the
 * focus comes by on its way, it has to be seen.
 */
export async function tabTo(
  page: Page,
  wanted: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  const reached = wanted.and(page.locator(':focus'));
  for (let steps = 0; steps < mostSteps; steps++) {
    await page.keyboard.press(key);
    await showsFocus(page);
    if ((await reached.count()) > 0) return;
  }
  assert.fail(`${key} leads to ${String(wanted)}`);
}

/** Waits until one sees where the focus is; moving there may take a transition. */
export async function showsFocus(page: Page): Promise<void> {
  assert.equal(await page.evaluate(whyUnseen, 5_000), null);
}

/** Runs in the page: what keeps the focus from being seen after `ms`; null if it is seen or left the page. */
async function whyUnseen(ms: number): Promise<string | null> {
  const deadline = performance.now() + ms;
  const up = (node: Node): Node | null =>
    (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host ?? null;
  const deepest = (of: (root: DocumentOrShadowRoot) => Element | null): Element | null => {
    let found = of(document);
    while (found?.shadowRoot) {
      const inner = of(found.shadowRoot);
      if (inner === null || inner === found) break;
      found = inner;
    }
    return found;
  };
  const fault = (element: Element): string | null => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return 'has no outline';
    const { left, top, right, bottom } = element.getBoundingClientRect();
    if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return 'is out of view';
    const around = new Set<Node>();
    for (let at: Node | null = element; at !== null; at = up(at)) around.add(at);
    for (const one of around) {
      const isFaded = one instanceof Element && Number(getComputedStyle(one).opacity) < 0.9;
      if (isFaded) return 'is faded';
    }
    const middle = [(left + right) / 2, (top + bottom) / 2] as const;
    const above = deepest((root) => root.elementFromPoint(...middle));
    const isFree = above !== null && (element.contains(above) || around.has(above));
    return isFree ? null : `is covered by ${above?.localName}`;
  };
  for (;;) {
    const element = deepest((root) => root.activeElement);
    if (element === null || element === document.body) return null;
    const found = fault(element);
    if (found === null) return null;
    const name = element.getAttribute('aria-label') ?? element.textContent.trim();
    if (performance.now() > deadline) return `${element.localName} “${name}” ${found}`;
    await new Promise(requestAnimationFrame);
  }
}
