import { msg, str } from '@lit/localize';
import type { Grade } from '../calls/quality-grade.ts';

/** Words of the quality of a connection, as far as they are seen without asking for more. */
export const qualityWords = {
  get title() {
    return msg('Connection');
  },
  grade(grade: Grade): string {
    switch (grade) {
      case 4:
        return msg('Very good');
      case 3:
        return msg('Good');
      case 2:
        return msg('Fair');
      case 1:
        return msg('Weak');
      case 0:
        return msg('Very weak');
    }
  },
  badge: (grade: string) => msg(str`Connection: ${grade}`),
  get mineWeak() {
    return msg('Your connection is weak');
  },
  theirsWeak: (name: string) => msg(str`The connection of ${name} is weak`),
  get bothWeak() {
    return msg('The connection is weak');
  },
  get notLoaded() {
    return msg(
      'The figures could not be loaded. Check the connection to the server, then try again.',
    );
  },
};
