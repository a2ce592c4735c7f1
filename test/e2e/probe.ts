/** The TypeScript loader of the tests wraps functions in `__name`, which pages don't know. */
export const nameless = 'globalThis.__name = (target) => target;';

interface Probe {
  readonly connections: RTCPeerConnection[];
  readonly opened: { readonly kinds: string[]; readonly tracks: MediaStreamTrack[] }[];
  negotiations: number;
  iceServers: number;
  readonly errors: string[];
}

/**
 * Runs in the page before the app: keeps hold of the peer connections and of
 * the tracks that were opened, so that a test can look at the wire and at the
 * camera's light. It changes nothing. Frames of the page, in which it makes
 * connections while the network is in doubt, count as the page.
 */
export function installProbe(): void {
  const outer = (window.parent as unknown as { readonly probe?: Probe }).probe;
  const probe: Probe = outer ?? {
    connections: [],
    opened: [],
    negotiations: 0,
    iceServers: 0,
    errors: [],
  };
  Object.assign(window, { probe });
  addEventListener('error', (event) => probe.errors.push(String(event.message)));
  addEventListener('unhandledrejection', (event) => probe.errors.push(String(event.reason)));
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(config?: RTCConfiguration) {
      super(config);
      probe.connections.push(this);
    }
    override setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
      // In a frame it is a link that is made anew while the network is in doubt.
      if (!outer) probe.negotiations++;
      // From here on a connection talks to its ICE servers. PeerJS names public ones when it tests
      // for WebRTC, in a connection that is closed before it ever gets here.
      probe.iceServers += this.getConfiguration().iceServers?.length ?? 0;
      return super.setLocalDescription(description);
    }
  };
  const media = navigator.mediaDevices;
  const original = media?.getUserMedia.bind(media);
  if (media)
    media.getUserMedia = async (constraints) => {
      const stream = await original(constraints);
      const tracks = stream.getTracks();
      probe.opened.push({ kinds: tracks.map((track) => track.kind), tracks });
      return stream;
    };
}

/** What the probe found, as plain data. */
export interface Found {
  /** Kinds of each getUserMedia that succeeded: `['audio', 'video']`. */
  readonly opened: string[][];
  /** Tracks that still run: the microphone is open, the camera's light is on. */
  readonly live: string[];
  readonly negotiations: number;
  /** ICE servers named by connections that were negotiated. */
  readonly iceServers: number;
  readonly connections: number;
  readonly errors: string[];
}

/** Runs in the page. */
export function readProbe(): Found {
  const { probe } = window as unknown as {
    probe: {
      connections: RTCPeerConnection[];
      opened: { kinds: string[]; tracks: MediaStreamTrack[] }[];
      negotiations: number;
      iceServers: number;
      errors: string[];
    };
  };
  return {
    opened: probe.opened.map(({ kinds }) => kinds),
    live: probe.opened.flatMap(({ tracks }) =>
      tracks.filter((track) => track.readyState === 'live').map((track) => track.kind),
    ),
    negotiations: probe.negotiations,
    iceServers: probe.iceServers,
    connections: probe.connections.length,
    errors: probe.errors,
  };
}

/** Runs in the page: what was opened until now belongs to another test. Connections are kept: a link stays. */
export function forgetFound(): void {
  const { probe } = window as unknown as { probe: { opened: unknown[] } };
  probe.opened.length = 0;
}

/** Runs in the page: its peer connections from the one of that number on are gone, and it is not told. */
export function closeConnections(from: number): void {
  const { probe } = window as unknown as { probe: { connections: RTCPeerConnection[] } };
  for (const connection of probe.connections.slice(from)) connection.close();
}
