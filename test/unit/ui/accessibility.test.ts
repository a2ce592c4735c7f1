import { expect } from '@esm-bundle/chai';
import { emulateMedia } from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import type axeType from 'axe-core';
import '../../../web/ui/settings-page.ts';
import { ToastEvent } from '../../../web/ui/events.ts';
import { scenes, stageOf } from '../../fakes/scenes.ts';
import { deep, deepAll } from './deep.ts';
import { appears, drawn, find, isOnTop } from './find.ts';
import { desktop, mount, phone } from './mount.ts';

const { axe } = window as unknown as { axe: typeof axeType };

const narrow = { width: 320, height: 640 };

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong, one line each. */
const violations = () => byAxe({ type: 'tag', values: standards });

/** The one thing that other colours can make wrong. */
const contrasts = () => byAxe({ type: 'rule', values: ['color-contrast'] });

async function byAxe(runOnly: axeType.RunOnly): Promise<string[]> {
  const found = await axe.run(document, { runOnly });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

interface Circumstances {
  readonly theme?: 'light' | 'dark';
  readonly size?: typeof desktop;
  /** What everybody is called. */
  readonly called?: string;
}

/** Looks at every scene and collects what is wrong with it. */
async function inEveryScene(
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

const isShown = (element: HTMLElement) =>
  element.checkVisibility({ visibilityProperty: true }) && !element.closest('.unseen, [inert]');

const nameOf = (element: Element) =>
  `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? element.textContent.trim()}`;

/** What can only be seen by scrolling sideways, or not at all. */
function beyondTheEdge(): string[] {
  const wrong: string[] = [];
  const { clientWidth, scrollWidth, clientHeight, scrollHeight } = document.documentElement;
  if (scrollWidth > clientWidth) wrong.push(`the page is ${scrollWidth} px wide`);
  if (scrollHeight > clientHeight) wrong.push(`the page is ${scrollHeight} px high`);
  for (const element of deepAll()) {
    if (!element.matches('button, a, input, select, h1, h2, p, bdi, label') || !isShown(element)) {
      continue;
    }
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 1 && (left < -1 || right > clientWidth + 1)) {
      wrong.push(`${nameOf(element)}: ${Math.round(left)} … ${Math.round(right)}`);
    }
  }
  return wrong;
}

/** Letters that stand where nobody sees them. */
function lettersBeyondTheEdge(): string[] {
  const wrong: string[] = [];
  const range = document.createRange();
  for (const element of deepAll()) {
    if (!isShown(element) || element.closest('svg, style, option, .clip')) continue;
    for (const text of (element.shadowRoot ?? element).childNodes) {
      if (!(text instanceof Text) || text.data.trim() === '') continue;
      range.selectNodeContents(text);
      const { left, right } = range.getBoundingClientRect();
      if (left < -1 || right > innerWidth + 1) wrong.push(`${nameOf(element)} ${right}`);
    }
  }
  return wrong;
}

/** Buttons of a call that something lies on. */
function coveredButtons(): string[] {
  const buttons = [...deepAll()].filter(
    (element) =>
      element.matches('button') &&
      isShown(element) &&
      (element.getRootNode() as ShadowRoot).host?.matches('tin-call-controls, tin-call-screen'),
  );
  return buttons.filter((button) => !isOnTop(button)).map(nameOf);
}

/** Shows a notice with two buttons. */
async function tell(text: string): Promise<void> {
  const undo = () => Promise.resolve();
  deep('tin-dial').dispatchEvent(new ToastEvent(text, { undo }));
  await drawn();
}

/** Puts everything where it comes to rest. */
function endMotion(): void {
  for (const element of deepAll()) {
    for (const animation of element.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
    }
  }
}

/** What is smaller than a thumb. */
function smallTargets(): string[] {
  return [...deepAll()]
    .filter((element) => element.matches('button, a, select, label.switch') && isShown(element))
    .flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      if (width === 0 || (width >= 44 && height >= 44)) return [];
      return [`${nameOf(element)}: ${Math.round(width)} × ${Math.round(height)}`];
    });
}

