import { expect } from '@esm-bundle/chai';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { Late } from '../../../web/lib/late.ts';
import type { Content } from '../../../web/links/letter.ts';
import { newCallId } from '../../../web/links/messages.ts';
import type { Post } from '../../../web/links/post.ts';
import { PostGate } from '../../../web/links/post-gate.ts';
import { ana } from '../../fakes/fake-house.ts';
import { envelopeOf, PlainPost } from '../../fakes/plain-post.ts';

const end = (): Content => ({ type: 'end', call: newCallId() });
const soon = () => new Promise((resolve) => setTimeout(resolve));

describe('the post before it is loaded', () => {
  it('keeps what comes, in its order', async () => {
    let arrive = (_: Post) => {};
    const post = new Late(
      new FakeClock(),
      () => new Promise<Post>((resolve) => (arrive = resolve)),
      () => {},
    );
    const gate = new PostGate(post);
    const read: Content[] = [];
    const contents = [end(), end(), end()];
    for (const content of contents) {
      gate.receive(ana, envelopeOf(content), 'broker', (one) => read.push(one));
    }
    await soon();
    expect(read).to.deep.equal([]);
    arrive(new PlainPost());
    await soon();
    expect(read).to.deep.equal(contents);
    gate.receive(ana, envelopeOf(contents[0]), 'broker', (one) => read.push(one));
    expect(read, 'and then nobody waits').to.have.length(4);
  });

  it('is asked for again after it did not come', async () => {
    const reports: string[] = [];
    let tries = 0;
    const load = () =>
      ++tries <= 2 ? Promise.reject(new Error('no network')) : Promise.resolve(new PlainPost());
    const clock = new FakeClock();
    const gate = new PostGate(new Late<Post>(clock, load, () => reports.push('did not load')));
    const read: Content[] = [];
    gate.receive(ana, envelopeOf(end()), 'broker', (one) => read.push(one));
    await soon();
    clock.pass(1_000);
    await soon();
    expect([read.length, reports]).to.deep.equal([0, ['did not load']]);
    gate.receive(ana, envelopeOf(end()), 'broker', (one) => read.push(one));
    await soon();
    expect(read).to.have.length(1);
  });
});
