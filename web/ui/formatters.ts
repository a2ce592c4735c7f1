/** By what they are made of: to make one takes longer than to use it a hundred times. */
const made = new Map<string, unknown>();

function kept<T>(make: () => T, ...key: readonly unknown[]): T {
  const name = JSON.stringify(key);
  const found = made.get(name) as T | undefined;
  if (found !== undefined) return found;
  const fresh = make();
  made.set(name, fresh);
  return fresh;
}

export function numberFormat(
  language: string,
  options: Intl.NumberFormatOptions = {},
): Intl.NumberFormat {
  return kept(() => new Intl.NumberFormat(language, options), 'number', language, options);
}

/** In the time zone of this moment: a phone travels. */
export function dateFormat(
  language: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const zone = new Date().getTimezoneOffset();
  return kept(() => new Intl.DateTimeFormat(language, options), 'date', language, options, zone);
}

export function relativeFormat(
  language: string,
  options: Intl.RelativeTimeFormatOptions,
): Intl.RelativeTimeFormat {
  return kept(() => new Intl.RelativeTimeFormat(language, options), 'time', language, options);
}

export function listFormat(language: string): Intl.ListFormat {
  return kept(() => new Intl.ListFormat(language), 'list', language);
}
