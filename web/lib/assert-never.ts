/** Closes a `switch` over a union: the compiler refuses a case left out. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
