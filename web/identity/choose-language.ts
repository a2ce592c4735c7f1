import { languages, type Language } from './settings.ts';

/** The language to speak: what was chosen, else the first that is wanted and known, else English. */
export function chooseLanguage(choice: Language | null, wanted: readonly string[]): Language {
  if (choice !== null) return choice;
  for (const tag of wanted) {
    const known = languages.find((language) => isSame(language, tag));
    if (known) return known;
  }
  return languages[0];
}

/** A language as its speaker writes dates and numbers: `de-AT` for `de`, where that is wanted. */
export function withRegion(language: Language, wanted: readonly string[]): string {
  return wanted.find((tag) => isSame(language, tag)) ?? language;
}

/** By language and script (BCP 47): `zh-CN` is `zh-Hans`, `de-AT` is `de`, `zh-TW` is neither. */
function isSame(language: Language, tag: string): boolean {
  const one = new Intl.Locale(language).maximize();
  const other = parse(tag)?.maximize();
  return one.language === other?.language && one.script === other.script;
}

function parse(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    // `C`, `*`: what stands in a system's settings need not be a language.
    return null;
  }
}
