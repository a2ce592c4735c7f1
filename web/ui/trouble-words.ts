import { msg, str } from '@lit/localize';

/** Words for why the broker turns this phone away. */
export const troubleWords = {
  clockFast: (by: string) =>
    msg(
      str`The clock of this device is ${by} fast, so the broker turns it away. Set the clock right.`,
    ),
  clockSlow: (by: string) =>
    msg(
      str`The clock of this device is ${by} slow, so the broker turns it away. Set the clock right.`,
    ),
  otherHost: (host: string) => msg(str`This broker answers at ${host} only. Open Tincan there.`),
  get full() {
    return msg('The broker takes no more phones at the moment, trying again');
  },
  get elsewhere() {
    return msg('Another device with your identity is open. Calls and messages go there.');
  },
  get crowded() {
    return msg('The broker takes no more phones from your network at the moment, trying again');
  },
};
