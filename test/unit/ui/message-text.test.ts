import { assert } from '@esm-bundle/chai';
import { render } from 'lit';
import { isEmojiAlone, messageText } from '../../../web/ui/message-text.ts';

describe('the text of a message', () => {
  const cases: [text: string, links: readonly string[]][] = [
    ['see https://tin.example/a?b=c#d, please', ['https://tin.example/a?b=c#d']],
    ['(https://tin.example/a)', ['https://tin.example/a']],
    ['https://tin.example/Can_(tin)', ['https://tin.example/Can_(tin)']],
    ['http://a.example and https://b.example!', ['http://a.example', 'https://b.example']],
    ['javascript:alert(1) data:text/html,x file:///etc/passwd', []],
    ['https://', []],
    ['HTTPS://TIN.EXAMPLE/Big', ['HTTPS://TIN.EXAMPLE/Big']],
    ['<a href="https://tin.example">x</a>', ['https://tin.example']],
    ['https://tin.example/\u202ekcab', ['https://tin.example/']],
    ['https://tin\u200b.example/', ['https://tin']],
    ['https://bank.example@tin.example/', []],
    ['no link at all', []],
  ];
  for (const [text, links] of cases) {
    it(`of “${text}” has ${links.length} links and stays as it is`, () => {
      const box = document.createElement('p');
      render(messageText(text), box);
      assert.equal(box.textContent, text);
      const found = [...box.querySelectorAll('a')];
      assert.deepEqual(
        found.map(({ textContent }) => textContent),
        links,
      );
      assert.isTrue(found.every(({ protocol }) => /^https?:$/.test(protocol)));
    });
  }

  for (const [text, alone] of [
    ['🎉', true],
    [' 👩‍🚀👍🏽🇪🇺 ', true],
    ['❤️ ❤️ ❤️', true],
    ['🎉🎉🎉🎉', false],
    ['🎉 yes', false],
    ['7', false],
    ['', false],
  ] as const) {
    it(`“${text}” ${alone ? 'is' : 'is not'} large`, () => {
      assert.equal(isEmojiAlone(text), alone);
    });
  }
});
