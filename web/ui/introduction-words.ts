import { msg, str } from '@lit/localize';

/** Words of contacts who bring contacts together. */
export const introductionWords = {
  get introductions() {
    return msg('Introductions');
  },
  get introduce() {
    return msg('Introduce');
  },
  title: (name: string) => msg(str`Introduce ${name} to`),
  get hint() {
    return msg('Both learn each other’s name and ID, and that it was you.');
  },
  get nobodyElse() {
    return msg('You have no other contact yet.');
  },
  introduced: (friend: string, name: string) => msg(str`${friend} introduces ${name}`),
  get notNow() {
    return msg('Not now');
  },
  dismissed: (name: string) => msg(str`“${name}” was not added.`),
  both: (one: string, other: string) => msg(str`${one} and ${other} have heard of each other.`),
  one: (one: string, other: string) =>
    msg(str`Only one of ${one} and ${other} was there. Introduce them again when both are online.`),
  nobody: (one: string, other: string) =>
    msg(str`Neither ${one} nor ${other} was there. Introduce them again when both are online.`),
  get waiting() {
    return msg('Telling both…');
  },
};
