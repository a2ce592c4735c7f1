import { emulateMedia } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import type axeType from 'axe-core';
import { endMotion } from './motion.ts';

interface Examined {
  axe?: typeof axeType;
}

/** axe sees what is in its own page only. */
function axeIn(page: Document): typeof axeType {
  const view = page.defaultView as unknown as Examined;
  if (!view.axe) {
    const script = page.createElement('script');
    script.textContent = axeIn(document).source;
    page.head.append(script);
  }
  if (!view.axe) throw new Error('No axe in this page');
  return view.axe;
}

const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong, one line each. It sees half through whatever is still coming up. */
export async function violations(page = document): Promise<string[]> {
  endMotion();
  const found = await axeIn(page).run(page, {
    runOnly: { type: 'tag', values },
    resultTypes: ['violations'],
  });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

/** The colours a page is seen in. */
export const colours = ['light', 'dark', 'forced'] as const;
export type Colours = (typeof colours)[number];

/** Does something in these colours; the theme is for the settings of the phone. */
export async function inColours(
  wanted: Colours,
  task: (theme: 'light' | 'dark') => Promise<void>,
): Promise<void> {
  if (wanted !== 'forced') return task(wanted);
  await emulateMedia({ forcedColors: 'active' });
  try {
    await task('light');
  } finally {
    await emulateMedia({ forcedColors: 'none' });
  }
}
