// PeerServer as it comes, on the port named by the first argument.
import { PeerServer } from 'peer';

const port = Number(process.argv[2]);
PeerServer({ port, concurrent_limit: 1_000_000 }, () => console.log('ready'));
