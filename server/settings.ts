import { isIP } from 'node:net';
import * as v from 'valibot';
import { trustOf } from './address.ts';

/** One setting: how its text is read, and what to say of a text that can't be read. */
interface Setting<T> {
  readonly schema: v.GenericSchema<string, T>;
  /** The text that counts where nothing is set; null leaves the setting empty. */
  readonly otherwise: string | null;
  readonly help: string;
  /** Completes “NAME must …”. */
  readonly must: string;
  /** True if the value may not be repeated in messages. */
  readonly secret?: true;
}

/** What a setting comes to: null only where it may stay empty. */
type Value<S> = S extends Setting<infer T> ? (S['otherwise'] extends string ? T : T | null) : never;

/** The settings as parsed, by camel-case name. */
export type Settings = { readonly [K in keyof typeof settings]: Value<(typeof settings)[K]> };

const text = v.pipe(v.string(), v.nonEmpty());

/** What stands between the commas; nothing only where nothing is set. */
const names = v.pipe(
  v.string(),
  v.check((value) => value === '' || split(value).length > 0),
  v.transform(split),
);

/** RFC 7064 and RFC 7065, its group the port; a browser makes no connection with any that it can't read. */
const iceHost = String.raw`(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])(?::(\d{1,5}))?`;

/** Every setting by its name; PORT and --port follow from `port`. */
export const settings = {
  port: {
    schema: wholeNumber(0, 65_535),
    otherwise: '9000',
    help: 'TCP port; 0 takes a free one',
    must: 'be a whole number from 0 to 65535',
  },
  host: {
    schema: v.pipe(v.string(), v.regex(/^[\w.:%-]+$/)),
    otherwise: '::',
    help: 'address to listen at; :: is every interface',
    must: 'be an IP address or a host name',
  },
  dataDir: {
    schema: text,
    otherwise: './data',
    help: 'a folder; read, not used yet',
    must: 'be a folder',
  },
  publicUrl: {
    schema: url(['http:', 'https:']),
    otherwise: null,
    help: 'address at which phones reach this server, if a proxy stands before it',
    must: 'be a URL such as https://phone.example.org/, without user, password, query or fragment',
    secret: true,
  },
  trustProxy: {
    schema: v.pipe(v.string(), v.check(isTrust), v.transform(toTrust)),
    otherwise: 'false',
    help: 'proxies whose X-Forwarded-* count: true, false, a number of hops or addresses',
    must: 'be true, false, a number of hops up to 99, or addresses and networks parted by commas',
  },
  tlsCert: {
    schema: text,
    otherwise: null,
    help: 'PEM file with the certificate chain; turns on https',
    must: 'be a file',
  },
  tlsKey: {
    schema: text,
    otherwise: null,
    help: 'PEM file with the key of the certificate',
    must: 'be a file',
  },
  stunUrls: {
    schema: list(new RegExp(`^stuns?:${iceHost}$`, 'i')),
    otherwise: '',
    help: 'STUN servers, parted by commas',
    must: 'be addresses such as stun:stun.example.org:3478, parted by commas',
  },
  turnUrls: {
    schema: list(new RegExp(`^turns?:${iceHost}(?:\\?transport=(?:udp|tcp))?$`, 'i')),
    otherwise: '',
    help: 'TURN servers, parted by commas',
    must: 'be addresses such as turn:turn.example.org:3478, parted by commas',
  },
  turnSecret: {
    schema: v.pipe(v.string(), v.regex(/\S/)),
    otherwise: null,
    help: 'secret shared with the TURN servers',
    must: 'not be blank',
    secret: true,
  },
  turnTtl: {
    schema: wholeNumber(60, 604_800),
    otherwise: '3600',
    help: 'seconds for which a TURN password is good',
    must: 'be a whole number of seconds from 60 to 604800',
  },
  natsUrl: {
    schema: urls(['nats:', 'tls:']),
    otherwise: '',
    help: 'NATS servers by which several servers act as one, parted by commas',
    must: 'be URLs such as nats://nats.example.org:4222, parted by commas, user and password percent-encoded, no password without a user',
    secret: true,
  },
  maxConnections: {
    schema: wholeNumber(1, 10_000_000),
    otherwise: '20000',
    help: 'phones that may be signed on at once',
    must: 'be a whole number from 1 to 10000000',
  },
  maxPerAddress: {
    schema: wholeNumber(1, 10_000_000),
    otherwise: '1000',
    help: 'phones that may be signed on at once from one IP address (IPv6: one /64)',
    must: 'be a whole number from 1 to 10000000',
  },
  allowGuests: {
    schema: v.pipe(
      v.picklist(['true', 'false']),
      v.transform((value) => value === 'true'),
    ),
    otherwise: 'false',
    help: 'whether clients without a signed token may sign on, with IDs no phone can have: true or false',
    must: 'be true or false',
  },
  metricsToken: {
    schema: v.pipe(v.string(), v.regex(/^[!-~]+$/)),
    otherwise: null,
    help: 'bearer token that /metrics asks for; without it only this machine may ask',
    must: 'be of ASCII characters without blanks',
    secret: true,
  },
  logLevel: {
    schema: v.picklist(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    otherwise: 'warn',
    help: 'fatal, error, warn, info, debug, trace or silent',
    must: 'be fatal, error, warn, info, debug, trace or silent',
  },
} satisfies Record<string, Setting<unknown>>;

export type SettingKey = keyof typeof settings;

/** Reads the text of one setting; null if it can't be read. */
export function parseSetting<K extends SettingKey>(key: K, value: string): Settings[K] | null {
  const parsed = v.safeParse(settings[key].schema, value);
  return parsed.success ? (parsed.output as Settings[K]) : null;
}

/** `tlsCert` → `TLS_CERT` */
export function variableOf(key: SettingKey): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** `tlsCert` → `tls-cert` */
export function flagOf(key: SettingKey): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function wholeNumber(least: number, most: number) {
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/),
    v.transform(Number),
    v.minValue(least),
    v.maxValue(most),
  );
}

