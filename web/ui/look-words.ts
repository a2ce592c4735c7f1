import { msg } from '@lit/localize';

/** Words of the call screen beyond those every call has. */
export const lookWords = {
  get youAreMuted() {
    return msg('You are muted');
  },
  get selfViewHint() {
    return msg('Drag it, or press an arrow key, to put your picture into another corner.');
  },
  get reconnecting() {
    return msg('Connection interrupted');
  },
};
