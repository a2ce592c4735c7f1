import { msg } from '@lit/localize';
import type { Trouble } from '../lib/trouble.ts';

interface Said {
  readonly title: string;
  readonly text: string;
}

const troubles: Readonly<Record<Trouble, () => Said>> = {
  storage: () => ({
    title: msg('Your phone book can’t be read'),
    text: msg(
      'This browser does not let Tincan read or write what it keeps on this device. Free some disk space, leave private browsing or allow this site to save data, then try again. Nothing was deleted.',
    ),
  }),
  insecure: () => ({
    title: msg('This address is not secure'),
    text: msg(
      'Browsers allow calls only on secure pages. Open Tincan by its https address, or by http://localhost on the computer it runs on. Its README says how to give it a certificate.',
    ),
  }),
  'old-browser': () => ({
    title: msg('This browser is too old'),
    text: msg(
      'Tincan needs a way to sign calls that this browser does not have. Update it, or use Chrome or Edge from version 137, Firefox from 130, or Safari from 17.',
    ),
  }),
  unknown: () => ({
    title: msg('Tincan did not start'),
    text: msg(
      'Try again. If it still does not start, close the other tabs of Tincan and reload this page; what you saved stays on this device.',
    ),
  }),
};

/** Words of the way to a phone, and of what may break at any time. */
export const welcomeWords = {
  get slogan() {
    return msg('A phone in your browser: calls go straight from you to the other person.');
  },
  get yourName() {
    return msg('Your name');
  },
  get yourNameHint() {
    return msg('People you call see it. No account, no mail, no number.');
  },
  get start() {
    return msg('Start');
  },
  get nameNeeded() {
    return msg('Type a name of up to 60 characters.');
  },
  get elsewhere() {
    return msg('Tincan is open in another tab');
  },
  get elsewhereHint() {
    return msg('Your phone rings in one tab at a time.');
  },
  trouble: (problem: Trouble) => troubles[problem](),
  get tryAgain() {
    return msg('Try again');
  },
};
