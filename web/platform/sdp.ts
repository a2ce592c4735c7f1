/**
 * Asks the other side for discontinuous transmission: its Opus encoder sends
 * next to nothing while nobody speaks (RFC 7587, section 7, `usedtx`).
 */
export function preferDtx(sdp: string): string {
  const payload = /^a=rtpmap:(\d+) opus\/48000/m.exec(sdp)?.[1];
  if (!payload) return sdp;
  const line = new RegExp(`^(a=fmtp:${payload} (?!.*usedtx).*?)(\\r?)$`, 'm');
  return sdp.replace(line, '$1;usedtx=1$2');
}
