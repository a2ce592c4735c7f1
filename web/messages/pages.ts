import type { PeerId } from '../identity/peer-id.ts';
import type { History } from './history.ts';
import { parseMessage, type Message } from './message.ts';

const perPage = 200;

/** All messages of a conversation, the oldest first, a page at a time: nobody holds a hundred thousand. */
export async function* pagesOf(
  history: Pick<History, 'messages'>,
  peer: PeerId,
): AsyncGenerator<readonly Message[]> {
  let after = -Infinity;
  for (;;) {
    const records = await history.messages(peer, { after }, perPage);
    const page = records.map(parseMessage).filter((message) => message !== null);
    const last = page.at(-1);
    // A whole page that can't be read has no place to go on from.
    if (!last) return;
    yield page;
    if (records.length < perPage) return;
    after = last.at;
  }
}
