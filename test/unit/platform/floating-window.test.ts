import { expect } from '@esm-bundle/chai';
import type { Floated } from '../../../web/lib/floating.ts';
import { FloatingWindow } from '../../../web/platform/floating-window.ts';
import { until } from '../ui/find.ts';

/** A window opens by a click alone: test/e2e/system.test.ts does that. */
function floated(): Floated {
  return {
    video: document.createElement('video'),
    fill: () => Promise.resolve(),
  };
}

describe('floating window', () => {
  let floating: FloatingWindow;
  beforeEach(() => {
    floating = new FloatingWindow();
  });
  afterEach(async () => {
    floating.close();
    await until(() => !floating.isOpen.value);
  });

  it('is offered to a browser that asks for it, for as long as it is', () => {
    const handlers: (MediaSessionActionHandler | null)[] = [];
    const value = (_: string, handler: MediaSessionActionHandler | null) => handlers.push(handler);
    Object.defineProperty(navigator.mediaSession, 'setActionHandler', {
      value,
      configurable: true,
    });
    floating.offer(floated());
    floating.offer(floated());
    floating.offer(null);
    Reflect.deleteProperty(navigator.mediaSession, 'setActionHandler');
    expect(handlers).to.have.length(2);
    expect(handlers[1]).to.equal(null);
  });

  it('does not open twice, nor where it is refused', async () => {
    const { documentPictureInPicture: pages } = window as unknown as {
      documentPictureInPicture: object;
    };
    const value = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    Object.defineProperty(pages, 'requestWindow', { value, configurable: true });
    expect(await floating.open(floated())).to.equal(false);
    Reflect.deleteProperty(pages, 'requestWindow');
    expect(floating.isOpen.value).to.equal(false);
  });
});
