import type { LitElement } from 'lit';
import { openLate, putOver } from './open-late.ts';
import type { Services } from './services.ts';

/** Installs the app as this browser does it: by its own question, or by steps shown over `host`. */
export function installHere(host: LitElement, services: Services): void {
  if (services.pwa.way.value === 'prompt') return void services.pwa.install();
  void openLate(
    host,
    services,
    () => import('./install-steps.ts'),
    () => putOver(host, document.createElement('tin-install-steps')),
  );
}
