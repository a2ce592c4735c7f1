/**
 * PeerJS opens a peer connection and a channel while it is loaded, to see whether there are such
 * things, and closes them. In Chromium the threads of WebRTC run from the first peer connection on
 * as long as the page is there, and cost 0.09 % of a core with nothing to do: on a phone that waits
 * for calls, day and night. This answers for the browser until all modules of the import have run,
 * which they do without a pause.
 */
class Probed {
  createDataChannel() {
    return { ordered: true, close() {} };
  }

  close(): void {}
}

const real = Object.getOwnPropertyDescriptor(globalThis, 'RTCPeerConnection');
if (real) {
  Object.defineProperty(globalThis, 'RTCPeerConnection', { ...real, value: Probed });
  queueMicrotask(() => Object.defineProperty(globalThis, 'RTCPeerConnection', real));
}
