/** Connects two connections of this page; the first one offers. */
export async function join(one: RTCPeerConnection, two: RTCPeerConnection): Promise<void> {
  for (const [from, to] of [
    [one, two],
    [two, one],
  ] as const) {
    from.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate) void to.addIceCandidate(candidate);
    });
  }
  await one.setLocalDescription();
  await two.setRemoteDescription(one.localDescription!);
  await two.setLocalDescription();
  await one.setRemoteDescription(two.localDescription!);
}

/** Two connections in this page that send each other a tone and a moving picture. */
export async function loop(): Promise<{ one: RTCPeerConnection; close(): void }> {
  const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const [one, two] = [new RTCPeerConnection(), new RTCPeerConnection()];
  for (const connection of [one, two]) {
    for (const track of media.getTracks()) connection.addTrack(track, media);
  }
  await join(one, two);
  return {
    one,
    close() {
      one.close();
      two.close();
      for (const track of media.getTracks()) track.stop();
    },
  };
}
