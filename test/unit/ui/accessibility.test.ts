import { expect } from '@esm-bundle/chai';
import 'axe-core/axe.min.js';
import type axeType from 'axe-core';
import '../../../web/ui/settings-page.ts';
import { scenes, stageOf } from '../../fakes/scenes.ts';
import { desktop, mount, phone } from './mount.ts';

const { axe } = window as unknown as { axe: typeof axeType };

/** What axe finds wrong, one line each. */
async function violations(): Promise<string[]> {
  const found = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

describe('every screen, by axe', function () {
  this.timeout(60_000);

  for (const theme of ['light', 'dark'] as const) {
    for (const [width, size] of Object.entries({ phone, desktop })) {
      it(`has no violations on a ${width}, ${theme}`, async () => {
        const wrong: string[] = [];
        for (const name of Object.keys(scenes)) {
          const stage = await stageOf(name);
          await stage.services.settings.change({ theme });
          await mount(stage, size);
          wrong.push(...(await violations()).map((line) => `${name}: ${line}`));
        }
        expect(wrong).to.deep.equal([]);
      });
    }
  }

  it('has none on the first run, while another tab has the line, and in trouble', async () => {
    await mount({ kind: 'first-run', start: () => Promise.resolve() }, phone);
    expect(await violations()).to.deep.equal([]);
    await mount({ kind: 'elsewhere', take: () => {} }, phone);
    expect(await violations()).to.deep.equal([]);
    await mount({ kind: 'trouble', problem: 'storage', retry: () => {} }, phone);
    expect(await violations()).to.deep.equal([]);
  });
});
