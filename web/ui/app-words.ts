import { msg, str } from '@lit/localize';
import type { InstallWay, NoticeLeave } from '../lib/pwa.ts';

/** Words of the app as something that is installed, updated and heard of from outside. */
export const appWords = {
  get app() {
    return msg('App');
  },
  get install() {
    return msg('Install Tincan');
  },
  get showSteps() {
    return msg('Show how');
  },
  get later() {
    return msg('Not now');
  },
  installHint(way: InstallWay): string {
    switch (way) {
      case 'prompt':
        return msg('It gets an icon and a window of its own, and opens without a network.');
      case 'steps':
        return msg('Add it to your home screen, in three steps: only there may it notify you.');
      case 'installed':
        return msg('Tincan is installed: it opens by its icon, also without a network.');
      case 'none':
        return msg(
          'This browser does not offer to install this page now. Look for “Install” in its menu; Chrome and Edge have it, and Safari has “Add to Dock”.',
        );
    }
  },
  get installOffer() {
    return msg('Keep Tincan at hand: install it as an app.');
  },

  get stepsTitle() {
    return msg('Add to Home Screen');
  },
  get stepShare() {
    return msg('Tap Share at the edge of Safari. It may be behind “…”.');
  },
  get stepAdd() {
    return msg('Scroll down and choose “Add to Home Screen”.');
  },
  get stepOpen() {
    return msg('Tap “Add”. From now on open Tincan by its icon.');
  },

  get notices() {
    return msg('Notifications');
  },
  get allowNotices() {
    return msg('Allow notifications');
  },
  noticesHint(leave: NoticeLeave): string {
    switch (leave) {
      case 'default':
        return msg(
          'While you look at something else, a notification tells who is calling, with Answer and Decline on it.',
        );
      case 'granted':
        return msg('Allowed: a call that comes while you look at something else is shown.');
      case 'denied':
        return msg(
          'Blocked: allow notifications beside the address of this page, or in the settings of your system.',
        );
      case 'impossible':
        return msg('This browser has none here. On an iPhone or iPad, install Tincan first.');
    }
  },
  get closedHint() {
    return msg('Tincan has to stay open, in the background is enough: once closed, it can’t ring.');
  },
  get noticesOffer() {
    return msg('You missed a call. A notification can tell you of the next one.');
  },

  get fresh() {
    return msg('A new version is ready');
  },
  get update() {
    return msg('Update');
  },

  rings: (name: string) => msg(str`${name} is calling`),
  missedFrom: (name: string) => msg(str`Missed call from ${name}`),
  get missedUnknown() {
    return msg('Missed call from an unknown caller');
  },
  titleRings: (who: string) => msg(str`${who} – Tincan`),
  titleMissed: (count: string) => msg(str`(${count}) Tincan`),
};
