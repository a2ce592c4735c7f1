import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { judge } from './lighthouse.ts';
import { Server } from './server.ts';

describe('Lighthouse, as on a phone', () => {
  let server: Server;

  before(async () => {
    server = await Server.start();
  });
  after(() => server.stop());

  it('finds nothing to object to in accessibility and best practices', async () => {
    const { scores, failed } = await judge(server.url, ['accessibility', 'best-practices']);
    assert.deepEqual(failed, []);
    assert.deepEqual(scores, { accessibility: 100, 'best-practices': 100 });
  });
});
