import { msg } from '@lit/localize';

/** Words of the page for messages. */
export const messageWords = {
  get none() {
    return msg('Messages are not here yet');
  },
  get hint() {
    return msg('This version of Tincan makes calls. Writing to each other comes with a later one.');
  },
};
