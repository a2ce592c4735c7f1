/** JSON of whatever fast-check makes up; of what has none, an empty object. */
export function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'bigint' ? String(inner) : inner,
    );
  } catch {
    return '{}';
  }
}
