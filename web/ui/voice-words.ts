import { msg, str } from '@lit/localize';
import type { DeviceProblem } from '../lib/device-problem.ts';
import type { RecordingEnd, RecordingKind } from '../files/recording.ts';

/** Words of spoken messages, those with a picture too. */
export const voiceWords = {
  get record() {
    return msg('Record voice message');
  },
  leave: (kind: RecordingKind) =>
    kind === 'voice' ? msg('Leave a voice message') : msg('Leave a video message'),
  get recording() {
    return msg('Recording');
  },
  get length() {
    return msg('Length of the recording');
  },
  get cancel() {
    return msg('Cancel');
  },
  get inCall() {
    return msg('You can record a message when your call is over.');
  },
  stopped: (why: RecordingEnd | 'call') => {
    switch (why) {
      case 'long':
        return msg('It can’t be longer. Send it or cancel it.');
      case 'lost':
        return msg('The device went away, so the recording has ended. Send it or cancel it.');
      case 'call':
        return msg('The recording has ended because of a call. Send it or cancel it.');
    }
  },
  get sendAfterAll() {
    return msg('Send after all');
  },
  get notSent() {
    return msg('What you recorded was not sent.');
  },
  get nothing() {
    return msg('Nothing was recorded. Try again.');
  },
  cameraProblem: (problem: DeviceProblem) => {
    switch (problem) {
      case 'denied':
        return msg(
          'Your camera is blocked. Allow it beside the address of this page, then try again.',
        );
      case 'denied-by-system':
        return msg(
          'This device keeps the camera from your browser. Allow it in the privacy settings of the device, then try again.',
        );
      case 'dismissed':
        return msg('You have not allowed the camera. Try again and choose “Allow”.');
      case 'in-use':
        return msg('Another app has your camera. Close that app, then try again.');
      case 'missing':
        return msg('No camera was found. Plug one in, then try again.');
      case 'insecure':
        return msg('Browsers give a camera only to https pages. Open Tincan by its https address.');
      case 'unknown':
        return msg('The camera did not start. Unplug it and plug it in, then try again.');
    }
  },
  message: (kind: RecordingKind, length: string) =>
    kind === 'voice' ? msg(str`Voice message, ${length}`) : msg(str`Video message, ${length}`),
  get play() {
    return msg('Play');
  },
  get position() {
    return msg('Position');
  },
  speed: (times: string) => msg(str`Speed ${times}×`),
  get unplayed() {
    return msg('Not played yet');
  },
  get waiting() {
    return msg('Waiting for more…');
  },
  get late() {
    return msg('This browser can play it when all of it is here.');
  },
  get spoilt() {
    return msg('This browser can’t play it. Save it, and open it with another app.');
  },
};
