import { msg } from '@lit/localize';

/** Words of the lines at the top of the list. */
export const lineWords = {
  get noLine() {
    return msg('No connection to the broker, trying again');
  },
  get byHand() {
    return msg('Connect without a server');
  },
  get noNetwork() {
    return msg('You are offline: no connection to the broker, trying again');
  },
  get quiet() {
    return msg('Do not disturb is on');
  },
  get switchOff() {
    return msg('Switch off');
  },
  get useHere() {
    return msg('Use here');
  },
  get tryNow() {
    return msg('Try now');
  },
};
