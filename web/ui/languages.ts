import { configureLocalization, type LocaleModule } from '@lit/localize';
import { chooseLanguage, withRegion } from '../identity/choose-language.ts';
import { languages, type Language } from '../identity/settings.ts';
import type { System } from '../lib/system.ts';

type Translated = Exclude<Language, 'en'>;

/** Each language is a file of its own, loaded when it is spoken; English is in the code. */
const load: Readonly<Record<Translated, () => Promise<LocaleModule>>> = {
  de: () => import('./locales/de.ts'),
  es: () => import('./locales/es.ts'),
  fr: () => import('./locales/fr.ts'),
  'zh-Hans': () => import('./locales/zh-Hans.ts'),
  ar: () => import('./locales/ar.ts'),
};

const [source, ...targets] = languages;
const loaded = new Map<string, LocaleModule>();
const { setLocale } = configureLocalization({
  sourceLocale: source,
  targetLocales: targets,
  loadLocale: (language) => Promise.resolve(loaded.get(language) ?? { templates: {} }),
});

let asked: Language = source;

/**
 * Speaks the chosen language, or that of the browser, on the whole screen at once. Rejects where it
 * can't be loaded: then everything stays in the language it was in.
 */
export async function speak(choice: Language | null, system: System): Promise<void> {
  const language = chooseLanguage(choice, system.languages);
  const before = asked;
  asked = language;
  if (language !== source && !loaded.has(language)) {
    try {
      loaded.set(language, await load[language]());
    } catch (error) {
      if (asked === language) asked = before;
      throw error;
    }
  }
  // Another one was asked for meanwhile.
  if (asked !== language) return;
  // Before the elements render: they read it then.
  system.language = withRegion(language, system.languages);
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  await setLocale(language);
}
