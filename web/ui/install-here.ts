import type { LitElement } from 'lit';
import { openLate } from './open-late.ts';
import type { Services } from './services.ts';

/** Installs the app as this browser does it: by its own question, or by steps shown over `host`. */
export function installHere(host: LitElement, services: Services): void {
  if (services.pwa.way.value === 'prompt') return void services.pwa.install();
  void openLate(
    host,
    services,
    () => import('./install-steps.ts'),
    () => {
      const steps = document.createElement('tin-install-steps');
      steps.addEventListener('close', () => steps.remove());
      host.renderRoot.append(steps);
    },
  );
}
