import * as v from 'valibot';
import { loadRecord } from '../lib/load-records.ts';
import type { Report } from '../lib/report.ts';
import type { Shelf } from '../lib/shelf.ts';
import { Store, type Readable } from '../lib/store.ts';
import { displayNameSchema } from './display-name-schema.ts';
import { pictureSchema } from './picture-schema.ts';
import { defaultSettings, languages, ringtones, type Settings } from './settings.ts';

const recordKey = 'settings';

const device = v.nullable(v.pipe(v.string(), v.maxLength(512)));

/** A field that is missing was not known to the version that saved it. */
const recordSchema = v.object({
  name: v.optional(v.nullable(displayNameSchema), defaultSettings.name),
  strangers: v.optional(v.boolean(), defaultSettings.strangers),
  strangersSilent: v.optional(v.boolean(), defaultSettings.strangersSilent),
  doNotDisturb: v.optional(v.boolean(), defaultSettings.doNotDisturb),
  carries: v.optional(v.boolean(), defaultSettings.carries),
  leaves: v.optional(v.boolean(), defaultSettings.leaves),
  receipts: v.optional(v.boolean(), defaultSettings.receipts),
  theme: v.optional(v.picklist(['system', 'light', 'dark']), defaultSettings.theme),
  language: v.optional(v.nullable(v.picklist(languages)), defaultSettings.language),
  microphone: v.optional(device, defaultSettings.microphone),
  camera: v.optional(device, defaultSettings.camera),
  speaker: v.optional(device, defaultSettings.speaker),
  ringer: v.optional(device, defaultSettings.ringer),
  ringtone: v.optional(v.picklist(ringtones), defaultSettings.ringtone),
  volume: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), defaultSettings.volume),
  flash: v.optional(v.boolean(), defaultSettings.flash),
  keys: v.optional(v.boolean(), defaultSettings.keys),
  picture: v.optional(v.nullable(pictureSchema), defaultSettings.picture),
});

/** The settings of this phone, in memory and on disk. */
export class SettingsStore {
  readonly #all: Store<Settings>;
  readonly #shelf: Shelf;

  private constructor(shelf: Shelf, settings: Settings) {
    this.#shelf = shelf;
    this.#all = new Store(settings);
  }

  /** The saved settings; the defaults for what was never saved or does not parse. */
  static async load(shelf: Shelf, report: Report): Promise<SettingsStore> {
    const saved = await loadRecord(shelf, recordKey, readSettings, report);
    return new SettingsStore(shelf, saved ?? defaultSettings);
  }

  get all(): Readable<Settings> {
    return this.#all;
  }

  /** Seen at once in `all`; resolves when it is written. Another tab's other fields stay. */
  async change(patch: Partial<Settings>): Promise<void> {
    const settings = { ...this.#all.value, ...patch };
    this.#all.set(settings);
    await this.#shelf.update(recordKey, (record) => ({
      ...(readSettings(record) ?? settings),
      ...patch,
    }));
  }
}

/** The settings in a record saved under their key, or null. */
export function parseSettings(record: unknown, key: string): Settings | null {
  return key === recordKey ? readSettings(record) : null;
}

function readSettings(record: unknown): Settings | null {
  const parsed = v.safeParse(recordSchema, record);
  return parsed.success ? parsed.output : null;
}
