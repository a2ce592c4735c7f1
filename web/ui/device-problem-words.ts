import { msg } from '@lit/localize';
import type { DeviceProblem } from '../lib/device-problem.ts';

const microphoneProblems: Readonly<Record<DeviceProblem, () => string>> = {
  denied: () =>
    msg(
      'Your microphone is blocked, so nobody hears you. Allow it beside the address of this page, then try again.',
    ),
  'denied-by-system': () =>
    msg(
      'This device keeps the microphone from your browser, so nobody hears you. Allow it in the privacy settings of the device, then try again.',
    ),
  dismissed: () =>
    msg('You have not allowed the microphone, so nobody hears you. Try again and choose “Allow”.'),
  'in-use': () =>
    msg('Another app has your microphone, so nobody hears you. Close that app, then try again.'),
  missing: () => msg('No microphone was found, so nobody hears you. Plug one in, then try again.'),
  insecure: () =>
    msg(
      'Browsers give a microphone only to https pages, so nobody hears you. Open Tincan by its https address.',
    ),
  unknown: () =>
    msg(
      'The microphone did not start, so nobody hears you. Unplug it and plug it in, then try again.',
    ),
};

const cameraProblems: Readonly<Record<DeviceProblem, () => string>> = {
  denied: () =>
    msg(
      'Your camera is blocked; the call goes on without it. Allow it beside the address of this page, then press Camera.',
    ),
  'denied-by-system': () =>
    msg(
      'This device keeps the camera from your browser; the call goes on without it. Allow it in the privacy settings of the device, then press Camera.',
    ),
  dismissed: () =>
    msg(
      'You have not allowed the camera; the call goes on without it. Press Camera and choose “Allow”.',
    ),
  'in-use': () =>
    msg(
      'Another app has your camera; the call goes on without it. Close that app, then press Camera.',
    ),
  missing: () =>
    msg('No camera was found; the call goes on without it. Plug one in, then press Camera.'),
  insecure: () =>
    msg(
      'Browsers give a camera only to https pages; the call goes on without it. Open Tincan by its https address.',
    ),
  unknown: () =>
    msg('The camera did not start; the call goes on without it. Press Camera to try again.'),
};

/** What a call says of devices that did not open. */
export const deviceProblemWords = {
  microphoneProblem: (problem: DeviceProblem) => microphoneProblems[problem](),
  get bothBlocked() {
    return msg(
      'Your microphone and camera are blocked: nobody hears or sees you. Allow them beside the address of this page, then try again.',
    );
  },
  cameraProblem: (problem: DeviceProblem) => cameraProblems[problem](),
};
