import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heir, stays, type Seated, type SeatClaim } from '../../server/seat-claim.ts';

function signed(time: number, age: number, node = 'a'): SeatClaim {
  return { claim: { kind: 'signed', time }, age, node };
}

function guest(tokenHash: string, age: number, node = 'a'): SeatClaim {
  return { claim: { kind: 'guest', tokenHash }, age, node };
}

test('two servers agree on who stays', () => {
  const phone = fc.record({ kind: fc.constant('signed' as const), time: fc.nat(3) });
  const client = fc.record({
    kind: fc.constant('guest' as const),
    tokenHash: fc.constantFrom('x', 'y'),
  });
  // Their IDs differ, so that a phone never meets a guest.
  const claims = fc.oneof(fc.tuple(phone, phone), fc.tuple(client, client));
  const age = fc.integer({ min: 0, max: 3000 });
  fc.assert(
    fc.property(claims, fc.tuple(age, age), ([one, other], [young, old]) => {
      const mine = { claim: one, age: young, node: 'a' };
      const theirs = { claim: other, age: old, node: 'b' };
      assert.notEqual(stays(mine, theirs), stays(theirs, mine));
    }),
  );
});

test('the newer sign-on of a phone stays, whatever its clock says', () => {
  assert.ok(stays(signed(1, 0), signed(2, 5000, 'b')));
  assert.ok(!stays(signed(2, 5000), signed(1, 0, 'b')));
});

test('of two at the same moment the one that was signed later stays', () => {
  assert.ok(stays(signed(2, 300), signed(1, 0, 'b')));
});

test('a token that is seen twice moves nobody', () => {
  assert.ok(stays(signed(1, 5000), signed(1, 0, 'b')));
});

test('a guest moves with the token only', () => {
  assert.ok(stays(guest('x', 0), guest('x', 5000, 'b')));
  assert.ok(!stays(guest('x', 0), guest('y', 5000, 'b')));
});

test('who takes over keeps the latest time that others have heard of', () => {
  const one: Seated = { kind: 'signed', time: 1 };
  const two: Seated = { kind: 'signed', time: 2 };
  assert.deepEqual([heir(one, two), heir(two, one)], [two, two]);
});
