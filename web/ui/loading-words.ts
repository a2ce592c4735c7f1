import { msg } from '@lit/localize';

/** What is said when a part of the app could not be loaded. */
export const loadingWords = {
  get settingsRefused() {
    return msg(
      'The settings could not be loaded. Check the connection to the server, then try again.',
    );
  },
};
