import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Translations } from '../../tools/translations.mjs';
import { checkWords, findWordProblems } from '../../tools/words-check.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

function problems(text: string, file = 'web/ui/some.ts'): string[] {
  return findWordProblems(new Map([[file, text]]));
}

describe('the check of words', () => {
  it('finds nothing in the app', () => {
    assert.deepEqual(checkWords(root), []);
  });

  const wrong: Record<string, string> = {
    'text between tags': 'html`<p class="a">${x} calls</p>`',
    'text that a condition chooses': "html`<p>${x ? 'Yes' : nothing}</p>`",
    'a label': 'html`<button aria-label="Close">${icon}</button>`',
    'a label with a name in it': 'html`<button aria-label="Call ${name}"></button>`',
    'a label made by an expression': 'html`<button title=${`Call ${name}`}></button>`',
    'text in a drawing': 'svg`<text>Hello</text>`',
    'text of a notice': "new ToastEvent('Saved')",
    'a message outside of a words file': "msg('Hello')",
    'an element that keeps its language': "@customElement('tin-a') class A extends LitElement {}",
    'an element defined before it is localized':
      "@localized() @customElement('tin-a') class A extends LitElement {}",
    'a word that is read when the module is loaded': 'const items = [{ label: words.mute }];',
    'a word that is read when an element is made': 'class A { label = someWords.mute; }',
  };
  for (const [what, text] of Object.entries(wrong)) {
    it(`finds ${what}`, () => assert.equal(problems(text).length, 1, problems(text).join()));
  }

  it('lets through what nobody reads', () => {
    const text =
      '@customElement("tin-a") @localized() class A { render() { return html`<a href="#a" class="b ${c ? "d" : ""}" aria-current=${e ? "page" : nothing}>${words.f} · ${g}</a>&nbsp;<!-- h -->`; } }';
    assert.deepEqual(problems(text), []);
  });

  it('finds a word nothing uses', () => {
    const words = "export const someWords = { get a() { return msg('A'); }, b: (c) => c };";
    assert.equal(problems(words, 'web/ui/some-words.ts').length, 2);
    const use = findWordProblems(
      new Map([
        ['web/ui/some-words.ts', words],
        ['web/ui/some.ts', "() => x(someWords.a, someWords['b'])"],
      ]),
    );
    assert.deepEqual(use, []);
  });
});

describe('the translations', () => {
  it('are whole, used and built', async () => {
    assert.deepEqual(await new Translations(root).problems(), []);
  });
});
