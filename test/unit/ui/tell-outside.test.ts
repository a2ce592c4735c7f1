import { expect } from '@esm-bundle/chai';
import { setViewport } from '@web/test-runner-commands';
import { toRecentCall } from '../../../web/calls/call-log.ts';
import type { Call, EndReason } from '../../../web/calls/call.ts';
import { afterFrame } from '../../../web/lib/after-frame.ts';
import { Kept } from '../../../web/lib/kept.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { tellOutside } from '../../../web/ui/tell-outside.ts';
import { FakeOutside } from '../../fakes/fake-outside.ts';
import { fakeServices } from '../../fakes/fake-services.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';
import type { MessageId, StreamId, Told } from '../../../web/links/messages.ts';
import { ada, grace, stranger } from '../../fakes/scenes.ts';
import { until } from './find.ts';

async function begin() {
  const services = await fakeServices(grace);
  await services.contacts.add(ada, 'Ada');
  const outside = new FakeOutside();
  const seenUntil = await Kept.load({
    shelf: new MemoryShelf(),
    key: 'seen-until',
    parse: () => null,
    first: 0,
    report: () => {},
  });
  const stop = await tellOutside(services, outside, seenUntil);
  const { phone, log } = services;
  return {
    ...services,
    outside,
    stop,
    ring(peer: PeerId, change: Partial<Call> = {}): Call {
      const call = someCall('in', peer, {
        direction: 'incoming',
        phase: { kind: 'ringing', path: true },
        ...change,
      });
      phone.put(call);
      return call;
    },
    /** As the phone does it: the call is over, and in the same moment written down. */
    end({ id }: Call, reason: EndReason) {
      phone.end(id, reason);
      void log.add(toRecentCall(phone.calls.value.get(id)!)!);
    },
    titles: () => [...outside.shown.values()].map(({ title }) => title),
  };
}

const settled = () => new Promise<void>((resolve) => afterFrame(resolve));

