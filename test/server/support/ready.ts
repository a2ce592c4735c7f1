import { setTimeout } from 'node:timers/promises';

/** Resolves once the server may get traffic. */
export async function ready(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(new URL('readyz', url)).catch(() => null);
    if (response?.ok) return;
    await setTimeout(50);
  }
}
