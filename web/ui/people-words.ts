import { msg, str } from '@lit/localize';
import type { CallKind } from '../calls/call.ts';

/** Words of the recents, the contacts and one person. */
export const peopleWords = {
  get noRecents() {
    return msg('No calls yet');
  },
  get noRecentsHint() {
    return msg('Show your QR code to somebody, or send them your link.');
  },
  get missed() {
    return msg('Missed');
  },
  get incoming() {
    return msg('Incoming');
  },
  get outgoing() {
    return msg('Outgoing');
  },
  kind: (kind: CallKind) => (kind === 'video' ? msg('Video') : msg('Voice')),
  callAgainTo: (name: string) => msg(str`Call ${name} again`),
  get nothingOpen() {
    return msg('Two cans and a string');
  },
  get nothingOpenHint() {
    return msg('Dial somebody, or choose a person to see more.');
  },
  addedAs: (name: string) => msg(str`“${name}” was added to your contacts.`),

  get testCall() {
    return msg('Test call');
  },
};
