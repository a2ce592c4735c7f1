import * as v from 'valibot';

/**
 * Which set of databases is in use. A restored phone gets a set of its own beside that of the phone in
 * use, and takes its place by one write: it is there as a whole or not at all.
 */
interface Home {
  /** What is behind the `@` in the names of its databases; null for the first set, which has no `@`. */
  readonly id: string | null;
  /** The set before, and when it was left, in ms since 1970. */
  readonly before: string | null;
  readonly since: number;
}

const noteKey = 'tincan-home';

const id = v.nullable(v.pipe(v.string(), v.regex(/^[\w-]{22}$/)));
const homeSchema = v.object({ id, before: id, since: v.number() });
const first: Home = { id: null, before: null, since: 0 };

/** That of this page. Read at once: the databases open while the rest of the page is loaded. */
export const home: Home = readHome();

/** The name of a database of this phone. */
export function databaseName(name: string, of = home.id): string {
  return of === null ? name : `${name}@${of}`;
}

/** From the next load of a page on, another set is in use. */
export function moveTo(next: string): void {
  const moved: Home = { id: next, before: home.id, since: Date.now() };
  localStorage.setItem(noteKey, JSON.stringify(moved));
}

/** Calls back when a page in another tab moved. */
export function onMove(moved: () => void): void {
  window.addEventListener('storage', ({ key }) => {
    if (key === noteKey) moved();
  });
}

function readHome(): Home {
  try {
    const parsed = v.safeParse(homeSchema, JSON.parse(localStorage.getItem(noteKey) ?? 'null'));
    return parsed.success ? parsed.output : first;
  } catch {
    // Where site data is blocked nothing else can be read either, which is told.
    return first;
  }
}
