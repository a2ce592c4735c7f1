import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { dispatchUpgrades } from '../../server/upgrades.ts';

describe('a request to change the protocol', { timeout: 10_000 }, () => {
  const server = createServer((request, response) => response.end(`here is ${request.url}`));
  dispatchUpgrades(server, {});
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());

  /** All that comes until the server closes. */
  async function ask(upgrade: string): Promise<string> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(
      `GET /page HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: ${upgrade}\r\n` +
        'HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n',
    );
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk) => (answer += String(chunk)));
    await once(socket, 'close');
    return answer;
  }

  test('to HTTP/2 is answered as it came', async () => {
    const answer = await ask('h2c');
    assert.match(answer, /^HTTP\/1\.1 200 OK\r\n/);
    assert.match(answer, /\r\nConnection: close\r\n/i);
    assert.match(answer, /here is \/page/);
  });

  test('to a WebSocket that is nowhere is not', async () => {
    assert.match(await ask('WebSocket'), /^HTTP\/1\.1 404 Not Found\r\n/);
  });
});
