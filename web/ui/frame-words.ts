import { msg, str } from '@lit/localize';

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
  forged: (name: string) =>
    msg(
      str`Somebody between you and ${name} tried to change what was sent to you. It was stopped.`,
    ),
  app: 'Tincan',
  get partRefused() {
    return msg(
      'This part of Tincan could not be loaded. Check the connection to the server, then reload the page.',
    );
  },
  get broken() {
    return msg(
      'Something in Tincan broke. A running call goes on; reload the page when it is over.',
    );
  },
  get notSaved() {
    return msg(
      'This browser refused to save that, so it will be gone after a reload. Free some disk space, then do it again.',
    );
  },
  get notShared() {
    return msg('This device refused to share. Use Copy link instead.');
  },
  get languageRefused() {
    return msg(
      'That language could not be loaded. Check the connection to the server, then choose it again.',
    );
  },
};
