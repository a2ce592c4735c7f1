import { assert } from '@esm-bundle/chai';
import type { CallId } from '../../../web/calls/call.ts';
import type { RecentCall } from '../../../web/calls/recent-call.ts';
import type { MessageId } from '../../../web/links/messages.ts';
import type { Message } from '../../../web/messages/message.ts';
import type { Passage } from '../../../web/messages/reading.ts';
import { rowsOf } from '../../../web/ui/conversation-rows.ts';
import { ana, ben } from '../../fakes/fake-house.ts';

const message = (at: number): Message => ({
  ...{ peer: ben, at, mine: true, n: at, id: `${at}` as MessageId, text: 'text', reply: null },
  ...{ edited: false, forgotten: false, file: null, reactions: { mine: null, theirs: null } },
});
const call = (startedAt: number, peer = ben): RecentCall => ({
  ...{ id: `call ${startedAt}` as CallId, peer, home: null, claimedName: null, startedAt },
  ...{ direction: 'incoming', kind: 'voice', reason: 'cancelled', talkedMs: null },
});
const passage = (ats: readonly number[], hasOlder = false, hasNewer = false): Passage => ({
  messages: ats.map(message),
  hasOlder,
  hasNewer,
});
const calls = [call(9), call(5), call(4, ana), call(1)];

describe('what stands in a conversation', () => {
  for (const [what, shown, ats] of [
    ['all calls with that person where they began', passage([2, 6]), [1, 2, 5, 6, 9]],
    ['calls alone', passage([]), [1, 5, 9]],
    ['none of before the passage', passage([2, 6], true), [2, 5, 6, 9]],
    ['none of after the passage', passage([2, 6], false, true), [1, 2, 5, 6]],
    ['none of around the passage', passage([2, 6], true, true), [2, 5, 6]],
    ['none where nothing is shown', passage([], true, true), []],
  ] as const) {
    it(`is its messages, and ${what}`, () => {
      const rows = rowsOf(shown, calls, ben);
      assert.deepEqual(
        rows.map(({ at }) => at),
        [...ats],
      );
      const kinds = rows.map(({ kind, at }) => [kind, at % 2 === 0 ? 'message' : 'call']);
      for (const [kind, expected] of kinds) assert.equal(kind, expected);
    });
  }
});
