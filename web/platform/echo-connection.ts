import { delaySound, type DelayedSound } from './echo-delay.ts';
import type { MediaConnection } from './media-connection.ts';
import { askOfEncoders } from './sdp.ts';

interface Listeners {
  stream: (stream: MediaStream) => void;
  close: () => void;
  error: () => void;
}

/**
 * Two peer connections of this page with each other: the near one is that of a call, the far one
 * sends back what it receives. No ICE server, no broker; candidates are handed over by a function
 * call.
 */
export class EchoConnection implements MediaConnection {
  readonly peerConnection = new RTCPeerConnection();
  readonly metadata = null;
  readonly #far = new RTCPeerConnection();
  readonly #listeners: Partial<Listeners> = {};
  readonly #stopEar: () => void;
  #delayed: DelayedSound | null = null;
  #closed = false;

  constructor(stream: MediaStream, listen: (far: RTCPeerConnection) => () => void) {
    for (const track of stream.getTracks()) this.peerConnection.addTrack(track, stream);
    this.peerConnection.addEventListener('track', ({ streams: [received] }) => {
      if (received) this.#listeners.stream?.(received);
    });
    this.#carryCandidates(this.peerConnection, this.#far);
    this.#carryCandidates(this.#far, this.peerConnection);
    this.#stopEar = listen(this.#far);
    this.#orLost(this.#negotiate());
  }

  /** Test calls are dialled here, never answered. */
  answer(): void {}

  on<Name extends keyof Listeners>(event: Name, listener: Listeners[Name]): void {
    this.#listeners[event] = listener;
  }

  removeAllListeners(): void {
    for (const name of ['stream', 'close', 'error'] as const) delete this.#listeners[name];
  }

  close(): void {
    this.#closed = true;
    this.#stopEar();
    this.#delayed?.close();
    this.peerConnection.close();
    this.#far.close();
  }

  async #negotiate(): Promise<void> {
    const near = this.peerConnection;
    const far = this.#far;
    await near.setLocalDescription(asked(await near.createOffer()));
    await far.setRemoteDescription(near.localDescription!);
    this.#sendBack();
    await far.setLocalDescription(asked(await far.createAnswer()));
    await near.setRemoteDescription(far.localDescription!);
  }

  #sendBack(): void {
    if (this.#closed) return;
    const stream = new MediaStream();
    for (const { track } of this.#far.getReceivers()) {
      if (track.kind === 'video') {
        this.#far.addTrack(track, stream);
        continue;
      }
      const delayed = delaySound(track, (still) => {
        this.#orLost(sender.replaceTrack(still ? track : delayed.track));
      });
      this.#delayed = delayed;
      const sender = this.#far.addTrack(delayed.track, stream);
    }
  }

  #carryCandidates(from: RTCPeerConnection, to: RTCPeerConnection): void {
    from.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate && !this.#closed) this.#orLost(to.addIceCandidate(candidate));
    });
  }

  /** What fails because the connection was closed meanwhile is no loss. */
  #orLost(step: Promise<void>): void {
    step.catch(() => {
      if (!this.#closed) this.#listeners.error?.();
    });
  }
}

function asked({ type, sdp = '' }: RTCSessionDescriptionInit): RTCLocalSessionDescriptionInit {
  return { type, sdp: askOfEncoders(sdp) };
}
