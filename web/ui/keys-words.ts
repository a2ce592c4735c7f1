import { msg } from '@lit/localize';

/** Words of the keys and of the help on them. */
export const keysWords = {
  get title() {
    return msg('Keyboard');
  },
  get keys() {
    return msg('Keys in a call');
  },
  get keysHint() {
    return msg('Single keys do something during a call, except where you type.');
  },
  get help() {
    return msg('Keyboard help');
  },
  get inCalls() {
    return msg('In a call');
  },
  get everywhere() {
    return msg('Everywhere');
  },
  get off() {
    return msg('They are switched off in the settings now.');
  },
  get space() {
    return msg('Space');
  },
  get arrows() {
    return msg('Arrow keys');
  },
  get mute() {
    return msg('Mute or unmute');
  },
  get camera() {
    return msg('Camera on or off');
  },
  get screen() {
    return msg('Share the screen or stop');
  },
  get hold() {
    return msg('Hold or go on');
  },
  get talk() {
    return msg('While muted: hold down to talk');
  },
  get selfView() {
    return msg('Your own picture: into another corner');
  },
  get showHelp() {
    return msg('Show this help');
  },
};
