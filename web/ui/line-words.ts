import { msg, str } from '@lit/localize';

/** Words of the banner that tells why the broker is out of reach. */
export const lineWords = {
  get noLine() {
    return msg('No connection to the broker, trying again');
  },
  get noNetwork() {
    return msg('You are offline: no connection to the broker, trying again');
  },
  clockFast: (by: string) =>
    msg(
      str`The clock of this device is ${by} fast, so the broker turns it away. Set the clock right.`,
    ),
  clockSlow: (by: string) =>
    msg(
      str`The clock of this device is ${by} slow, so the broker turns it away. Set the clock right.`,
    ),
  otherHost: (host: string) => msg(str`This broker answers at ${host} only. Open Tincan there.`),
  get tryNow() {
    return msg('Try now');
  },
};
