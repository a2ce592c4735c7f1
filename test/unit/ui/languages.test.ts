import { expect } from '@esm-bundle/chai';
import 'axe-core/axe.min.js';
import type axeType from 'axe-core';
import { languages, type Language } from '../../../web/identity/settings.ts';
import { formatWhen } from '../../../web/ui/formats.ts';
import { heardWords } from '../../../web/ui/heard-words.ts';
import { speak } from '../../../web/ui/languages.ts';
import { personWords } from '../../../web/ui/person-words.ts';
import { preferenceWords } from '../../../web/ui/preference-words.ts';
import { talkWords } from '../../../web/ui/talk-words.ts';
import { words } from '../../../web/ui/words.ts';
import { FakeSystem } from '../../fakes/fake-system.ts';
import { firstRun } from '../../fakes/first-run.ts';
import { stageOf } from '../../fakes/scenes.ts';
import { deepAll } from './deep.ts';
import { inEveryScene } from './every-scene.ts';
import { appears, find, findAll, textOf, until } from './find.ts';
import { desktop, mount, phone } from './mount.ts';

const { axe } = window as unknown as { axe: typeof axeType };
const others = languages.filter((language) => language !== 'en');

async function open(scene: string, language: Language | null, size = desktop) {
  const stage = await stageOf(scene);
  await stage.services.settings.change({ language });
  await mount(stage, size);
  const spoken = language ?? 'en';
  await until(() => document.documentElement.lang === spoken);
  return stage.services;
}

function choose(box: HTMLElement, value: string): void {
  (box as HTMLSelectElement).value = value;
  box.dispatchEvent(new Event('change'));
}

afterEach(() => speak(null, new FakeSystem()));

/** All that `words` says without being asked about something. */
function plain(): Map<string, string> {
  const texts = Object.entries(words).filter(([, word]) => typeof word === 'string');
  return new Map(texts as [string, string][]);
}

describe('every language', () => {
  for (const language of others) {
    it(`${language} says everything, and keeps the names that are put in`, async () => {
      const english = plain();
      await speak(language, new FakeSystem());
      const translated = plain();
      expect([...translated.keys()]).to.deep.equal([...english.keys()]);
      // “ID” or “Contacts” may well be the same; sentences never are.
      const same = [...english].filter(([name, text]) => translated.get(name) === text);
      expect(same.filter(([, text]) => text.length > 12)).to.deep.equal([]);
      expect(same.length).to.be.lessThan(12);
      const { returnTo } = talkWords;
      const { heardConnected } = heardWords;
      const { contactSaved, removed } = personWords;
      const { aboutText } = preferenceWords;
      for (const say of [contactSaved, removed, returnTo, heardConnected, aboutText]) {
        expect(say('Ada')).to.contain('Ada');
      }
    });
  }

  it('follows to dates and lengths', async () => {
    const system = new FakeSystem();
    await speak('de', system);
    const noon = new Date(2027, 0, 15, 12).getTime();
    expect(formatWhen(noon - 26 * 3_600_000, noon, system.language)).to.equal('gestern');
  });

  it('is that of the browser where none was chosen, with its region', async () => {
    const system = new FakeSystem();
    system.languages = ['de-AT', 'en'];
    await speak(null, system);
    expect(talkWords.hangUp).to.equal('Auflegen');
    expect(system.language).to.equal('de-AT');
    expect(document.documentElement.lang).to.equal('de');
  });

  it('is the last one asked for, whichever loads first', async () => {
    const system = new FakeSystem();
    await Promise.all([speak('fr', system), speak('es', system), speak('en', system)]);
    expect(talkWords.hangUp).to.equal('Hang up');
    expect(document.documentElement.lang).to.equal('en');
    expect(system.language).to.equal('en-GB');
  });

  it('speaks on the first screens too', async () => {
    await mount(firstRun(), phone);
    await appears('button', 'Start');
    await speak('zh-Hans', new FakeSystem());
    await appears('button', '开始');
    find('textbox', '你的姓名');
  });
});

