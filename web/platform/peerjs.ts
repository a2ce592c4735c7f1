// The order counts: what replaces the browser's peer connection for good comes first, then what
// keeps it from PeerJS while that is loaded.
import 'webrtc-adapter';
import { doubtNetwork } from './fresh-network.ts';
import './unprobed.ts';

export { Peer } from 'peerjs';
export { doubtNetwork };
