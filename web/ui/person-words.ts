import { msg, str } from '@lit/localize';

/** Words of one person and of the list of all contacts. */
export const personWords = {
  get contactName() {
    return msg('Contact name');
  },
  contactSaved: (name: string) => msg(str`Saved as “${name}”.`),
  get save() {
    return msg('Save');
  },
  get takesFiles() {
    return msg('Files taken without asking');
  },
  get takesNone() {
    return msg('None');
  },
  takesUpTo: (size: string) => msg(str`Up to ${size}`),
  get block() {
    return msg('Block');
  },
  get unblock() {
    return msg('Unblock');
  },
  get blockHint() {
    return msg('A blocked person can’t ring you and is not told.');
  },
  get blocked() {
    return msg('Blocked');
  },
  get callRemoved() {
    return msg('The call was forgotten.');
  },
  get copyId() {
    return msg('Copy ID');
  },
  get favourite() {
    return msg('Favourite');
  },
  get history() {
    return msg('History');
  },
  get showAll() {
    return msg('Show all');
  },
  get noHistory() {
    return msg('No calls with this person yet.');
  },
  get noContacts() {
    return msg('No contacts yet');
  },
  get noContactsHint() {
    return msg('Put somebody’s ID into the field above and add them.');
  },
  nobodyFound: (text: string) => msg(str`Nobody is called “${text}”.`),
  get notAContact() {
    return msg('Not in your contacts. Nobody has verified the name.');
  },
  get peerIdOf() {
    return msg('ID');
  },
  get remove() {
    return msg('Remove');
  },
  removeCall: (name: string, when: string) => msg(str`Forget this call with ${name}, ${when}`),
  removed: (name: string) => msg(str`“${name}” was removed.`),
  get search() {
    return msg('Search');
  },
};