describe('outside of the page', () => {
  it('a contact who calls is named in title and notification, and missed afterwards', async () => {
    const at = await begin();
    const call = at.ring(ada);
    await settled();
    expect(at.titles()).to.deep.equal(['Ada is calling']);
    expect(at.outside.text).to.equal('Ada is calling – Tincan');
    at.end(call, 'cancelled');
    await settled();
    expect(at.titles()).to.deep.equal(['Missed call from Ada']);
    expect([at.outside.text, at.outside.count]).to.deep.equal(['(1) Tincan', 1]);
    expect(at.unseen.value).to.equal(1);
    at.phone.dismiss(call.id);
    at.system.go('/contacts');
    at.outside.visible.set(true);
    await settled();
    expect(at.outside.text, 'nobody looked at the recents').to.equal('(1) Tincan');
    at.system.go('/recents');
    await settled();
    expect(at.titles()).to.deep.equal([]);
    expect([at.outside.text, at.outside.count]).to.deep.equal(['Tincan', 0]);
  });

  it('who finds this phone busy is told of while nobody sees the page', async () => {
    const at = await begin();
    const busy = { kind: 'ended', reason: 'busy', at: 0, since: null } as const;
    const call = at.ring(ada, { phase: busy });
    at.end(call, 'busy');
    await settled();
    expect(at.titles()).to.deep.equal(['Missed call from Ada']);
  });

  it('who found it busy before everybody’s eyes is not told of once more', async () => {
    const at = await begin();
    at.outside.visible.set(true);
    const busy = { kind: 'ended', reason: 'busy', at: 0, since: null } as const;
    at.system.go('/contacts');
    at.end(at.ring(ada, { phase: busy }), 'busy');
    await settled();
    at.outside.visible.set(false);
    await settled();
    expect(at.titles()).to.deep.equal([]);
    expect(at.unseen.value).to.equal(1);
  });

  it('a missed call counts as seen where the list can be seen', async () => {
    const at = await begin();
    at.outside.visible.set(true);
    at.system.layer.cover('call');
    at.end(at.ring(ada), 'cancelled');
    await settled();
    expect(at.unseen.value, 'a call covers it').to.equal(1);
    await setViewport({ width: 390, height: 844 });
    at.system.go(`/recents/${ada}`);
    at.system.layer.cover(null);
    await settled();
    expect(at.unseen.value, 'a person has its place').to.equal(1);
    await setViewport({ width: 1440, height: 900 });
    at.system.go(`/recents/${stranger}`);
    await settled();
    expect(at.unseen.value, 'the person is beside it').to.equal(0);
  });

  it('a stranger’s claimed name is never the headline', async () => {
    const at = await begin();
    await at.settings.change({ strangersSilent: true });
    at.ring(stranger, { claimedName: 'Ada' });
    await settled();
    const [note] = at.outside.shown.values();
    expect(note).to.include({ title: 'Unknown caller', silent: true });
    expect(note?.body).to.contain('Says: “Ada” (not verified)');
    expect(at.outside.text).to.equal('Unknown caller – Tincan');
  });

  it('what is declined leaves nothing behind', async () => {
    const at = await begin();
    const call = at.ring(ada);
    await settled();
    at.end(call, 'declined');
    await settled();
    expect(at.titles()).to.deep.equal([]);
    expect(at.outside.text).to.equal('Tincan');
  });

  it('only Answer answers; the text of a missed call leads to the recents', async () => {
    const at = await begin();
    const call = at.ring(ada);
    at.system.go('/settings');
    at.outside.notifier?.press('open', call.id);
    expect(at.phone.asked).to.deep.equal([]);
    expect(at.system.hash.value).to.equal('/settings');
    expect(at.outside.notifier?.owns(call.id)).to.equal(true);
    at.outside.notifier?.press('answer', call.id);
    expect(at.phone.asked).to.deep.equal(['answer voice']);
    at.outside.notifier?.press('open', 'gone');
    expect(at.system.hash.value).to.equal('/recents');
  });

  it('is left alone once the phone is closed', async () => {
    const at = await begin();
    at.ring(ada);
    await settled();
    at.stop();
    expect(at.titles()).to.deep.equal([]);
    at.ring(ada, { kind: 'video' });
    await settled();
    expect(at.titles()).to.deep.equal([]);
    expect(at.outside.notifier).to.equal(null);
  });

  it('what a contact wrote is told until somebody reads it', async () => {
    const at = await begin();
    const says = async (n: number, text: string) => {
      const told = {
        kind: 'text',
        id: `${n}`.padStart(22, 'x') as MessageId,
        text,
        reply: null,
        at: null,
      } as const;
      const stream = 's'.repeat(22) as StreamId;
      at.chatLinks.say(ada, { type: 'tell', stream, n, first: 1, told });
      await until(() => at.conversations.value.get(ada)?.in.kept === n);
      await settled();
    };
    await says(1, 'Are you there?');
    expect(at.titles()).to.deep.equal(['Ada']);
    await says(2, 'Hello?');
    const [[key, note] = []] = [...at.outside.shown];
    expect(note?.body).to.equal('Hello?');
    expect([at.outside.text, at.outside.count]).to.deep.equal(['(2) Tincan', 2]);
    expect(at.outside.notifier?.owns(key!)).to.equal(true);
    at.outside.notifier?.press('open', key!);
    expect(at.system.hash.value).to.equal(`/messages/${ada}`);
    at.outside.visible.set(true);
    await settled();
    expect(at.titles(), 'nobody has read it yet').to.deep.equal(['Ada']);
    await new Promise<void>((resolve) =>
      at.chats.use((chats) => void chats.look(ada).then(() => resolve())),
    );
    await settled();
    expect(at.titles()).to.deep.equal([]);
    await says(3, 'Good');
    expect(at.titles(), 'what comes while somebody looks needs no notification').to.deep.equal([]);
    expect(at.outside.count).to.equal(1);
  });

  it('what a contact changes or deletes is no further message', async () => {
    const at = await begin();
    const of = 'x'.repeat(22) as MessageId;
    const tells = async (n: number, told: Told) => {
      const stream = 's'.repeat(22) as StreamId;
      at.chatLinks.say(ada, { type: 'tell', stream, n, first: 1, told });
      await until(() => at.conversations.value.get(ada)?.in.kept === n);
      await settled();
    };
    await tells(1, { kind: 'text', id: of, text: 'At nine', reply: null, at: null });
    await tells(2, { kind: 'edit', of, text: 'At ten' });
    const note = () => [...at.outside.shown.values()][0];
    expect(note()).to.include({ body: 'At ten', unread: 1, hash: `/messages/${ada}` });
    await tells(3, { kind: 'delete', of });
    expect(note()).to.include({ unread: 1 });
  });

  it('offers favourites from the icon of the app, and nobody who is blocked', async () => {
    const { outside, contacts } = await begin();
    expect(outside.offered).to.deep.equal([]);
    await contacts.favour(ada, true);
    await settled();
    expect(outside.offered).to.deep.equal([{ name: 'Ada', hash: `/contacts/${ada}` }]);
    await contacts.block(ada, true);
    await settled();
    expect(outside.offered).to.deep.equal([]);
  });
});
