/** Several audio tracks as one, for a sender that takes one only. */
export class AudioMix {
  readonly #context = new AudioContext();
  readonly #out = this.#context.createMediaStreamDestination();

  /** `changed` is called when it begins to run. */
  constructor(tracks: readonly MediaStreamTrack[], changed: () => void) {
    for (const track of tracks) {
      this.#context.createMediaStreamSource(new MediaStream([track])).connect(this.#out);
    }
    this.#context.addEventListener('statechange', changed);
  }

  /** Null while it does not run: without a sound device Firefox never lets it. */
  get track(): MediaStreamTrack | null {
    return this.#context.state === 'running'
      ? (this.#out.stream.getAudioTracks()[0] ?? null)
      : null;
  }

  close(): void {
    for (const track of this.#out.stream.getTracks()) track.stop();
    if (this.#context.state !== 'closed') void this.#context.close();
  }
}
