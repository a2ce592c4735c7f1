import { assert } from '@esm-bundle/chai';
import type { FileOffer } from '../../../web/links/file-offer.ts';
import {
  newMessageId,
  newStreamId,
  type MessageId,
  type Told,
} from '../../../web/links/messages.ts';
import { pieceSize } from '../../../web/links/pieces.ts';
import { hear, newConversation, tell, type Change } from '../../../web/messages/conversation.ts';
import type { Message } from '../../../web/messages/message.ts';
import { OpenOffers } from '../../../web/messages/open-offers.ts';
import { ana, ben, cem } from '../../fakes/fake-house.ts';
import { MemoryHistory } from '../../fakes/memory-history.ts';

const here = { ownId: ana, now: 1_000 };

function offer(size: number): FileOffer {
  const root = 'r'.repeat(43);
  return { name: 'some.dat', size, media: '', piece: pieceSize, root, voice: null };
}

/** A conversation with somebody, who tells what the test lets them tell. */
class Talk {
  readonly history: MemoryHistory;
  readonly #stream = newStreamId();
  #conversation;
  #n = 0;

  constructor(history: MemoryHistory, peer = ben) {
    this.history = history;
    this.#conversation = newConversation(peer);
  }

  /** They offer a file of so many bytes. */
  async offers(size: number, id = newMessageId()): Promise<Message> {
    return this.#written(this.#heard({ kind: 'file', id, file: offer(size), at: null }));
  }

  async says(text: string): Promise<void> {
    await this.#written(
      this.#heard({ kind: 'text', id: newMessageId(), text, reply: null, at: null }),
    );
  }

  /** This phone tells something. */
  tells(told: Told): Promise<Message> {
    return this.#written(tell(this.#conversation, told, here));
  }

  #heard(told: Told): Change {
    const said = { type: 'tell', stream: this.#stream, n: ++this.#n, first: 1, told } as const;
    return hear(this.#conversation, said, here);
  }

  async #written(change: Change): Promise<Message> {
    this.#conversation = change.conversation;
    const [amended] = await this.history.write([change]);
    return (change.message ?? amended) as Message;
  }
}

describe('files that are offered', () => {
  let history: MemoryHistory;
  let talk: Talk;

  beforeEach(() => {
    history = new MemoryHistory();
    talk = new Talk(history);
  });

  async function opened(): Promise<OpenOffers> {
    const offers = new OpenOffers(ben, history);
    await offers.load();
    return offers;
  }

  const sizes = ({ all }: OpenOffers) => [...all.value.values()];
  const declined = (of: MessageId) => ({ kind: 'settle', of, how: 'declined' }) as const;

  it('are found wherever they stand, the oldest first', async () => {
    for (let i = 1; i <= 450; i++) {
      await talk.offers(i);
      await talk.says('between them');
    }
    assert.deepEqual(
      sizes(await opened()),
      Array.from({ length: 450 }, (_, i) => i + 1),
    );
  });

  it('are neither settled, nor one’s own, nor of others', async () => {
    await talk.offers(1);
    const { id } = await talk.offers(2);
    await talk.tells(declined(id));
    await talk.tells({ kind: 'file', id: newMessageId(), file: offer(3), at: null });
    await new Talk(history, cem).offers(4);
    assert.deepEqual(sizes(await opened()), [1]);
  });

  it('come and go as they are told', async () => {
    const first = await talk.offers(1);
    const offers = await opened();
    const second = await talk.offers(2);
    offers.take([second]);
    assert.deepEqual(sizes(offers), [1, 2]);
    offers.take([await talk.tells(declined(first.id))]);
    assert.deepEqual(sizes(offers), [2]);
    const before = offers.all.value;
    offers.take([second, await new Talk(history, cem).offers(3)]);
    assert.equal(offers.all.value, before, 'nothing is new');
  });

  it('are known as they are now, whatever is told while they are read', async () => {
    const first = await talk.offers(1);
    const read = history.files.bind(history);
    history.files = async (...where) => {
      const records = await read(...where);
      offers.take([await talk.tells(declined(first.id))]);
      offers.take([await talk.offers(2)]);
      return records;
    };
    const offers = new OpenOffers(ben, history);
    await offers.load();
    assert.deepEqual(sizes(offers), [2]);
  });
});