describe('a change of the language', () => {
  it('changes the whole screen at once and mirrors it, and back', async () => {
    await open('settings', null);
    const box = await appears('combobox', 'Language');
    expect([...(box as HTMLSelectElement).options].map((option) => option.text.trim())).to.include(
      'العربية',
    );
    const left = () => find('navigation').getBoundingClientRect().left;
    expect(left()).to.be.lessThan(100);

    choose(box, 'ar');
    const link = await appears('link', 'الإعدادات');
    expect(document.documentElement.dir).to.equal('rtl');
    expect(link.getAttribute('aria-current')).to.equal('page');
    expect(left()).to.be.greaterThan(desktop.width - 200);
    expect(find('combobox', 'اللغة')).to.equal(box);
    await appears('button', 'مكالمة صوتية');
    expect(findAll('button', 'Voice call')).to.deep.equal([]);

    choose(box, '');
    await appears('link', 'Settings');
    expect(document.documentElement.dir).to.equal('ltr');
    expect(left()).to.be.lessThan(100);
  });

  it('leaves a running call as it is', async () => {
    const { settings, clock } = await open('voice', null);
    const region = await appears('region', 'Call');
    const mute = find('button', 'Mute', region);
    const sound = region.querySelector('audio');
    const timer = find('timer', 'Call status');
    await settings.change({ language: 'fr' });
    await appears('region', 'Appel');
    expect(find('region', 'Appel')).to.equal(region);
    expect(find('button', 'Muet')).to.equal(mute);
    expect(region.querySelector('audio')).to.equal(sound);
    clock.pass(1_000);
    await until(() => timer.textContent === '01:24');
    expect(timer.getAttribute('aria-label')).to.equal('État de l’appel');
  });

  it('lets a sentence run as its language does, whatever the name in it', async () => {
    await open('recents', 'ar', phone);
    await appears('link', 'الإعدادات');
    const claimed = [...deepAll()].find(
      (element) => element.matches('.name') && element.textContent.includes('Bob'),
    );
    expect(claimed && getComputedStyle(claimed).direction).to.equal('rtl');
  });

  it('turns what points, and leaves IDs and times as they are', async () => {
    await open('person', 'ar', phone);
    const back = await appears('link', 'رجوع');
    const arrow = back.querySelector('svg');
    expect(arrow && getComputedStyle(arrow).transform).to.equal('matrix(-1, 0, 0, 1, 0, 0)');
    expect(arrow && arrow.getBoundingClientRect().left).to.be.greaterThan(phone.width / 2);
    const id = [...(back.parentNode as ShadowRoot).querySelectorAll('bdi')].find(
      ({ dir }) => dir === 'ltr',
    );
    expect(id && getComputedStyle(id).textAlign).to.equal('right');
    await open('voice', 'ar', phone);
    expect(getComputedStyle(await appears('timer')).direction).to.equal('ltr');
    expect(textOf(find('timer'))).to.equal('01:23');
  });
});

describe('in Arabic, by axe', function () {
  this.timeout(180_000);

  for (const [width, size] of Object.entries({ phone, desktop })) {
    it(`nothing is wrong on a ${width}`, async () => {
      const wrong: string[] = [];
      for (const name of [
        'recents',
        'contacts',
        'person',
        'settings',
        'incoming',
        'voice',
        'video',
      ]) {
        await open(name, 'ar', size);
        const { violations } = await axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        });
        wrong.push(...violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html ?? ''}`));
      }
      expect(wrong).to.deep.equal([]);
    });
  }
});

describe('in every language', function () {
  this.timeout(180_000);

  for (const language of others) {
    it(`${language} fits on a phone and on a desktop`, async () => {
      const sizes = [{ width: 360, height: 780 }, desktop];
      expect(await inEveryScene({ language, sizes }, tooWide)).to.deep.equal([]);
    });
  }
});

/** Texts that stick out of the screen, or of the button or link they are in. */
function tooWide(): string[] {
  return textsOf(document.body).flatMap((text) => {
    const element = text.parentElement;
    if (!element?.checkVisibility() || element.closest('.unseen, .clip, option')) return [];
    const range = document.createRange();
    range.selectNodeContents(text);
    const { left, right, width } = range.getBoundingClientRect();
    if (width === 0) return [];
    const box = element.closest('button, a')?.getBoundingClientRect();
    const from = Math.max(0, box?.left ?? 0);
    const to = Math.min(innerWidth, box?.right ?? innerWidth);
    const sticksOut = left < from - 1 || right > to + 1;
    return sticksOut ? [`“${text.data.trim()}” ${left}–${right} in ${from}–${to}`] : [];
  });
}

function textsOf(node: Node): Text[] {
  if (node instanceof Text) return node.data.trim() === '' ? [] : [node];
  if (node instanceof Element && node.matches('style, script, [inert]')) return [];
  const inside = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
  return [...inside.childNodes].flatMap(textsOf);
}
