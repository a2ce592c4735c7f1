import { config } from '@esm-bundle/chai';
import { setViewport } from '@web/test-runner-commands';
import type { Language } from '../../../web/identity/settings.ts';
import { scenes, stageOf } from '../../fakes/scenes.ts';
import { drawn, until } from './find.ts';
import { desktop, mount } from './mount.ts';

// What is wrong is told whole.
config.truncateThreshold = 0;

interface Circumstances {
  readonly theme?: 'light' | 'dark';
  /** Of the screen, one after the other: each scene is put on the page once, and then turned. */
  readonly sizes?: readonly (typeof desktop)[];
  /** What everybody is called. */
  readonly called?: string;
  readonly language?: Language;
}

/** Looks at every scene and collects what is wrong with it. */
export async function inEveryScene(
  { theme = 'light', sizes = [desktop], called, language = 'en' }: Circumstances,
  look: () => string[] | Promise<string[]>,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const name of Object.keys(scenes)) {
    const stage = await stageOf(name, called);
    await stage.services.settings.change({ theme, language });
    await mount(stage, sizes[0]);
    await until(() => document.documentElement.lang === language);
    for (const size of sizes) {
      await setViewport(size);
      await drawn();
      wrong.push(...(await look()).map((line) => `${name}, ${size.width} px: ${line}`));
    }
  }
  return wrong;
}
