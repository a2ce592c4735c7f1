// PeerJS as its documentation shows it: devices on the click, then call or answer.
import { Peer, type MediaConnection } from 'peerjs';

const at = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const port = Number(location.port);
const options = { host: location.hostname, port, path: '/broker', config: { iceServers: [] } };
const peer = new Peer(options);
const video = new URLSearchParams(location.search).has('video');
async function devices(): Promise<MediaStream> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video });
  at<HTMLVideoElement>('own-picture').srcObject = stream;
  return stream;
}

let call: MediaConnection | null = null;

function take(connection: MediaConnection): void {
  call = connection;
  call.on('stream', (stream) => {
    const remote = at<HTMLVideoElement>('remote');
    if (remote.srcObject !== stream) remote.srcObject = stream;
  });
  call.on('close', () => (document.body.dataset['ended'] = 'true'));
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
at('end').onclick = () => {
  call?.localStream?.getTracks().forEach((track) => track.stop());
  call?.close();
};
