import { assert } from '@esm-bundle/chai';
import * as fc from 'fast-check';
import { ids, names, settle, ThreePhones, type Name } from './three-phones.ts';

/** Who write to each other; Cem is the friend of both. */
type Writer = 'ana' | 'ben';
const otherOf = (name: Writer): Writer => (name === 'ana' ? 'ben' : 'ana');

/** The oldest, another, or a copy of what is under way. */
type Passing = 'pass' | 'jump' | 'double' | 'drop';

/** What may happen between three phones of which never all are there. */
type Deed =
  | { readonly what: 'write'; readonly who: Writer; readonly long: boolean }
  | { readonly what: 'crash'; readonly who: Name }
  /** Two of them are linked, and the third one is away. */
  | { readonly what: 'meet'; readonly who: Name; readonly whom: Name }
  | { readonly what: 'part' | 'wait' | 'flow' }
  /** Somebody meets the friend for a while; how what they say to each other travels. */
  | { readonly what: 'visit'; readonly who: Writer; readonly how: readonly Passing[] }
  | { readonly what: Passing; readonly who: Name; readonly whom: Name };

class Story {
  readonly world = new ThreePhones();
  readonly written: Record<Writer, string[]> = { ana: [], ben: [] };

  async do(deed: Deed): Promise<void> {
    const { world } = this;
    switch (deed.what) {
      case 'write': {
        const name = `${deed.who} ${this.written[deed.who].length + 1}`;
        // Of long ones two go into one parcel.
        const text = name.padEnd(deed.long ? 16_000 : 0, '.');
        this.written[deed.who].push(text);
        await world.page(deed.who).chats.write(ids[otherOf(deed.who)], text);
        break;
      }
      case 'crash':
        return world.crash(deed.who);
      case 'meet':
        return world.meet(deed.who, deed.whom);
      case 'part':
        for (const a of names) for (const b of names) world.cut(a, b);
        break;
      case 'wait':
        return world.pass(6_000);
      case 'flow':
        return world.quiet();
      case 'visit':
        await world.meet(deed.who, 'cem');
        await world.pass(6_000);
        for (const how of deed.how) {
          const isHis = world.underWay('cem', deed.who).length > 0;
          if (isHis) await this.#carry(how, 'cem', deed.who);
          else await this.#carry(how, deed.who, 'cem');
        }
        break;
      default:
        return this.#carry(deed.what, deed.who, deed.whom);
    }
    await settle();
  }

  async #carry(passing: Passing, from: Name, to: Name): Promise<void> {
    const line = this.world.underWay(from, to);
    const how = this.world.isTrue ? 'pass' : passing;
    const message = how === 'jump' ? line.pop() : how === 'double' ? line[0] : line.shift();
    if (message && how !== 'drop') this.world.say(from, to, message);
    await settle();
  }

  /** From now on nothing is lost any more, and the friend meets both, one after the other. */
  async heal(): Promise<void> {
    const { world } = this;
    for (let turn = 0; turn < 3; turn++) {
      for (const who of ['ana', 'ben'] as const) {
        await world.meet(who, 'cem');
        await world.quiet();
        await world.pass(6_000);
        await world.quiet();
      }
    }
  }
}

const who = fc.constantFrom(...names);
const writer = fc.constantFrom<Writer>('ana', 'ben');
const deeds = (friendOnly: boolean): fc.Arbitrary<Deed> => {
  const line = fc
    .tuple(who, who)
    .filter(([one, other]) => one !== other)
    .filter(([one, other]) => !friendOnly || one === 'cem' || other === 'cem');
  const meet = line.map(([one, other]): Deed => ({ what: 'meet', who: one, whom: other }));
  const write = fc.record({
    ...{ what: fc.constant('write' as const), who: writer, long: fc.boolean() },
  });
  const how = fc.oneof(
    { weight: 20, arbitrary: fc.constant<Passing>('pass') },
    { weight: 1, arbitrary: fc.constantFrom<Passing>('jump', 'double', 'drop') },
  );
  const visit = fc.record({
    ...{ what: fc.constant('visit' as const), who: writer },
    how: fc.array(how, { maxLength: 25, size: 'max' }),
  });
  const carry = fc
    .tuple(fc.constantFrom<Passing>('pass', 'jump', 'double', 'drop'), line)
    .map(([what, [one, other]]): Deed => ({ what, who: one, whom: other }));
  return fc.oneof(
    { weight: 4, arbitrary: write },
    { weight: 8, arbitrary: visit },
    { weight: 3, arbitrary: meet },
    { weight: 5, arbitrary: carry },
    { weight: 4, arbitrary: fc.constantFrom<Deed>({ what: 'wait' }, { what: 'flow' }) },
    { weight: 1, arbitrary: fc.constant<Deed>({ what: 'part' }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('crash' as const), who }) },
  );
};

/** Long ones: little happens in a few deeds. */
const stories = (friendOnly: boolean) =>
  fc.array(deeds(friendOnly), { maxLength: 50, size: 'max' });

describe('what two people write who are never there together', function () {
  this.timeout(120_000);

  for (const [how, friendOnly] of [
    ['who meet a friend only', true],
    ['who sometimes meet, too', false],
  ] as const) {
    it(`comes once and in order, of people ${how}, whatever is lost, doubled or crashes`, async () => {
      let came = 0;
      await fc.assert(
        fc.asyncProperty(stories(friendOnly), async (all) => {
          const story = new Story();
          await story.world.startAll();
          for (const deed of all) await story.do(deed);
          came += story.world.heard('ben', 'ana').length;
          await story.heal();
          for (const name of ['ana', 'ben'] as const) {
            const other = otherOf(name);
            assert.deepEqual(story.world.heard(other, name), story.written[name]);
            assert.equal(story.world.waiting(name, other), 0, 'its sender knows');
          }
          const { ana, ben } = story.world.homes;
          assert.deepEqual(
            ana.history.of(ids.ben).map(({ text }) => text),
            ben.history.of(ids.ana).map(({ text }) => text),
            'in the same order on both sides',
          );
        }),
        { numRuns: 500 },
      );
      assert.isAbove(came, 200, 'much came before all was well');
    });
  }

  it('comes once the friend has it and meets the receiver, though the sender never returns', async () => {
    let carried = 0;
    await fc.assert(
      fc.asyncProperty(stories(true), async (all) => {
        const story = new Story();
        const { world } = story;
        world.isTrue = true;
        await world.startAll();
        for (const deed of all) await story.do(deed);
        const { chats, byFriends } = world.page('ana');
        const left = byFriends.all.value.get(ids.ben)?.left ?? [];
        const got = chats.all.value.get(ids.ben)?.out.got ?? 0;
        let kept = got;
        const next = () => left.find(({ from, upTo }) => from <= kept + 1 && kept < upTo);
        for (let one = next(); one; one = next()) kept = one.upTo;
        await world.meet('cem', 'ben');
        await world.quiet();
        const came = world.heard('ben', 'ana');
        assert.isAtLeast(came.length, kept);
        assert.deepEqual(came, story.written.ana.slice(0, came.length));
        carried += kept - got;
      }),
      { numRuns: 500 },
    );
    assert.isAbove(carried, 100, 'much was with the friend');
  });
});
