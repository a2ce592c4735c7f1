import { expect } from '@esm-bundle/chai';
import { InstallPrompt } from '../../../web/pwa/install-prompt.ts';

/** What Chromium sends once it finds nothing against installing a page. */
function offer(outcome: 'accepted' | 'dismissed') {
  const asked: string[] = [];
  const event = new Event('beforeinstallprompt', { cancelable: true });
  Object.assign(event, {
    prompt() {
      asked.push('prompt');
      return Promise.resolve({ outcome });
    },
  });
  window.dispatchEvent(event);
  return { event, asked };
}

function inSafari(standalone: boolean, task: () => void): void {
  Object.defineProperty(navigator, 'standalone', { value: standalone, configurable: true });
  try {
    task();
  } finally {
    Reflect.deleteProperty(navigator, 'standalone');
  }
}

describe('installing', () => {
  it('is no use where the browser does not offer it', () => {
    expect(new InstallPrompt().way.value).to.equal('none');
  });

  it('is asked when the phone wants to, not when the browser does', async () => {
    const prompt = new InstallPrompt();
    const { event, asked } = offer('accepted');
    expect(event.defaultPrevented).to.equal(true);
    expect(prompt.way.value).to.equal('prompt');
    expect(asked).to.deep.equal([]);
    await prompt.ask();
    expect(asked).to.deep.equal(['prompt']);
    expect(prompt.way.value).to.equal('installed');
  });

  it('can be asked for again once the browser offers it again', async () => {
    const prompt = new InstallPrompt();
    offer('dismissed');
    await prompt.ask();
    expect(prompt.way.value).to.equal('none');
    const { asked } = offer('accepted');
    expect(prompt.way.value).to.equal('prompt');
    await prompt.ask();
    expect(asked).to.deep.equal(['prompt']);
  });

  it('is over when it was done by the menu of the browser', () => {
    const prompt = new InstallPrompt();
    offer('dismissed');
    window.dispatchEvent(new Event('appinstalled'));
    expect(prompt.way.value).to.equal('installed');
  });

  it('goes by steps on iOS, until it is done', () => {
    inSafari(false, () => expect(new InstallPrompt().way.value).to.equal('steps'));
    inSafari(true, () => expect(new InstallPrompt().way.value).to.equal('installed'));
  });
});
