/**
 * Every screen without a broker, for looking at: `npx vite`, then
 * `/test/fakes/gallery.html?scene=voice&language=ar`, with `&called=` to give all one name. The
 * scenes are in `scenes.ts`.
 */
import type { CallMedia } from '../../web/calls/ports.ts';
import { languages } from '../../web/identity/settings.ts';
import '../../web/ui/app.ts';
// What the app loads when it is needed is there from the start: screens are complete at once.
import '../../web/ui/calling.ts';
import '../../web/ui/call-quality.ts';
import '../../web/ui/contact-namer.ts';
import '../../web/ui/contacts-page.ts';
import '../../web/ui/device-panel.ts';
import '../../web/ui/elsewhere.ts';
import '../../web/ui/first-run.ts';
import '../../web/ui/messages-page.ts';
import '../../web/ui/own-dialog.ts';
import '../../web/ui/person.ts';
import '../../web/ui/quality-chart.ts';
import '../../web/ui/quality.ts';
import '../../web/ui/send-to.ts';
import '../../web/ui/settings-page.ts';
import '../../web/ui/test-call.ts';
import '../../web/ui/test-findings.ts';
import '../../web/ui/trouble.ts';
import { speak } from '../../web/ui/languages.ts';
import type { Stage } from '../../web/ui/services.ts';
import { FakeSystem } from './fake-system.ts';
import { firstRun } from './first-run.ts';
import { scenes, stageOf } from './scenes.ts';

const query = new URLSearchParams(location.search);
const language = languages.find((one) => one === query.get('language')) ?? 'en';
const called = query.get('called') ?? undefined;
let go: ((path: string) => void) | null = null;
let paint: ReturnType<typeof setInterval>;

declare global {
  /** Puts another scene in the place of the one before, and resolves when it is drawn. */
  var show: (scene: string) => Promise<void>;
}

globalThis.show = async (scene) => {
  document.querySelector('tin-app')?.remove();
  clearInterval(paint);
  go = null;
  await speak(language, new FakeSystem());
  const app = document.createElement('tin-app');
  if (scene === 'first-run') app.stage = firstRun();
  else if (scene === 'elsewhere') app.stage = { kind: 'elsewhere', take: () => {} };
  else if (scene === 'trouble') {
    app.stage = { kind: 'trouble', problem: 'storage', retry: () => {} };
  } else app.stage = await ready(scene);
  document.body.append(app);
  await drawn();
  app.dataset['drawn'] = '';
};

async function ready(scene: string): Promise<Stage> {
  const stage = await stageOf(scene, called);
  await stage.services.settings.change({ language });
  const { media, phone, system } = stage.services;
  const call = [...phone.calls.value.values()][0];
  if (call && media.value.size === 0) {
    const moving: CallMedia = {
      local: painted('#86a', '#345'),
      remote: painted('#a63', '#246'),
      sound: null,
      microphone: null,
      camera: null,
    };
    media.set(new Map([[call.id, moving]]));
  }
  go = (path) => system.go(path);
  return stage;
}

addEventListener('hashchange', () => go?.(location.hash.slice(1)));
await show(query.get('scene') ?? 'recents');
console.info(`Scenes: first-run, elsewhere, trouble, ${Object.keys(scenes).join(', ')}`);

/** Until nothing changed for a while: screens bring further ones in. */
function drawn(): Promise<void> {
  return new Promise((resolve) => {
    let quiet: ReturnType<typeof setTimeout>;
    const changed = () => {
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        observer.disconnect();
        resolve();
      }, 300);
    };
    const observer = new MutationObserver(changed);
    observer.observe(document, { childList: true, subtree: true, attributes: true });
    changed();
  });
}

function painted(one: string, two: string): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 360;
  const pen = canvas.getContext('2d');
  if (pen) {
    const fill = pen.createLinearGradient(0, 0, 640, 360);
    fill.addColorStop(0, one);
    fill.addColorStop(1, two);
    paint = setInterval(() => {
      pen.fillStyle = fill;
      pen.fillRect(0, 0, 640, 360);
    }, 100);
  }
  return canvas.captureStream(10);
}
