import { config } from '@esm-bundle/chai';
import { scenes, stageOf } from '../../fakes/scenes.ts';
import { desktop, mount } from './mount.ts';

// What is wrong is told whole.
config.truncateThreshold = 0;

interface Circumstances {
  readonly theme?: 'light' | 'dark';
  readonly size?: typeof desktop;
  /** What everybody is called. */
  readonly called?: string;
}

/** Looks at every scene and collects what is wrong with it. */
export async function inEveryScene(
  { theme = 'light', size = desktop, called }: Circumstances,
  look: () => string[] | Promise<string[]>,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const name of Object.keys(scenes)) {
    const stage = await stageOf(name, called);
    await stage.services.settings.change({ theme });
    await mount(stage, size);
    wrong.push(...(await look()).map((line) => `${name}: ${line}`));
  }
  return wrong;
}
