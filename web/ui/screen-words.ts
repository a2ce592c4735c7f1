import { msg, str } from '@lit/localize';

/** Words of devices and shared screens on the screen of a call. */
export const screenWords = {
  get shareScreen() {
    return msg('Share screen');
  },
  get flipCamera() {
    return msg('Flip camera');
  },
  showsScreen: (name: string) => msg(str`${name} shows the screen`),
  get youShowScreen() {
    return msg('You show your screen');
  },
  get devices() {
    return msg('Devices');
  },
};
