/**
 * Where Chromium's estimate of the bandwidth begins, in kbit/s. From its own
 * 300 it drops the first pictures and sends the next ones small until it has
 * measured, which takes seconds; a narrow path is noticed in less than one.
 * `again`: a call that had a picture before waits for the next one, and a whole
 * picture is half a second of the first rate.
 */
export const startBitrate = { first: 1_000, again: 2_500 } as const;

/** What this phone asks of the other one's encoders, put into an offer or answer. */
export function askOfEncoders(sdp: string, start: number = startBitrate.first): string {
  // Opus: next to nothing is sent while nobody speaks (RFC 7587, section 7, `usedtx`).
  const withDtx = payloads(sdp, 'opus/48000').reduce(
    (text, payload) => withParameter(text, payload, 'usedtx=1'),
    sdp,
  );
  return payloads(sdp, '(?:VP8|VP9|AV1|H264|H265)/90000').reduce(
    (text, payload) => withParameter(text, payload, `x-google-start-bitrate=${start}`),
    withDtx,
  );
}

function payloads(sdp: string, codec: string): readonly string[] {
  return [...sdp.matchAll(new RegExp(`^a=rtpmap:(\\d+) ${codec}`, 'gim'))].map(([, id]) => id!);
}

/** Adds a format parameter (RFC 8866, section 6.15) to a payload type, unless it has one of that name. */
function withParameter(sdp: string, payload: string, parameter: string): string {
  const [name] = parameter.split('=');
  const given = new RegExp(`^a=fmtp:${payload} .*$`, 'm').exec(sdp)?.[0].trimEnd();
  if (given === undefined) {
    const map = new RegExp(`^(a=rtpmap:${payload} .*?)(\\r?)$`, 'm');
    return sdp.replace(map, `$1$2\na=fmtp:${payload} ${parameter}$2`);
  }
  return given.includes(`${name}=`) ? sdp : sdp.replace(given, `${given};${parameter}`);
}
