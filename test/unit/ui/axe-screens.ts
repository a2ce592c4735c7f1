import { expect } from '@esm-bundle/chai';
import { colours, inColours, violations } from './axe.ts';
import { inEveryScene } from './every-scene.ts';
import type { phone } from './mount.ts';

/** Tests every screen of that size by axe, in all colours. A file for each size: they take their time. */
export function testScreens(size: typeof phone): void {
  describe(`every screen of ${size.width} px, by axe`, function () {
    this.timeout(180_000);

    for (const wanted of colours) {
      it(`has no violations in ${wanted} colours`, () =>
        inColours(wanted, async (theme) => {
          expect(await inEveryScene({ theme, sizes: [size] }, violations)).to.deep.equal([]);
        }));
    }
  });
}
