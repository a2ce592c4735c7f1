import { msg, str } from '@lit/localize';
import type { DeviceKind } from '../lib/device-list.ts';
import type { DeviceProblem } from '../lib/device-problem.ts';
import type { CallMedia } from '../calls/ports.ts';

type Asking = NonNullable<CallMedia['asking']>;

/** Words of devices, permissions and the shared screen. */
export const deviceWords = {
  get title() {
    return msg('Devices');
  },
  get microphone() {
    return msg('Microphone');
  },
  get camera() {
    return msg('Camera');
  },
  get speaker() {
    return msg('Speaker');
  },
  get ringOn() {
    return msg('Ring on');
  },
  get systemChoice() {
    return msg('As the system has it');
  },
  get likeSpeaker() {
    return msg('Same as Speaker');
  },
  get away() {
    return msg('Your choice, not plugged in now');
  },
  nameless: (kind: DeviceKind, number: string) => {
    switch (kind) {
      case 'microphone':
        return msg(str`Microphone ${number}`);
      case 'camera':
        return msg(str`Camera ${number}`);
      case 'speaker':
        return msg(str`Speaker ${number}`);
    }
  },
  get test() {
    return msg('Test');
  },
  get testMicrophone() {
    return msg('Test the microphone');
  },
  get testCamera() {
    return msg('Test the camera');
  },
  get testSpeaker() {
    return msg('Test the speaker');
  },
  get testRinger() {
    return msg('Test where it rings');
  },
  get level() {
    return msg('Level of the microphone');
  },
  get speak() {
    return msg('Say something: the bar moves when you are heard.');
  },
  get preview() {
    return msg('Picture of the camera');
  },
  get explain() {
    return msg(
      'A test opens the device, and your browser may ask you to allow it. Nobody else hears or sees it.',
    );
  },
  get inUse() {
    return msg('Your call uses these devices now; what you choose holds at once.');
  },
  trialProblem: (problem: DeviceProblem) => {
    switch (problem) {
      case 'denied':
        return msg('It is blocked. Allow it beside the address of this page, then test again.');
      case 'denied-by-system':
        return msg(
          'This device keeps it from your browser. Allow it in the privacy settings of the device, then test again.',
        );
      case 'dismissed':
        return msg('You have not allowed it. Test again and choose “Allow”.');
      case 'in-use':
        return msg('Another app uses it. Close that app, then test again.');
      case 'missing':
        return msg('None was found. Plug one in, then test again.');
      case 'insecure':
        return msg('Browsers give it only to https pages. Open Tincan by its https address.');
      case 'unknown':
        return msg('It did not start. Unplug it and plug it in, then test again.');
    }
  },
  unplugged: (next: string) => msg(str`Your headset was unplugged. You now use ${next}.`),
  wentAway: (what: string, next: string) => msg(str`${what} was unplugged. You now use ${next}.`),
  isBack: (what: string) => msg(str`${what} is back. You use it again.`),
  pluggedIn: (what: string) => msg(str`${what} was plugged in.`),
  get useIt() {
    return msg('Use it');
  },
  get systemSpeaker() {
    return msg('the speaker of the system');
  },
  get otherDevice() {
    return msg('another device');
  },
  asking: (what: Asking) => {
    switch (what) {
      case 'microphone':
        return msg('Your browser asks for the microphone. Choose “Allow”, so that you are heard.');
      case 'camera':
        return msg('Your browser asks for the camera. Choose “Allow”, so that you are seen.');
      case 'both':
        return msg(
          'Your browser asks for microphone and camera. Choose “Allow”, so that you are heard and seen.',
        );
    }
  },
  get inApp() {
    return msg(
      'The app that shows this page keeps devices from it. Open this page in your browser: look for “Open in browser” in the menu of that app.',
    );
  },
  get tryAgain() {
    return msg('Try again');
  },
  tryAgainFor: (kind: 'microphone' | 'camera') =>
    kind === 'microphone' ? msg('Try again, microphone') : msg('Try again, camera'),
};
