import { msg } from '@lit/localize';
import type { DeviceProblem } from '../lib/device-problem.ts';
import type { PictureProblem } from '../lib/sight.ts';

/** Words of finding each other, and of the pictures by which one is known. */
export const findingWords = {
  get qrTitle() {
    return msg('Scan to call me');
  },
  get qrHint() {
    return msg(
      'Point the camera of another phone at it; the link opens Tincan with your ID in it.',
    );
  },
  get qrCode() {
    return msg('QR code of your link');
  },
  get scanRefused() {
    return msg(
      'The scanner could not be loaded. Check the connection to the server, then try again.',
    );
  },
  get scanHint() {
    return msg('Point the camera at the QR code on the other phone, or drop a picture of it here.');
  },
  get looking() {
    return msg('Starting the camera…');
  },
  get viewfinder() {
    return msg('What the camera sees');
  },
  get light() {
    return msg('Torch');
  },
  get choosePicture() {
    return msg('Choose a picture');
  },
  get pasted() {
    return msg(
      'There is no Tincan link in what you pasted. Copy the link or the ID, then paste it.',
    );
  },
  get ownCode() {
    return msg('This is your own code. Scan the one on the other phone.');
  },
  get otherCode() {
    return msg('This QR code is not from Tincan. Look for the one under “Show QR code”.');
  },
  get noCode() {
    return msg(
      'No QR code was found in this picture. Choose one that shows the whole code, sharp and straight.',
    );
  },
  get lightRefused() {
    return msg('The light did not switch. Another app may use it.');
  },
  cameraProblem(problem: DeviceProblem): string {
    switch (problem) {
      case 'denied':
        return msg(
          'Your camera is blocked. Allow it beside the address of this page and scan again, or choose a picture of the code.',
        );
      case 'denied-by-system':
        return msg(
          'This device keeps the camera from your browser. Allow it in the privacy settings of the device and scan again, or choose a picture of the code.',
        );
      case 'dismissed':
        return msg(
          'You have not allowed the camera. Scan again and choose “Allow”, or choose a picture of the code.',
        );
      case 'in-use':
        return msg(
          'Another app has your camera. Close that app and scan again, or choose a picture of the code.',
        );
      case 'missing':
        return msg('No camera was found. Choose a picture of the code, or paste one.');
      case 'insecure':
        return msg(
          'Browsers give a camera only to https pages. Open Tincan by its https address, or choose a picture of the code.',
        );
      case 'unknown':
        return msg('The camera did not start. Scan again, or choose a picture of the code.');
    }
  },
  pictureProblem(problem: PictureProblem): string {
    switch (problem) {
      case 'unreadable':
        return msg('This file is not a picture your browser can read. Choose a JPEG, PNG or WebP.');
      case 'huge':
        return msg(
          'This picture is too large. Choose a smaller one, of up to 40 MB and 120 megapixels.',
        );
    }
  },
  get savePicture() {
    return msg('Save picture');
  },
  get sharePicture() {
    return msg('Share picture');
  },
  get notDrawn() {
    return msg('The picture could not be made. Take a screenshot of the code instead.');
  },
  get yourPicture() {
    return msg('Your picture');
  },
  get yourPictureHint() {
    return msg('Only your contacts get it, straight from your phone when you are connected.');
  },
  get takePicture() {
    return msg('Take a picture');
  },
  get removePicture() {
    return msg('Remove picture');
  },
  get pictureRefused() {
    return msg(
      'The picture could not be used. Reload this page, then choose it again; nothing else was changed.',
    );
  },
  get pictureSaved() {
    return msg('Your picture was saved.');
  },
  get pictureRemoved() {
    return msg('Your picture was removed.');
  },
};
