import { msg, str } from '@lit/localize';

/** Words for what a person can mend when the broker turns this phone away. */
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
};
