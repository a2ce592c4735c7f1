import { dateFormat, listFormat, numberFormat, relativeFormat } from './formatters.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A number as it is written there: `1,234`. */
export function formatNumber(value: number, language: string): string {
  return numberFormat(language).format(value);
}

/** `mm:ss`, or `h:mm:ss` from an hour on; never negative. */
export function formatTimer(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / second));
  const pair = (value: number) => String(value % 60).padStart(2, '0');
  const short = `${pair(Math.floor(seconds / 60))}:${pair(seconds)}`;
  return seconds < 3600 ? short : `${Math.floor(seconds / 3600)}:${short}`;
}

/** `m:ss`, as players have it; never negative. */
export function formatMinutes(ms: number): string {
  return formatTimer(Math.round(ms / second) * second).replace(/^0(?=\d:)/, '');
}

/** How long something lasted, in its one or two largest units: `45 sec`, `1 hr 5 min`. */
export function formatLength(ms: number, language: string): string {
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    numberFormat(language, { style: 'unit', unit: name }).format(value);
  if (ms < minute) return unit(Math.round(ms / second), 'second');
  if (ms < hour) return unit(Math.floor(ms / minute), 'minute');
  const minutes = Math.floor((ms % hour) / minute);
  const hours = unit(Math.floor(ms / hour), 'hour');
  return minutes === 0 ? hours : `${hours} ${unit(minutes, 'minute')}`;
}

/** Names one after the other: `Ada, Ben and Cem`. */
export function formatList(names: readonly string[], language: string): string {
  return listFormat(language).format(names);
}

/** When something was, as briefly as is still clear: minutes, a time, a weekday, a date. */
export function formatWhen(at: number, now: number, language: string): string {
  const relative = relativeFormat(language, { numeric: 'auto', style: 'short' });
  const format = (options: Intl.DateTimeFormatOptions) => dateFormat(language, options).format(at);
  const past = now - at;
  if (past < minute) return relative.format(0, 'second');
  if (past < hour) return relative.format(-Math.floor(past / minute), 'minute');
  const days = calendarDays(at, now);
  if (days === 0) return format({ timeStyle: 'short' });
  if (days === 1) return relative.format(-1, 'day');
  if (days < 7) return format({ weekday: 'long' });
  return format({ dateStyle: 'medium' });
}

/** The time of a day. */
export function formatTime(at: number, language: string): string {
  return dateFormat(language, { timeStyle: 'short' }).format(at);
}

/** A day: today, yesterday, a weekday, a date. */
export function formatDay(at: number, now: number, language: string): string {
  const days = calendarDays(at, now);
  if (days === 0 || days === 1) {
    return relativeFormat(language, { numeric: 'auto' }).format(-days, 'day');
  }
  const options =
    days > 0 && days < 7 ? ({ weekday: 'long' } as const) : ({ dateStyle: 'long' } as const);
  return dateFormat(language, options).format(at);
}

/** Whether two moments are of one day. */
export function isSameDay(one: number, other: number): boolean {
  return calendarDays(one, other) === 0;
}

/** Midnights between two moments; rounded, since a day may have 23 or 25 hours. */
function calendarDays(at: number, now: number): number {
  return Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / day);
}
