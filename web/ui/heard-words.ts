import { msg, str } from '@lit/localize';
import type { EndReason } from '../calls/call.ts';

/** What is only heard: each event of a call, and who writes, for a screen reader. */
export const heardWords = {
  heardIncoming: (name: string | null) =>
    name === null ? msg('Somebody you don’t know is calling') : msg(str`${name} is calling`),
  heardRinging: (name: string) => msg(str`The phone of ${name} rings`),
  heardConnected: (name: string) => msg(str`You are talking with ${name}`),
  get heardReconnecting() {
    return msg('The connection is being restored');
  },
  get heardHeld() {
    return msg('The call waits');
  },
  get heardResumed() {
    return msg('The call goes on');
  },
  heardMissed: (name: string | null) =>
    name === null ? msg('You missed somebody you don’t know') : msg(str`You missed ${name}`),
  heardWritten: (names: string) => msg(str`New messages from ${names}`),
  heardEnded: (reason: EndReason, name: string): string => {
    switch (reason) {
      case 'declined':
        return msg(str`${name} did not take it`);
      case 'busy':
        return msg(str`${name} is talking to somebody else`);
      case 'no-answer':
        return msg(str`${name} did not pick up`);
      case 'unavailable':
        return msg(str`${name} can’t be reached now`);
      case 'lost':
        return msg(str`You and ${name} were cut off`);
      case 'cancelled':
      case 'hung-up':
        return msg('The call is over');
    }
  },
};
