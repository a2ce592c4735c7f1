import { msg, str } from '@lit/localize';

/** Words about the device around a call: background and picture in picture. */
export const systemWords = {
  get theirAway() {
    return msg('In the background');
  },
  get floating() {
    return msg('Picture in picture');
  },
  get floatingRefused() {
    return msg(
      'The browser refused the window. Allow picture in picture for this page, then press it again.',
    );
  },
  get flash() {
    return msg('Flash while it rings');
  },
  get flashHint() {
    return msg('The screen of a call that comes in lights up once a second.');
  },
  cameBack: (name: string) =>
    msg(
      str`Tincan was in the background, where your device cuts its microphone. ${name} may have missed what you said, and hears you again now.`,
    ),
};
