import type { Pwa } from '../lib/pwa.ts';

/** Installs the app as this browser does it: by its own question, or by steps shown in `root`. */
export async function installHere(pwa: Pwa, root: Node): Promise<void> {
  if (pwa.way.value === 'prompt') return pwa.install();
  await import('./install-steps.ts');
  const steps = document.createElement('tin-install-steps');
  steps.addEventListener('close', () => steps.remove());
  root.appendChild(steps);
}
