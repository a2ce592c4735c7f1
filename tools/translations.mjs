// The messages of the words files and their translations (XLIFF), by lit-localize.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfigFileAndWriteSchema } from '@lit/localize-tools/lib/config.js';
import { RuntimeLitLocalizer } from '@lit/localize-tools/lib/modes/runtime.js';
import ts from 'typescript';

/** Without the types of the browser it is five times as fast, and finds the same. */
class Localizer extends RuntimeLitLocalizer {
  get filesAndCompilerOptions() {
    const { fileNames } = super.filesAndCompilerOptions;
    return {
      fileNames,
      options: {
        noLib: true,
        target: ts.ScriptTarget.ESNext,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        allowImportingTsExtensions: true,
        types: [],
      },
    };
  }
}

/** @param {string} root the folder of the project */
export class Translations {
  #localizer;

  constructor(root) {
    this.#localizer = new Localizer(readConfigFileAndWriteSchema(join(root, 'lit-localize.json')));
  }

  get languages() {
    return this.#localizer.config.targetLocales;
  }

  /** Brings the XLIFF files up to the words: new messages wait in them for a translation. */
  async extract() {
    this.#messages();
    await this.#localizer.writeInterchangeFiles();
  }

  /** Makes the modules of the languages; English stands for what is missing. */
  async build() {
    await this.#localizer.build();
  }

  /** By English text, placeholders as `{0}`, the languages into which it has to be translated. */
  missing() {
    const missing = {};
    for (const { name, contents } of this.#messages()) {
      const lacking = this.languages.filter((language) => !this.#has(language, name));
      if (lacking.length > 0) {
        missing[plain(contents)] = Object.fromEntries(lacking.map((language) => [language, '']));
      }
    }
    return missing;
  }

  /** Takes translations in the shape of `missing()`; the names of texts no words file has come back. */
  fill(table) {
    const unknown = [];
    const messages = new Map(this.#messages().map((message) => [plain(message.contents), message]));
    for (const [english, byLanguage] of Object.entries(table)) {
      const message = messages.get(english);
      if (!message) {
        unknown.push(english);
        continue;
      }
      for (const [language, text] of Object.entries(byLanguage)) {
        if (text === '') continue;
        const others = this.#of(language).filter(({ name }) => name !== message.name);
        const contents = translated(language, text, message.contents);
        this.#all().set(language, [...others, { name: message.name, contents }]);
      }
    }
    return unknown;
  }

  /** One sentence for each translation that is missing, left over or wrong, and for stale modules. */
  async problems() {
    const known = new Set(this.#messages().map(({ name }) => name));
    const problems = Object.entries(this.missing()).map(
      ([english, lacking]) => `“${english}” is missing in ${Object.keys(lacking).join(', ')}`,
    );
    for (const language of this.languages) {
      for (const { name, contents } of this.#of(language)) {
        if (!known.has(name)) problems.push(`“${plain(contents)}” (${language}) is used nowhere`);
      }
    }
    problems.push(...this.#localizer.validateTranslations().errors);
    return problems.length > 0 ? problems : this.#staleModules();
  }

  async #staleModules() {
    const { config } = this.#localizer;
    const { outputDir } = config.output;
    const fresh = mkdtempSync(join(tmpdir(), 'tincan-locales-'));
    try {
      config.output.outputDir = fresh;
      await this.#localizer.build();
      return this.languages
        .filter((language) => {
          const file = `${language}.ts`;
          return read(config.resolve(join(outputDir, file))) !== read(join(fresh, file));
        })
        .map(
          (language) => `${join(outputDir, language)}.ts is out of date: run tools/translate.mjs`,
        );
    } finally {
      config.output.outputDir = outputDir;
      rmSync(fresh, { recursive: true });
    }
  }

  #messages() {
    const { messages, errors } = this.#localizer.extractSourceMessages();
    if (errors.length > 0) {
      throw new Error(errors.map(({ messageText }) => messageText).join('\n'));
    }
    return messages;
  }

  #all() {
    return this.#localizer.readTranslationsSync().translations;
  }

  #of(language) {
    return this.#all().get(language) ?? [];
  }

  #has(language, wanted) {
    const found = this.#of(language).find(({ name }) => name === wanted);
    return found !== undefined && plain(found.contents).trim() !== '';
  }
}

function plain(contents) {
  return contents.map((part) => (typeof part === 'string' ? part : `{${part.index}}`)).join('');
}

function translated(language, text, source) {
  const placeholders = source.filter((part) => typeof part !== 'string');
  // A name in Latin letters inside Arabic takes its neighbours along, unless it is isolated (UAX 9).
  const isolated = language === 'ar' ? text.replace(/\{\d+\}/g, '\u2068$&\u2069') : text;
  return isolated
    .split(/(\{\d+\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const index = /^\{(\d+)\}$/.exec(part)?.[1];
      if (index === undefined) return part;
      const placeholder = placeholders.find((one) => one.index === Number(index));
      if (!placeholder) throw new Error(`${text}: the English text has no {${index}}`);
      return placeholder;
    });
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}
