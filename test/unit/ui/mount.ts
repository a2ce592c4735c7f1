import { setViewport } from '@web/test-runner-commands';
import type { Stage } from '../../../web/ui/services.ts';
import '../../../web/ui/app.ts';
// What the app loads when it is needed is there from the start: screens are complete at once.
import '../../../web/ui/calling.ts';
import '../../../web/ui/contacts-page.ts';
import '../../../web/ui/elsewhere.ts';
import '../../../web/ui/first-run.ts';
import '../../../web/ui/messages-page.ts';
import '../../../web/ui/person.ts';
import '../../../web/ui/send-to.ts';
import '../../../web/ui/settings-page.ts';
import '../../../web/ui/test-findings.ts';
import '../../../web/ui/trouble.ts';

const styles = document.createElement('link');
styles.rel = 'stylesheet';
styles.href = '/web/ui/tokens.css';
const styled = new Promise((resolve) => styles.addEventListener('load', resolve));
document.head.append(styles);
document.documentElement.lang = 'en';
document.title = 'Tincan';

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1440, height: 900 };

/** Puts the app on the page in that stage, alone, and waits until it is drawn. */
export async function mount(stage: Stage, size = desktop) {
  await setViewport(size);
  await styled;
  document.querySelector('tin-app')?.remove();
  const app = document.createElement('tin-app');
  app.stage = stage;
  document.body.append(app);
  await app.updateComplete;
  return app;
}
