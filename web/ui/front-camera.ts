/** True unless the camera looks away from its user: one sees oneself as in a mirror. */
export function isFrontCamera(stream: MediaStream | null): boolean {
  return stream?.getVideoTracks()[0]?.getSettings().facingMode !== 'environment';
}
