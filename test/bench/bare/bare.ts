// PeerJS as its documentation shows it: devices on the click, then call or answer.
import { Peer, type MediaConnection } from 'peerjs';

const at = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const port = Number(location.port);
const query = new URLSearchParams(location.search);
const iceServers = query.getAll('ice').map((urls) => ({ urls }));
const options = { host: location.hostname, port, path: '/broker', config: { iceServers } };
const peer = new Peer(options);
const video = query.has('video');

let call: MediaConnection | null = null;
let own: MediaStream | null = null;

async function devices(): Promise<MediaStream> {
  own = await navigator.mediaDevices.getUserMedia({ audio: true, video });
  at<HTMLVideoElement>('own-picture').srcObject = own;
  return own;
}

/** A camera that stayed open would answer the next call faster than anybody's can. */
function over(): void {
  own?.getTracks().forEach((track) => track.stop());
  document.body.dataset['ended'] = 'true';
}

function take(connection: MediaConnection): void {
  call = connection;
  call.on('stream', (stream) => {
    const remote = at<HTMLVideoElement>('remote');
    if (remote.srcObject !== stream) remote.srcObject = stream;
  });
  call.on('close', over);
}

peer.on('open', (id) => {
  at('own').textContent = id;
  at<HTMLInputElement>('peer').disabled = false;
});
peer.on('call', (connection) => {
  take(connection);
  document.body.dataset['ringing'] = 'true';
});
at('dial').onclick = async () =>
  take(peer.call(at<HTMLInputElement>('peer').value, await devices()));
at('answer').onclick = async () => call?.answer(await devices());
at('end').onclick = () => call?.close();
