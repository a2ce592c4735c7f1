import type { DeviceProblem } from '../../web/lib/device-problem.ts';
import type { OpenCamera, PictureProblem, Sight } from '../../web/lib/sight.ts';

/** A device that sees what the test shows it. */
export class FakeSight implements Sight {
  /** What is before the camera: the text of a code. */
  shown: string | null = null;
  /** What is in any picture. */
  inPicture: { readonly text: string | null } | PictureProblem = { text: null };
  portrait: { readonly picture: string } | PictureProblem = 'unreadable';
  problem: DeviceProblem | null = null;
  hasLight = false;
  lit = false;
  /** Cameras that are open, and that ever were. */
  open = 0;
  opened = 0;
  awake = 0;

  openCamera(): Promise<OpenCamera | DeviceProblem> {
    if (this.problem !== null) return Promise.resolve(this.problem);
    this.open++;
    this.opened++;
    const light = (on: boolean) => Promise.resolve(void (this.lit = on));
    return Promise.resolve({
      stream: new MediaStream(),
      light: this.hasLight ? light : null,
      close: () => void this.open--,
    });
  }

  readFrame(): Promise<string | null> {
    return Promise.resolve(this.shown);
  }

  readPicture(): Promise<{ readonly text: string | null } | PictureProblem> {
    return Promise.resolve(this.inPicture);
  }

  makePortrait(_file: Blob): Promise<{ readonly picture: string } | PictureProblem> {
    return Promise.resolve(this.portrait);
  }

  stayLit(): () => void {
    this.awake++;
    return () => void this.awake--;
  }
}