function url(protocols: readonly string[]) {
  return v.pipe(
    v.string(),
    v.check((value) => isUrl(value, protocols)),
    v.transform((value) => new URL(value)),
    v.check(({ username, password, search, hash }) => !(username || password || search || hash)),
    v.transform(({ origin, pathname }) => origin + pathname),
  );
}

function urls(protocols: readonly string[]) {
  return v.pipe(
    names,
    v.array(
      v.pipe(
        v.string(),
        v.check((value) => isUrl(value, protocols) && hasClearCredentials(new URL(value))),
      ),
    ),
    v.readonly(),
  );
}

function isUrl(value: string, protocols: readonly string[]): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, host } = new URL(value);
  return protocols.includes(protocol) && host !== '';
}

/**
 * Whether credentials, if there are any, can be read out of it: a percent sign may begin anything in a
 * URL, and no NATS knows a password without a user.
 */
function hasClearCredentials({ username, password }: URL): boolean {
  if (username === '' && password !== '') return false;
  try {
    decodeURIComponent(username);
    decodeURIComponent(password);
    return true;
  } catch {
    return false;
  }
}

/** The group of `entry` is a port. */
function list(entry: RegExp) {
  return v.pipe(
    names,
    v.array(
      v.pipe(
        v.string(),
        v.regex(entry),
        v.check((value) => isPort(entry.exec(value)?.[1])),
      ),
    ),
    v.readonly(),
  );
}

function isPort(digits = '1'): boolean {
  return +digits >= 1 && +digits <= 65_535;
}

function split(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function toTrust(value: string): boolean | number | string[] {
  if (value === 'true' || value === 'false') return value === 'true';
  return /^\d{1,2}$/.test(value) ? Number(value) : split(value);
}

function isTrust(value: string): boolean {
  const trust = toTrust(value);
  return !Array.isArray(trust) || (trust.length > 0 && trust.every(isNetwork));
}

/** An address or a network, as who reads it later does, and no number that it takes for an address. */
function isNetwork(value: string): boolean {
  const isName = ['loopback', 'linklocal', 'uniquelocal'].includes(value);
  if (!isName && isIP(value.replace(/\/.*$/, '')) === 0) return false;
  try {
    trustOf([value]);
    return true;
  } catch {
    return false;
  }
}
