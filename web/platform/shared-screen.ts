/** A screen or window that is shown, and the sound that comes with it where the system gives it. */
export interface SharedScreen {
  readonly stream: MediaStream;
  readonly video: MediaStreamTrack;
  readonly audio: MediaStreamTrack | null;
}

/** Options of W3C screen-capture which the types do not know yet. */
interface DisplayOptions extends DisplayMediaStreamOptions {
  readonly systemAudio: 'include';
  readonly surfaceSwitching: 'include';
  readonly selfBrowserSurface: 'exclude';
}

/**
 * Lets the user choose what to show; null if nothing was chosen. `ended` is
 * called when it is stopped from outside, by the bar of the browser.
 */
export async function chooseScreen(ended: () => void): Promise<SharedScreen | null> {
  const options: DisplayOptions = {
    video: { frameRate: { ideal: 30, max: 30 } },
    // Nobody's own voice may come back to them out of the system's sound.
    audio: { echoCancellation: true, noiseSuppression: false, autoGainControl: false },
    systemAudio: 'include',
    surfaceSwitching: 'include',
    // A window that shows its own picture shows it in itself, without end.
    selfBrowserSurface: 'exclude',
  };
  const stream = await navigator.mediaDevices.getDisplayMedia(options).catch(refused);
  const video = stream?.getVideoTracks()[0];
  if (!stream || !video) return null;
  // “detail” keeps text sharp and gives up frames under load (W3C mst-content-hint).
  video.contentHint = 'detail';
  video.addEventListener('ended', ended);
  return { stream, video, audio: stream.getAudioTracks()[0] ?? null };
}

/** To close the picker is an answer, and so is a system that does not allow it; both change nothing. */
function refused(): null {
  return null;
}
