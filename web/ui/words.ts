import { dialWords } from './dial-words.ts';
import { frameWords } from './frame-words.ts';
import { peopleWords } from './people-words.ts';

export type { DialProblem } from './dial-words.ts';

/** The words of the first screens, in the language that is spoken when they are read. */
export const words = together(frameWords, dialWords, peopleWords);

type Together<Parts extends readonly object[]> = Parts extends readonly [
  infer First,
  ...infer Rest extends readonly object[],
]
  ? First & Together<Rest>
  : unknown;

/** One object with the members of all; spread, getters would be read once and for all. */
function together<Parts extends readonly object[]>(...parts: Parts): Together<Parts> {
  const members = parts.flatMap((part) => Object.entries(Object.getOwnPropertyDescriptors(part)));
  return Object.defineProperties({}, Object.fromEntries(members)) as Together<Parts>;
}
