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

  get search() {
    return msg('Search');
  },
  get noContacts() {
    return msg('No contacts yet');
  },
  get noContactsHint() {
    return msg('Put somebody’s ID into the field above and add them.');
  },
  nobodyFound: (text: string) => msg(str`Nobody is called “${text}”.`),
  get favourite() {
    return msg('Favourite');
  },
  get blocked() {
    return msg('Blocked');
  },
  get block() {
    return msg('Block');
  },
  get blockHint() {
    return msg('A blocked person can’t ring you and is not told.');
  },
  get notAContact() {
    return msg('Not in your contacts. Nobody has verified the name.');
  },
  get remove() {
    return msg('Remove');
  },
  removed: (name: string) => msg(str`“${name}” was removed.`),
  get copyId() {
    return msg('Copy ID');
  },
  get peerIdOf() {
    return msg('ID');
  },
  get history() {
    return msg('History');
  },
  get noHistory() {
    return msg('No calls with this person yet.');
  },
  removeCall: (when: string) => msg(str`Forget this call, ${when}`),
  get callRemoved() {
    return msg('The call was forgotten.');
  },
  get nothingOpen() {
    return msg('Two cans and a string');
  },
  get nothingOpenHint() {
    return msg('Dial somebody, or choose a person to see more.');
  },
};
