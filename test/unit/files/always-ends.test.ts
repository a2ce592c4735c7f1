import { assert } from '@esm-bundle/chai';
import * as fc from 'fast-check';
import { parseFrame } from '../../../web/files/frame.ts';
import { pieceSize } from '../../../web/links/pieces.ts';
import type { MessageId } from '../../../web/links/messages.ts';
import type { FakeFile } from '../../fakes/fake-file.ts';
import { names, otherOf, World, type Name } from './world.ts';

/** What may happen while files travel. */
type Deed =
  | {
      readonly what: 'pass';
      readonly who: Name;
      readonly way: 'said' | 'bytes';
      readonly n: number;
    }
  | { readonly what: 'crash' | 'fill' | 'empty'; readonly who: Name }
  | { readonly what: 'pause' | 'resume'; readonly who: Name; readonly which: number }
  | { readonly what: 'link' | 'cut' | 'wait' | 'quiet' | 'spoil' };

const who = fc.constantFrom<Name>('ana', 'ben');
const which = fc.nat({ max: 1 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      what: fc.constant('pass' as const),
      who,
      way: fc.constantFrom('said' as const, 'bytes' as const),
      n: fc.integer({ min: 1, max: 24 }),
    }),
  },
  { weight: 4, arbitrary: fc.constantFrom({ what: 'link' } as const, { what: 'quiet' } as const) },
  { weight: 1, arbitrary: fc.constantFrom({ what: 'cut' } as const, { what: 'wait' } as const) },
  { weight: 1, arbitrary: fc.constant({ what: 'spoil' } as const) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('crash' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constantFrom('fill' as const, 'empty' as const), who }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constantFrom('pause' as const, 'resume' as const),
      who,
      which,
    }),
  },
);

/** Both send one to the other. */
class Exchange {
  readonly #world: World;
  readonly #sent: (readonly [from: Name, id: MessageId, file: FakeFile])[] = [];
  /** So many pieces come spoilt. */
  #spoils = 0;

  constructor(world: World) {
    this.#world = world;
    world.line.onBytes = (_, bytes) => {
      const frame = parseFrame(bytes.slice().buffer);
      if (frame && frame.offset === 0 && this.#spoils > 0) {
        this.#spoils--;
        bytes[25] = (bytes[25] ?? 0) ^ 1;
      }
      return bytes;
    };
  }

  async begin(): Promise<void> {
    const world = this.#world;
    for (const [i, name] of names.entries()) {
      const file = world.file(i * pieceSize + 200_007, i);
      const id = await world.send(name, file);
      await world.accept(otherOf(name), id);
      this.#sent.push([name, id, file]);
    }
  }

  async do(deed: Deed): Promise<void> {
    const world = this.#world;
    switch (deed.what) {
      case 'pass':
        for (let i = 0; i < deed.n; i++) world.pass(deed.who, deed.way);
        return;
      case 'crash':
        return world.open(deed.who);
      case 'fill': {
        // Perhaps a piece fits.
        const { platter } = world.devices[deed.who];
        platter.capacity = platter.used + pieceSize / 2;
        return;
      }
      case 'empty':
        world.devices[deed.who].platter.capacity = Infinity;
        return;
      case 'pause':
      case 'resume':
        void world.transfers(deed.who)[deed.what](this.#sent[deed.which]?.[1] as MessageId);
        return;
      case 'link':
        return world.line.link();
      case 'cut':
        return world.line.cut();
      case 'wait':
        world.clock.pass(8_000);
        return;
      case 'quiet':
        return world.bustle.quiet();
      case 'spoil':
        this.#spoils = 1;
    }
  }

  /** Nothing is in the way any more. */
  async end(): Promise<void> {
    const world = this.#world;
    this.#spoils = 0;
    for (const name of names) world.devices[name].platter.capacity = Infinity;
    await world.bustle.quiet();
    for (const [, id] of this.#sent) {
      for (const name of names) {
        const shown = world.shown(name, id);
        if (shown?.isPaused || shown?.trouble) await world.transfers(name).resume(id);
      }
    }
    await world.heal();
    for (const [from, id, file] of this.#sent) await world.assertCame(otherOf(from), id, file);
  }
}

describe('files on their way', function () {
  this.timeout(280_000);

  it('come as they are, whatever is cut, paused, spoilt, full or crashes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 30 }), async (deeds) => {
        const world = await World.start();
        const exchange = new Exchange(world);
        await exchange.begin();
        for (const each of deeds) await exchange.do(each);
        await exchange.end();
        assert.deepEqual(
          names.flatMap((name) => [...(world.links(name).wanted.get('files') ?? [])]),
          [],
          'nobody is dialled for nothing',
        );
      }),
      { numRuns: 100 },
    );
  });
});
