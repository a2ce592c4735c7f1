import { assert } from '@esm-bundle/chai';
import { keepTyped, restoreTyped } from '../../../web/pwa/typed.ts';
import { until } from '../ui/find.ts';

/** A field in a shadow root, as the phone has them. */
function screen(): { host: HTMLElement; field: HTMLInputElement } {
  const host = document.createElement('tin-somewhere');
  const root = host.attachShadow({ mode: 'open' });
  root.innerHTML = '<input id="peer" type="text"><input type="password">';
  document.body.append(host);
  return { host, field: root.querySelector('input')! };
}

describe('what was typed', () => {
  it('comes back with the focus once its field is there, as if typed', async () => {
    const before = screen();
    before.field.value = 'ada';
    before.field.focus();
    keepTyped();
    before.host.remove();
    restoreTyped();
    const heard: string[] = [];
    const after = screen();
    after.field.addEventListener('input', () => heard.push(after.field.value));
    await until(() => after.field.value === 'ada');
    assert.deepEqual(heard, ['ada']);
    assert.ok(after.field.matches(':focus'));
    after.host.remove();
  });

  it('is used once, and leaves alone who types already', async () => {
    const first = screen();
    first.field.value = 'ada';
    keepTyped();
    first.field.value = 'alan';
    first.field.focus();
    restoreTyped();
    restoreTyped();
    assert.equal(first.field.value, 'alan');
    first.host.remove();
  });

  it('is nothing where nothing was typed; passwords are never put aside', () => {
    const { host } = screen();
    host.shadowRoot!.querySelectorAll('input')[1]!.value = 'secret';
    keepTyped();
    assert.equal(sessionStorage.length, 0);
    host.remove();
  });
});
