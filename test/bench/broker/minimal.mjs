// The least that relays between sockets, without a check of anything: what `ws` and JSON cost.
import { WebSocketServer } from 'ws';

const sockets = new Map();
const server = new WebSocketServer({ port: Number(process.argv[2]) }, () => console.log('ready'));
server.on('connection', (socket, request) => {
  const id = new URL(request.url, 'http://relay').searchParams.get('id');
  sockets.set(id, socket);
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString());
    message.src = id;
    sockets.get(message.dst)?.send(JSON.stringify(message));
  });
  socket.on('close', () => sockets.delete(id));
  socket.send('{"type":"OPEN"}');
});
