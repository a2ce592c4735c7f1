import type { Locator } from 'playwright-core';

/** Waits until it is there; where it is not, tells what is there instead. */
export async function appears(locator: Locator): Promise<void> {
  try {
    await locator.waitFor();
  } catch (cause) {
    const shown = await locator.page().locator('body').ariaSnapshot();
    throw new Error(`Shows ${shown}`, { cause });
  }
}
