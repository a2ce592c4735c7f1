import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { WebSocketRoute } from 'playwright-core';
import { House } from './house.ts';

const types = ['OFFER', 'ANSWER', 'CANDIDATE', 'OPEN', 'EXPIRE', 'LEAVE', 'ERROR', 'ID-TAKEN'];

/** Frames as a broken or hostile broker could send them, some in the name of `source`. */
function hostileFrames(source: string, count: number): string[] {
  const connection = fc.record(
    {
      type: fc.oneof(fc.constantFrom('data', 'media'), fc.anything()),
      connectionId: fc.oneof(fc.string(), fc.constant('mc_x'), fc.anything()),
      sdp: fc.oneof(
        fc.record({ type: fc.constantFrom('offer', 'answer', 'x'), sdp: fc.constant('v=0\r\nx') }),
        fc.anything(),
      ),
      candidate: fc.oneof(fc.record({ candidate: fc.string() }), fc.anything()),
      serialization: fc.oneof(fc.constantFrom('raw', 'json', 'binary'), fc.anything()),
      metadata: fc.anything(),
      label: fc.anything(),
    },
    { requiredKeys: [] },
  );
  const message = fc.record(
    {
      type: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...types) }, fc.anything()),
      src: fc.oneof(fc.constant(source), fc.anything()),
      payload: fc.oneof(
        { weight: 4, arbitrary: connection },
        { weight: 1, arbitrary: fc.anything() },
        {
          weight: 2,
          arbitrary: fc.record({ tincan: fc.constant(1), message: fc.anything() }),
        },
      ),
    },
    { requiredKeys: [] },
  );
  const json = message.map((value) => {
    try {
      return JSON.stringify(value, (_, part: unknown) =>
        typeof part === 'bigint' ? String(part) : part,
      );
    } catch {
      return '{';
    }
  });
  return fc.sample(fc.oneof({ weight: 5, arbitrary: json }, fc.string()), count);
}

describe('a hostile broker', () => {
  const house = new House();

  it('that sends 1 500 malformed messages neither breaks the page nor the running call', async () => {
    let route: WebSocketRoute | null = null;
    const [ana, ben] = await house.strangers({
      before: (page) =>
        page.routeWebSocket(/\/broker\//, (socket) => {
          route = socket;
          socket.connectToServer();
        }),
    });
    const wireId = ben.id.replaceAll('-', '').toLowerCase();
    const send = (count: number) => {
      for (const frame of hostileFrames(wireId, count)) route!.send(frame);
    };
    await ana.addContact('Ben', ben.id);
    send(300);
    await ana.dial(ben.id);
    await ana.reads('Ringing…');
    send(300);
    await ben.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    send(900);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await ana.talks();
    await ana.hangUp();
    await ben.reads('Call ended');
    assert.deepEqual((await ana.found()).errors, []);
    await Promise.all([ana.leave(), ben.leave()]);
  });

  it('that is down when the page opens: the phone opens, says so, and tries again', async () => {
    let isDown = false;
    const ana = await house.moveIn('Ana', {
      before: (page) =>
        page.routeWebSocket(/\/broker\//, (socket) => {
          if (isDown) void socket.close();
          else socket.connectToServer();
        }),
    });
    isDown = true;
    await ana.page.reload();
    const banner = ana.page.getByText('No connection to the broker, trying again');
    await banner.waitFor();
    await ana.page.getByLabel('Your ID').first().waitFor();
    isDown = false;
    await ana.page.evaluate(() => dispatchEvent(new Event('online')));
    await banner.waitFor({ state: 'hidden' });
    await ana.leave();
  });
});
