let loud: WeakRef<HTMLMediaElement> | null = null;

/** Only one plays at once: what is played here stops the one before. */
export function playAlone(media: HTMLMediaElement): void {
  const before = loud?.deref();
  if (before !== media) before?.pause();
  loud = new WeakRef(media);
}
