/**
 * The same text apart from the longer one that it was cut out of, such as the head of a request:
 * whoever keeps the part keeps the whole of it in memory.
 */
export function copyOf(text: string): string {
  return Buffer.from(text).toString();
}