describe('every screen, by axe', function () {
  this.timeout(60_000);

  for (const [width, size] of Object.entries({ phone, desktop })) {
    it(`has no violations on a ${width}`, async () => {
      expect(await inEveryScene({ size }, violations)).to.deep.equal([]);
    });

    it(`has contrast on a ${width} in the dark`, async () => {
      expect(await inEveryScene({ theme: 'dark', size }, contrasts)).to.deep.equal([]);
    });
  }

  it('has contrast with forced colours', async () => {
    await emulateMedia({ forcedColors: 'active' });
    try {
      expect(await inEveryScene({}, contrasts)).to.deep.equal([]);
    } finally {
      await emulateMedia({ forcedColors: 'none' });
    }
  });

  it('has none at 320 px', async () => {
    expect(await inEveryScene({ size: narrow }, violations)).to.deep.equal([]);
  });

  it('has none on the first run, while another tab has the line, and in trouble', async () => {
    await mount({ kind: 'first-run', start: () => Promise.resolve() }, phone);
    expect(await violations()).to.deep.equal([]);
    await mount({ kind: 'elsewhere', take: () => {} }, phone);
    expect(await violations()).to.deep.equal([]);
    await mount({ kind: 'trouble', problem: 'storage', retry: () => {} }, phone);
    expect(await violations()).to.deep.equal([]);
  });

  it('has none in the help on keys', async () => {
    await mount(await stageOf('settings'), phone);
    (await appears('button', 'Keyboard help')).click();
    await appears('dialog', 'Keyboard help');
    expect(await violations()).to.deep.equal([]);
  });

  it('has none beside the bar of a call', async () => {
    await mount(await stageOf('voice'), phone);
    await appears('region', 'Call');
    find('button', 'Minimise').click();
    await appears('button', 'Return to Ada Lovelace');
    expect(await violations()).to.deep.equal([]);
  });
});

describe('every screen', function () {
  this.timeout(60_000);

  const still = async (look: () => string[]) => {
    await drawn();
    return look();
  };

  it('fits into 320 px', async () => {
    const wrong = await inEveryScene({ size: narrow }, () => still(beyondTheEdge));
    expect(wrong).to.deep.equal([]);
  });

  it('fits with text twice as large', async () => {
    document.documentElement.style.fontSize = '200%';
    try {
      for (const size of [phone, desktop]) {
        expect(await inEveryScene({ size }, () => still(beyondTheEdge))).to.deep.equal([]);
      }
    } finally {
      document.documentElement.style.removeProperty('font-size');
    }
  });

  it('has room for names that nowhere can be broken, with text twice as large too', async () => {
    const called = 'W'.repeat(60);
    const look = async () => {
      await tell(`${called} was added.`);
      return [...beyondTheEdge(), ...lettersBeyondTheEdge()];
    };
    expect(await inEveryScene({ called, size: desktop }, look)).to.deep.equal([]);
    document.documentElement.style.fontSize = '200%';
    try {
      expect(await inEveryScene({ called, size: narrow }, look)).to.deep.equal([]);
    } finally {
      document.documentElement.style.removeProperty('font-size');
    }
  });

  it('has nothing on the buttons of a call, whatever it tells', async () => {
    const called = 'W'.repeat(60);
    const look = async () => {
      await tell(`${called} was added.`);
      endMotion();
      return coveredButtons();
    };
    for (const size of [phone, { width: 820, height: 1180 }, desktop]) {
      expect(await inEveryScene({ called, size }, look)).to.deep.equal([]);
    }
  });

  it('has targets of 44 px', async () => {
    for (const size of [narrow, desktop]) {
      expect(await inEveryScene({ size }, () => still(smallTargets))).to.deep.equal([]);
    }
  });
});
