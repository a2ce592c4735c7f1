/** Keeps the screen lit until the returned function is called. W3C Screen Wake Lock. */
export function stayLit(): () => void {
  let wanted = true;
  let lock: WakeLockSentinel | null = null;
  const take = async (): Promise<void> => {
    if (document.visibilityState !== 'visible') return;
    try {
      // Missing in insecure contexts and older browsers, whatever the types say.
      const taken = await (navigator.wakeLock as WakeLock | undefined)?.request('screen');
      if (wanted) lock = taken ?? null;
      else await taken?.release();
    } catch {
      // A low battery refuses it; the screen then goes dark as it always did.
      lock = null;
    }
  };
  // The system takes the lock away from a hidden page.
  const again = (): void => void take();
  document.addEventListener('visibilitychange', again);
  void take();
  return () => {
    wanted = false;
    document.removeEventListener('visibilitychange', again);
    void lock?.release();
  };
}
