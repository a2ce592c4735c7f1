import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { alone, type ClusterEvents } from '../../server/cluster.ts';
import { Trunk } from '../../server/trunk.ts';

test('where the others come back again and again, the seats are told once more, not each time', async () => {
  const ids = Array.from({ length: 2_000 }, (_, at) => `phone-${at}`);
  const told = new Map<string, number>();
  const events: ClusterEvents[] = [];
  const nothing = () => undefined;
  new Trunk(
    {
      ...alone,
      start: (given) => events.push(given),
      tell: (id) => told.set(id, (told.get(id) ?? 0) + 1),
    },
    {
      seats: () => ids,
      claimOf: () => ({ claim: { kind: 'signed', time: 1 }, age: 1 }),
      arrived: () => true,
      expired: nothing,
      lost: nothing,
      appeared: nothing,
      dropped: nothing,
    },
  );
  for (let time = 0; time < 20; time++) events[0]?.joined();
  while (!told.has('phone-1999')) await setTimeout(10);
  assert.equal(told.get('phone-1999'), 1);
  while (told.get('phone-1999') === 1) await setTimeout(10);
  await setTimeout(100);
  assert.equal(told.get('phone-1999'), 2);
  assert.equal(told.size, ids.length);
});
