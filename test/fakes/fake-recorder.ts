import type {
  Recorded,
  Recording,
  RecordingEnd,
  RecordingRefusal,
} from '../../web/files/recording.ts';

/** Sound as a browser writes it is made by the test; what it heard until now is what the test says. */
export class FakeRecorder {
  /** Why nothing opens; null opens the devices. */
  refusal: RecordingRefusal | null = null;
  /** What a recording comes to. */
  recorded: Recorded | null = null;
  /** In ms. */
  length = 12_000;
  /** How many recordings have their devices open. */
  open = 0;
  /** How many there were. */
  begun = 0;
  /** The one that runs ends by itself. */
  end: (why: RecordingEnd) => void = () => {};

  record(): Promise<Recording | RecordingRefusal> {
    if (this.refusal) return Promise.resolve(this.refusal);
    this.open++;
    this.begun++;
    let isOpen = true;
    const stop = () => {
      if (isOpen) this.open--;
      isOpen = false;
    };
    return Promise.resolve({
      stream: new MediaStream(),
      length: this.length,
      level: () => (isOpen ? 0.5 : 0),
      over: new Promise<RecordingEnd>((resolve) => (this.end = resolve)),
      stop,
      finish: () => {
        stop();
        return Promise.resolve(this.recorded);
      },
    });
  }
}
