import { assert } from '@esm-bundle/chai';
import * as fc from 'fast-check';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import type { AsideEvents } from '../../../web/links/links.ts';
import type { ChatMessage } from '../../../web/links/messages.ts';
import type { Clock } from '../../../web/lib/clock.ts';
import type { ChatLinks } from '../../../web/messages/chat-links.ts';
import { Chats } from '../../../web/messages/chats.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { ana, ben } from '../../fakes/fake-house.ts';
import { MemoryHistory } from '../../fakes/memory-history.ts';

type Name = 'ana' | 'ben';
const ids: Readonly<Record<Name, PeerId>> = { ana, ben };
const otherOf = (name: Name): Name => (name === 'ana' ? 'ben' : 'ana');

/** What may happen between two phones. */
type Deed =
  | { readonly what: 'write' | 'crash'; readonly who: Name }
  | { readonly what: 'link' | 'cut' | 'wait' }
  /** The oldest, another, or a copy of what is under way to somebody. */
  | { readonly what: 'pass' | 'jump' | 'double' | 'drop'; readonly who: Name };

/** Two phones with a line between them that loses, doubles and mixes up. */
class World {
  readonly clock = new FakeClock();
  readonly histories = { ana: new MemoryHistory(), ben: new MemoryHistory() };
  readonly written: Record<Name, string[]> = { ana: [], ben: [] };
  readonly #underWay: Record<Name, ChatMessage[]> = { ana: [], ben: [] };
  readonly #phones = new Map<Name, { chats: Chats; events: AsideEvents }>();
  readonly #skews: Readonly<Record<Name, number>>;
  #linked = false;

  /** By so many ms the clocks of the two are wrong. */
  constructor(skews: Readonly<Record<Name, number>>) {
    this.#skews = skews;
  }

  async start(name: Name): Promise<void> {
    let events: AsideEvents | null = null;
    const links: ChatLinks = {
      listenAside: (listener) => (events = listener),
      linked: () => (this.#linked ? [ids[otherOf(name)]] : []),
      sendAside: (_, message) => {
        if (this.#linked) this.#underWay[otherOf(name)].push(structuredClone(message));
        return this.#linked;
      },
      want() {},
      renewUnused: () => {
        this.cut();
        return true;
      },
    };
    const clock: Clock = {
      now: () => this.clock.now() + this.#skews[name],
      after: (ms, task) => this.clock.after(ms, task),
    };
    const chats = await Chats.load({
      ...{ ownId: ids[name], links, history: this.histories[name], clock, report() {} },
      ...{ isContact: () => true, tells: () => true },
    });
    if (events) this.#phones.set(name, { chats, events });
  }

  async do(deed: Deed): Promise<void> {
    switch (deed.what) {
      case 'write': {
        const text = `${deed.who} ${this.written[deed.who].length + 1}`;
        this.written[deed.who].push(text);
        await this.#phones.get(deed.who)?.chats.write(ids[otherOf(deed.who)], text);
        break;
      }
      case 'crash':
        this.cut();
        this.#phones.get(deed.who)?.chats.close();
        await this.start(deed.who);
        break;
      case 'link':
        return this.link();
      case 'cut':
        return this.cut();
      case 'wait':
        this.clock.pass(6_000);
        break;
      default:
        this.#carry(deed.what, deed.who);
    }
    await settle();
  }

  async link(): Promise<void> {
    if (this.#linked) return;
    this.#linked = true;
    for (const name of ['ana', 'ben'] as const) {
      this.#phones.get(name)?.events.hello?.(ids[otherOf(name)]);
    }
    await settle();
  }

  /** What is under way stays: it may come late. */
  cut(): void {
    this.#linked = false;
  }

  /** From now on nothing is lost any more. */
  async heal(): Promise<void> {
    for (let turn = 0; turn < 60; turn++) {
      await this.link();
      let passed = 0;
      for (const name of ['ana', 'ben'] as const) {
        while (this.#underWay[name].length > 0) {
          this.#carry('pass', name);
          await settle();
          passed++;
        }
      }
      // So long is a link trusted at most that brings no answer.
      this.clock.pass(81_000);
      if (passed === 0 && this.#linked) return;
    }
  }

  #carry(how: 'pass' | 'jump' | 'double' | 'drop', to: Name): void {
    const line = this.#underWay[to];
    const message = how === 'jump' ? line.pop() : how === 'double' ? line[0] : line.shift();
    if (!message || how === 'drop') return;
    this.#phones.get(to)?.events.message(ids[otherOf(to)], message);
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 12; i++) await Promise.resolve();
}

/** No two phones differ by more than the minute that is believed. */
const skew = fc.integer({ min: -25_000, max: 25_000 });
const skews = fc.record({ ana: skew, ben: skew });
const who = fc.constantFrom<Name>('ana', 'ben');
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ what: fc.constant('write' as const), who }) },
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constantFrom('pass' as const, 'jump' as const, 'double' as const, 'drop' as const),
      who,
    }),
  },
  { weight: 3, arbitrary: fc.constant({ what: 'link' } as const) },
  { weight: 1, arbitrary: fc.constant({ what: 'cut' } as const) },
  { weight: 1, arbitrary: fc.constant({ what: 'wait' } as const) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('crash' as const), who }) },
);

describe('what two people write to each other', function () {
  this.timeout(60_000);

  it('comes once and in order, whatever is lost, doubled, mixed up or crashes', async () => {
    await fc.assert(
      fc.asyncProperty(skews, fc.array(deed, { maxLength: 60 }), async (both, deeds) => {
        const world = new World(both);
        await world.start('ana');
        await world.start('ben');
        for (const each of deeds) await world.do(each);
        await world.heal();
        for (const name of ['ana', 'ben'] as const) {
          const came = world.histories[otherOf(name)].of(ids[name]).filter(({ mine }) => !mine);
          assert.deepEqual(
            came.map(({ text }) => text),
            world.written[name],
          );
        }
        const [here, there] = [world.histories.ana.of(ben), world.histories.ben.of(ana)];
        assert.deepEqual(
          here.map(({ text }) => text),
          there.map(({ text }) => text),
          'in the same order on both sides',
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
