import { msg, str } from '@lit/localize';
import type { Language } from '../identity/settings.ts';

/** The languages, each in itself: never translated. */
const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  'zh-Hans': '简体中文',
  ar: 'العربية',
};

/** Words of the settings. */
export const preferenceWords = {
  get theme() {
    return msg('Theme');
  },
  get themes() {
    return { system: msg('System'), light: msg('Light'), dark: msg('Dark') };
  },
  get language() {
    return msg('Language');
  },
  get calls() {
    return msg('Calls');
  },
  get look() {
    return msg('Look');
  },
  get strangers() {
    return msg('Calls from strangers');
  },
  get strangersHint() {
    return msg('Off: only your contacts can ring you.');
  },
  get doNotDisturb() {
    return msg('Do not disturb');
  },
  get doNotDisturbHint() {
    return msg(
      'Nothing rings. Calls of your contacts stand in Recents as missed; what they write comes when this is off.',
    );
  },
  get nameSaved() {
    return msg('Your name was saved.');
  },
  get about() {
    return msg('About');
  },
  aboutText: (version: string) =>
    msg(
      str`Tincan ${version}. Your calls go straight from browser to browser; the broker only introduces you. Whoever serves this page is trusted with its code. A closed page can’t ring.`,
    ),
  languageName: (language: Language) => languageNames[language],
};
