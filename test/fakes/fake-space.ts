import type { SavedSpace, SpaceInUse } from '../../web/lib/saved-space.ts';

/** A browser that promises to keep what is saved as soon as it is asked, if `promises`. */
export class FakeSpace implements SavedSpace {
  promises = true;
  space: SpaceInUse = { used: 123_456, quota: 2_000_000_000, kept: false };

  measure(): Promise<SpaceInUse> {
    return Promise.resolve(this.space);
  }

  keep(): Promise<boolean> {
    this.space = { ...this.space, kept: this.promises };
    return Promise.resolve(this.promises);
  }
}
