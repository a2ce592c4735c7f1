import { msg } from '@lit/localize';
import type { DeviceProblem } from '../lib/device-problem.ts';
import type { TestFindings } from '../calls/test-findings.ts';
import { deviceProblemWords } from './device-problem-words.ts';

type Tested = Extract<TestFindings, { kind: 'tested' }>;

/** Words of the test call. */
export const testWords = {
  get hint() {
    return msg(
      'An echo in this page answers: what you say comes back after a second, and your picture too if you turn the camera on. Nothing leaves this device.',
    );
  },
  get cut() {
    return msg(
      'The test call did not connect. Join some network, with or without internet: browsers make no calls without one. If you are in one, allow calls (WebRTC) in this browser’s settings and extensions, then test again.',
    );
  },
  microphone(found: Tested['microphone']): string {
    switch (found) {
      case 'heard':
        return msg('Your microphone was heard');
      case 'silent':
        return msg(
          'Nothing was heard. If you spoke, check that the microphone is switched on and is the one you speak into, then test again.',
        );
      case 'muted':
        return msg('You were muted. Turn Mute off and say something, then test again.');
      default:
        return deviceProblemWords.microphoneProblem(found);
    }
  },
  camera(found: Tested['camera']): string | null {
    switch (found) {
      case 'seen':
        return msg('The camera works');
      case 'unseen':
        return msg(
          'No picture came from the camera. Close other apps that use it or unplug it and plug it in, then test again.',
        );
      case 'off':
        return null;
      default:
        return cameraMissing(found);
    }
  },
};

function cameraMissing(problem: DeviceProblem): string {
  switch (problem) {
    case 'denied':
      return msg(
        'Your camera is blocked. Allow it beside the address of this page, then test again.',
      );
    case 'denied-by-system':
      return msg(
        'This device keeps the camera from your browser. Allow it in the privacy settings of the device, then test again.',
      );
    case 'dismissed':
      return msg('You have not allowed the camera. Test again and choose “Allow”.');
    case 'in-use':
      return msg('Another app has your camera. Close that app, then test again.');
    case 'missing':
      return msg('No camera was found. Plug one in, then test again.');
    case 'insecure':
      return msg(
        'Browsers give a camera only to https pages. Open Tincan by its https address, then test again.',
      );
    case 'unknown':
      return msg('The camera did not start. Unplug it and plug it in, then test again.');
  }
}
