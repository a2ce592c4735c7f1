import { msg, str } from '@lit/localize';

/** Why somebody of another server can’t be reached there. */
export const brokerWords = {
  unreached: (host: string) =>
    msg(
      str`No Tincan server answers at ${host}. Check what stands behind the @, or try again later.`,
    ),
  otherName: (host: string, name: string) =>
    msg(str`The server at ${host} is reached as ${name} only. Dial again with @${name}.`),
  full: (host: string) => msg(str`${host} takes no more phones at the moment. Try again later.`),
  otherTime: (host: string) =>
    msg(
      str`The clocks of this device and of ${host} differ, so it turns you away. Set the clock right.`,
    ),
};
