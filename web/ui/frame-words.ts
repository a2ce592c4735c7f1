import { msg } from '@lit/localize';

/** Words around the pages, and those of many places. */
export const frameWords = {
  get navigation() {
    return msg('Main');
  },
  get recents() {
    return msg('Recents');
  },
  get contacts() {
    return msg('Contacts');
  },
  get messages() {
    return msg('Messages');
  },
  get settings() {
    return msg('Settings');
  },
  get back() {
    return msg('Back');
  },
  get close() {
    return msg('Close');
  },
  get undo() {
    return msg('Undo');
  },
  get dismiss() {
    return msg('Dismiss');
  },
  get save() {
    return msg('Save');
  },
  get noLine() {
    return msg('No connection to the broker, trying again');
  },

  get noMessages() {
    return msg('Messages are not here yet');
  },
  get noMessagesHint() {
    return msg('This version of Tincan makes calls. Writing to each other comes with a later one.');
  },
};
