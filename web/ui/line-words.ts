import { msg } from '@lit/localize';

/** Words of the banner that tells that the broker is out of reach. */
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
  get useHere() {
    return msg('Use here');
  },
  get tryNow() {
    return msg('Try now');
  },
};
