import { parseArgs } from 'node:util';
import {
  flagOf,
  parseSetting,
  settings,
  variableOf,
  type SettingKey,
  type Settings,
} from './settings.ts';

/** What the command line and the environment come to. */
type Configured =
  | { readonly kind: 'config'; readonly config: Settings }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'wrong'; readonly sentence: string };

const keys = Object.keys(settings) as SettingKey[];

/** Without repeating it: it may hold a password. */
const notAFlag = 'An argument belongs to no flag; --help lists the flags.';

/** Reads all settings. A flag wins over the variable; an empty text counts as not set. */
export function configure(
  flags: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Configured {
  const { values, tokens } = parseArgs({
    args: [...flags],
    options: {
      ...Object.fromEntries(keys.map((key) => [flagOf(key), { type: 'string' as const }])),
      help: { type: 'boolean' as const, short: 'h' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  if (values['help'] === true) return { kind: 'help', text: help() };
  for (const token of tokens) {
    if (token.kind === 'positional') return { kind: 'wrong', sentence: notAFlag };
    if (token.kind !== 'option') continue;
    if (!keys.some((key) => flagOf(key) === token.name)) return unknown(token.rawName);
    if (token.value === undefined) {
      return { kind: 'wrong', sentence: `${token.rawName} needs a value.` };
    }
  }

  const config: Record<string, unknown> = {};
  for (const key of keys) {
    const { otherwise, must, ...setting } = settings[key];
    const flag = values[flagOf(key)];
    const text = (typeof flag === 'string' && flag) || environment[variableOf(key)] || otherwise;
    config[key] = text === null ? null : parseSetting(key, text);
    if (text !== null && config[key] === null) {
      const told = 'secret' in setting ? '' : `, not “${text}”`;
      return { kind: 'wrong', sentence: `${variableOf(key)} must ${must}${told}.` };
    }
  }
  // Every key was just given what its schema returned.
  return whole(config as Settings);
}

/** Refuses settings that are right one by one and wrong together. */
function whole(config: Settings): Configured {
  if (config.tlsCert !== null && config.tlsKey === null) {
    return { kind: 'wrong', sentence: 'TLS_KEY must be set too where TLS_CERT is.' };
  }
  if (config.tlsKey !== null && config.tlsCert === null) {
    return { kind: 'wrong', sentence: 'TLS_CERT must be set too where TLS_KEY is.' };
  }
  if (config.turnUrls.length > 0 && config.turnSecret === null) {
    return { kind: 'wrong', sentence: 'TURN_SECRET must be set too where TURN_URLS is.' };
  }
  return { kind: 'config', config };
}

function unknown(argument: string): Configured {
  return { kind: 'wrong', sentence: `There is no setting ${argument}; --help lists them.` };
}

function help(): string {
  const rows = keys.map((key): [string, string, string] => {
    const { otherwise, help } = settings[key];
    return [variableOf(key), `--${flagOf(key)}`, otherwise ? `${help} (${otherwise})` : help];
  });
  const lines = rows.map(([a, b, c]) => `  ${a.padEnd(16)} ${b.padEnd(18)} ${c}`);
  return ['Tincan serves the phone and its broker on one port.', '', ...lines, ''].join('\n');
}
