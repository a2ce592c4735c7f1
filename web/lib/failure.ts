/** A foreign error under one of our own names; `cause` keeps the original. */
export class Failure<Code extends string> extends Error {
  readonly code: Code;

  constructor(code: Code, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'Failure';
    this.code = code;
  }
}
