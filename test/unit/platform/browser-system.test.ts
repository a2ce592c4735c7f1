import { assert } from '@esm-bundle/chai';
import { sendKeys } from '@web/test-runner-commands';
import { browserSystem } from '../../../web/platform/browser-system.ts';

function nextHash(hash: ReturnType<typeof browserSystem>['hash']): Promise<string> {
  return new Promise((resolve) => {
    const stop = hash.subscribe((value) => {
      stop();
      resolve(value);
    });
  });
}

describe('system around the page', () => {
  const system = browserSystem();
  const at = location.href;

  afterEach(() => {
    history.replaceState(null, '', at);
    window.dispatchEvent(new PopStateEvent('popstate'));
  });

  it('goes to a hash at once and back by the back button', async () => {
    system.go('contacts');
    assert.equal(system.hash.value, 'contacts');
    assert.equal(location.hash, '#contacts');
    system.go('settings');
    const back = nextHash(system.hash);
    history.back();
    assert.equal(await back, 'contacts');
  });

  it('makes no second step of the same hash', () => {
    system.go('contacts');
    const { length } = history;
    system.go('contacts');
    assert.equal(history.length, length);
  });

  it('follows a link that is clicked in the page', async () => {
    const changed = nextHash(system.hash);
    location.hash = 'recents';
    assert.equal(await changed, 'recents');
  });

  it('goes home without leaving a # behind', () => {
    system.go('contacts');
    system.go('');
    assert.equal(system.hash.value, '');
    assert.notInclude(location.href, '#');
  });

  it('gives the hash decoded, but keeps apart what a name and what a separator is', () => {
    system.go('id?name=%C3%85sa%20%26%20Ben');
    assert.equal(system.hash.value, 'id?name=Åsa %26 Ben');
    system.go('100%');
    assert.equal(system.hash.value, '100%');
  });

  it('makes absolute links to the app without the page’s own query', () => {
    const link = system.link('id?name=Åsa Berg');
    assert.equal(link, `${new URL('./', at).href}#id?name=%C3%85sa%20Berg`);
    assert.notInclude(link, 'wtr');
  });

  it('speaks a language Intl knows', () => {
    assert.isNotEmpty(Intl.getCanonicalLocales(system.language));
  });

  it('copies by the older way where the clipboard is refused', async () => {
    const refuse = (): Promise<void> => Promise.reject(new DOMException('no', 'NotAllowedError'));
    Object.defineProperty(navigator.clipboard, 'writeText', { value: refuse, configurable: true });
    const field = document.createElement('textarea');
    document.body.append(field);
    field.focus();
    try {
      // Copying by command wants a gesture, as a click on a button is one.
      await sendKeys({ press: 'x' });
      assert.isTrue(await system.copy('two cans'));
      field.select();
      await sendKeys({ press: 'Control+V' });
      assert.equal(field.value, 'two cans');
    } finally {
      field.remove();
      Reflect.deleteProperty(navigator.clipboard, 'writeText');
    }
  });

  it('copies nothing of its own when somebody else copies later', async () => {
    await system.copy('two cans');
    const event = new ClipboardEvent('copy', {
      clipboardData: new DataTransfer(),
      cancelable: true,
    });
    document.dispatchEvent(event);
    assert.isFalse(event.defaultPrevented);
    assert.equal(event.clipboardData?.getData('text/plain'), '');
  });
});
