import { expect } from '@esm-bundle/chai';
import { ToastEvent } from '../../../web/ui/events.ts';
import { stageOf } from '../../fakes/scenes.ts';
import { deep, deepAll } from './deep.ts';
import { dialogs } from './dialog-list.ts';
import { inEveryScene } from './every-scene.ts';
import { appears, drawn, isOnTop } from './find.ts';
import { desktop, mount, phone } from './mount.ts';
import { endMotion } from './motion.ts';

const narrow = { width: 320, height: 640 };
const tablet = { width: 820, height: 1180 };

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

/** What is smaller than a thumb, also where it still moves: what moves may be a fraction smaller. */
function smallTargets(): string[] {
  return (
    [...deepAll()]
      // A link within a text is as high as its line (WCAG 2.2, 2.5.8).
      .filter((element) => element.matches('button, a:not(p a), select, label.switch'))
      .filter(isShown)
      .flatMap((element) => {
        const { offsetWidth: width, offsetHeight: height } = element;
        if (width === 0 || (width >= 44 && height >= 44)) return [];
        return [`${nameOf(element)}: ${width} × ${height}`];
      })
  );
}

/** The longest name there is; it can nowhere be broken. */
const called = 'W'.repeat(60);

async function withLargeText(task: () => Promise<void>): Promise<void> {
  document.documentElement.style.fontSize = '200%';
  try {
    await task();
  } finally {
    document.documentElement.style.removeProperty('font-size');
  }
}

describe('every dialog', function () {
  this.timeout(180_000);

  const inEveryDialog = async (size: typeof phone, look: () => string[]) => {
    const wrong: string[] = [];
    for (const { title, scene, button } of dialogs) {
      await mount(await stageOf(scene), size);
      (await appears('button', button)).click();
      await appears('dialog', title);
      endMotion();
      await drawn();
      wrong.push(...look().map((line) => `${title}: ${line}`));
    }
    return wrong;
  };

  it('fits into 320 px, with targets of 44', async () => {
    const look = () => [...beyondTheEdge(), ...smallTargets()];
    expect(await inEveryDialog(narrow, look)).to.deep.equal([]);
  });

  it('fits with text twice as large', async () => {
    await withLargeText(async () => {
      expect(await inEveryDialog(narrow, beyondTheEdge)).to.deep.equal([]);
    });
  });
});

describe('every screen', function () {
  this.timeout(180_000);

  it('fits into 320 and 820 px', async () => {
    expect(await inEveryScene({ sizes: [narrow, tablet] }, beyondTheEdge)).to.deep.equal([]);
  });

  it('fits with text twice as large', async () => {
    await withLargeText(async () => {
      expect(await inEveryScene({ sizes: [phone, desktop] }, beyondTheEdge)).to.deep.equal([]);
    });
  });

  it('has room for names that nowhere can be broken, with text twice as large too', async () => {
    const look = async () => {
      await tell(`${called} was added.`);
      return [...beyondTheEdge(), ...lettersBeyondTheEdge()];
    };
    expect(await inEveryScene({ called }, look)).to.deep.equal([]);
    await withLargeText(async () => {
      expect(await inEveryScene({ called, sizes: [narrow] }, look)).to.deep.equal([]);
    });
  });

  it('has nothing on the buttons of a call, whatever it tells', async () => {
    const look = async () => {
      await tell(`${called} was added.`);
      endMotion();
      return coveredButtons();
    };
    const sizes = [phone, tablet, desktop];
    expect(await inEveryScene({ called, sizes }, look)).to.deep.equal([]);
  });

  it('has targets of 44 px', async () => {
    expect(await inEveryScene({ sizes: [narrow, desktop] }, smallTargets)).to.deep.equal([]);
  });
});
