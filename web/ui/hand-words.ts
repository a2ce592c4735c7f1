import { msg, str } from '@lit/localize';
import type { HandFailure, SlipProblem } from '../links/by-hand.ts';
import { findingWords } from './finding-words.ts';

/** Words of connecting two phones by hand. */
export const handWords = {
  get intro() {
    return msg(
      'For two phones on the same Wi-Fi, without any server. They become each other’s contacts and can call.',
    );
  },
  get steps() {
    return [
      msg('One phone shows a code.'),
      msg('The other one scans it and shows its answer.'),
      msg('The first one scans the answer.'),
    ];
  },
  get show() {
    return msg('Show a code');
  },
  get scan() {
    return msg('Scan a code');
  },
  step: (number: number) => msg(str`Step ${number} of 3`),
  get making() {
    return msg('Making a code…');
  },
  get code() {
    return msg('QR code for the other phone');
  },
  get showOffer() {
    return msg('Let the other phone scan this code, then scan its answer.');
  },
  get scanOffer() {
    return msg('Point the camera at the code on the other phone.');
  },
  get showAnswer() {
    return msg('Let the other phone scan this answer. Then you are connected.');
  },
  get scanAnswer() {
    return msg('Point the camera at the answer on the other phone.');
  },
  get toAnswer() {
    return msg('Scan the answer');
  },
  get copy() {
    return msg('Copy');
  },
  get copied() {
    return msg('Copied as text. Send it to the other phone and paste it there.');
  },
  get copyRefused() {
    return msg('The browser refused to copy. Let the other phone scan the code instead.');
  },
  get paste() {
    return msg('Or paste it as text');
  },
  get again() {
    return msg('Start again');
  },
  connecting: (who: string) => msg(str`Connecting with ${who}…`),
  connected: (who: string) => msg(str`Connected with ${who}`),
  met: (who: string) => msg(str`Connected. ${who} is in your contacts now.`),
  get disturbed() {
    return msg(
      '“Do not disturb” is on, so nobody gets through. Switch it off in the settings, then come back.',
    );
  },
  get elsewhere() {
    return msg(
      'This code connects two phones by hand. Open “Connect without a server” and scan it there.',
    );
  },
  problem(problem: SlipProblem): string {
    switch (problem) {
      case 'foreign':
        return msg(
          'This code does not connect two phones. Open “Connect without a server” on the other phone and scan what it shows there.',
        );
      case 'damaged':
        return msg(
          'A part of this code is missing or was changed. Scan it again, or copy the whole text.',
        );
      case 'newer':
        return msg('This code is from a newer Tincan. Update this one, then scan it again.');
      case 'own':
        return findingWords.ownCode;
      case 'stale':
        return msg(
          'This code is older than ten minutes. Make a new one on the other phone. If it was new, set the clocks of both right.',
        );
      case 'blocked':
        return msg(
          'You have blocked whoever made this code. Unblock them in the settings, then scan it again.',
        );
      case 'answer-unasked':
        return msg(
          'This is an answer, but this phone has shown no code. Press “Show a code” here, and let the other phone scan it.',
        );
      case 'other-offer':
        return msg(
          'This answer is to another code. Let the other phone scan the code of this one, then scan its new answer.',
        );
    }
  },
  failure(failure: HandFailure): string {
    switch (failure) {
      case 'no-network':
        return msg(
          'This phone is in no network. Join the Wi-Fi of the other one, then start again.',
        );
      case 'expired':
        return msg('This code was good for ten minutes. Start again to make a new one.');
      case 'unreachable':
        return msg(
          'The phones do not reach each other. Join the same Wi-Fi, but no guest network, which keeps devices apart. Then start again.',
        );
    }
  },
};
