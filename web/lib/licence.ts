/** A package of others in this build, and under which terms it may be used. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** As its package.json names it, by SPDX. */
  readonly licence: string;
  readonly text: string;
}
