import { msg, str } from '@lit/localize';

/** Words of what leaves this phone as files that others can read. */
export const cardWords = {
  get cards() {
    return msg('Contacts as a file');
  },
  get hint() {
    return msg('Cards (vCard) for other address books and other phones. They are not sealed.');
  },
  get exportAll() {
    return msg('Export contacts');
  },
  get importAll() {
    return msg('Import contacts');
  },
  get saved() {
    return msg('The file is saved.');
  },
  get noCards() {
    return msg('There are no cards in this file. Choose a vCard file (.vcf).');
  },
  get tooLarge() {
    return msg('This file is too large for cards. Choose a vCard file (.vcf).');
  },
  get notRead() {
    return msg('The file could not be read. Choose it again.');
  },
  get notKept() {
    return msg('This device refused to save the contacts. Free some disk space, then try again.');
  },
  taken: (added: string, known: string, skipped: string) =>
    msg(
      str`Contacts added: ${added}. Here before: ${known}. Cards without a Tincan ID, left out: ${skipped}.`,
    ),

  get saveAsText() {
    return msg('Save as text');
  },
  textTitle: (name: string, id: string) => msg(str`Conversation with ${name} (${id})`),
  savedOn: (when: string) => msg(str`Saved ${when}`),
};
