import { expect } from '@esm-bundle/chai';
import type { Host } from '../../../web/identity/host.ts';
import { formatPeerId } from '../../../web/identity/peer-id.ts';
import { fakeServices } from '../../fakes/fake-services.ts';
import { FakeSystem } from '../../fakes/fake-system.ts';
import { ada, grace, stageOf, stranger } from '../../fakes/scenes.ts';
import { deep } from './deep.ts';
import { appears, drawn, enter, find, findAll, textOf, type, until } from './find.ts';
import { mount, phone } from './mount.ts';

const field = () => find('textbox', 'Peer ID') as HTMLInputElement;

async function open(hash = '', size?: typeof phone) {
  const services = await fakeServices(grace, new FakeSystem({ hash }));
  await services.contacts.add(ada, 'Ada Lovelace');
  await mount({ kind: 'ready', services }, size);
  await appears('textbox', 'Peer ID');
  return services;
}

/** What the field is described by: where a problem is told. */
function told(): string {
  const id = field().getAttribute('aria-describedby') ?? '';
  const root = field().getRootNode() as ShadowRoot;
  return textOf(root.getElementById(id) ?? document.createTextNode(''));
}

describe('dialling', () => {
  it('takes an ID in any spelling, as voice or video', async () => {
    const { phone } = await open();
    type(field(), ' 7k2m q9xr-4t6b 8wzp 3hdh ');
    find('button', 'Video call').click();
    expect(phone.asked).to.deep.equal([`dial ${stranger} video`]);
  });

  it('takes a link that is pasted, and Enter', async () => {
    const { phone } = await open();
    type(field(), `https://elsewhere.example/#${stranger}?name=Bob`);
    enter(field());
    expect(phone.asked).to.deep.equal([`dial ${stranger} voice at elsewhere.example`]);
  });

  for (const text of [`https://tin.example/#${stranger}`, `${stranger}@TIN.example`]) {
    it(`takes its own server for no other one: ${text}`, async () => {
      const { phone } = await open();
      type(field(), text);
      enter(field());
      expect(phone.asked).to.deep.equal([`dial ${stranger} voice`]);
    });
  }

  it('is ready to dial whom a link names each time it is opened', async () => {
    const { phone, system } = await open(`${stranger}?name=Bob`);
    await until(() => field().value !== '');
    find('button', 'Voice call').click();
    await until(() => field().value === '');
    system.hash.set(`${stranger}?name=Bob`);
    await until(() => field().value !== '');
    expect(phone.asked).to.have.length(1);
  });

  it('shows the call to whom a link names, on a phone as well', async () => {
    const { system } = await open(`${stranger}?name=Bob`, phone);
    await until(() => field().value !== '');
    find('button', 'Voice call').click();
    await until(() => system.hash.value === '/recents');
    await appears('button', 'Hang up');
    await drawn();
    expect(findAll('region', 'Call'), 'it was not left').to.have.length(1);
  });

  it('calls nobody who is blocked, and says why', async () => {
    const { phone, contacts } = await open();
    await contacts.block(ada, true, 'Ada Lovelace');
    type(field(), ada);
    enter(field());
    await until(() => told().includes('You have blocked this person'));
    expect(phone.asked).to.deep.equal([]);
  });

  it('knows a contact of the own server, who belonged to it before this phone did', async () => {
    const { phone, contacts } = await open();
    await contacts.add(ada, 'Ada Lovelace', 'tin.example' as Host);
    type(field(), ada);
    enter(field());
    expect(phone.asked).to.deep.equal([`dial ${ada} voice`]);
  });

  it('takes a contact for one of the own server again where they are called by its name', async () => {
    const { phone, contacts } = await open();
    await contacts.add(ada, 'Ada Lovelace', 'can.example' as Host);
    type(field(), `${ada}@tin.example`);
    enter(field());
    expect(phone.asked).to.deep.equal([`dial ${ada} voice`]);
    await until(() => contacts.all.value.get(ada)?.home === null);
  });

  it('knows to which server a contact belongs', async () => {
    const { phone, contacts } = await open();
    await contacts.add(ada, 'Ada Lovelace', 'can.example:9000' as Host);
    type(field(), 'ada');
    enter(field());
    await until(() => field().value === `${formatPeerId(ada)}@can.example:9000`);
    type(field(), ada);
    enter(field());
    expect(phone.asked).to.deep.equal([`dial ${ada} voice at can.example:9000`]);
  });

  it('adds somebody with the server they belong to', async () => {
    const { contacts } = await open();
    type(field(), `${stranger}@can.example`);
    find('button', 'Add contact').click();
    await until(() => contacts.all.value.get(stranger)?.home === ('can.example' as Host));
  });

  for (const [what, text, words] of [
    ['an empty field', '', /paste an ID/],
    ['a wrong check symbol', '7K2M-Q9XR-4T6B-8WZP-3HD5', /typing mistake/],
    ['a server that is none', `${stranger}@can.example/x`, /Behind the @ belongs a server/],
    ['an ID too short', '7K2M-Q9XR', /20 letters/],
    ['one’s own ID', formatPeerId(grace), /your own/],
  ] as const) {
    it(`tells ${what} at the field and dials nothing`, async () => {
      const { phone } = await open();
      type(field(), text);
      for (const action of ['Voice call', 'Video call', 'Add contact']) {
        find('button', action).click();
        await until(() => field().getAttribute('aria-invalid') === 'true');
        expect(told()).to.match(words);
        expect(textOf(find('alert')), 'it is heard').to.equal(told());
        expect((field().getRootNode() as ShadowRoot).activeElement).to.equal(field());
      }
      expect(phone.asked).to.deep.equal([]);
      type(field(), 'x');
      await until(() => field().getAttribute('aria-invalid') === null);
    });
  }

  it('finds contacts by name and dials only when told to', async () => {
    const { phone } = await open();
    type(field(), 'lovel');
    const list = await appears('list', 'Suggestions');
    find('button', 'Ada Lovelace', list).click();
    await until(() => field().value === formatPeerId(ada));
    expect(phone.asked).to.deep.equal([]);
    find('button', 'Voice call').click();
    expect(phone.asked).to.deep.equal([`dial ${ada} voice`]);
  });

  it('takes the only one who is found by a name, and the only one who is called just that', async () => {
    const { phone, contacts, system } = await open();
    type(field(), 'lovel');
    find('button', 'Video call').click();
    expect(phone.asked).to.deep.equal([`dial ${ada} video`]);
    for (const call of phone.calls.value.values()) phone.dismiss(call.id);
    await contacts.add(stranger, 'Ada');
    type(field(), 'áda');
    find('button', 'Voice call').click();
    expect(phone.asked.at(-1)).to.equal(`dial ${stranger} voice`);
    for (const call of phone.calls.value.values()) phone.dismiss(call.id);
    type(field(), 'lovelace');
    find('button', 'Message', deep('tin-dial')).click();
    expect(system.hash.value).to.equal(`/messages/${ada}`);
  });

  it('takes by Enter whom the buttons take, and nobody by marks alone', async () => {
    const { phone, contacts } = await open();
    await contacts.add(stranger, 'Ada');
    type(field(), 'ada');
    field().closest('form')!.requestSubmit();
    await until(() => field().value === formatPeerId(stranger));
    for (const { id } of contacts.all.value.values()) if (id !== ada) await contacts.remove(id);
    type(field(), '#');
    find('button', 'Voice call').click();
    await until(() => field().getAttribute('aria-invalid') === 'true');
    expect(phone.asked).to.deep.equal([]);
  });

  it('asks which of several who are called alike', async () => {
    const { phone, contacts } = await open();
    await contacts.add(stranger, 'Ada Lovelace');
    for (const text of ['ad', 'Ada Lovelace']) {
      type(field(), text);
      find('button', 'Voice call').click();
      await until(() => told().includes('Choose somebody from the list'));
    }
    expect(phone.asked).to.deep.equal([]);
  });

  it('says so during a call instead of doing nothing', async () => {
    const { phone } = await open();
    phone.dial(ada, 'voice');
    type(field(), stranger);
    find('button', 'Voice call').click();
    await until(() => /in a call/.test(told()));
  });

  it('on a phone shows its actions as soon as there is something to dial', async () => {
    await open('', phone);
    expect(findAll('button', 'Voice call')).to.have.length(0);
    type(field(), 'a');
    await appears('button', 'Voice call');
  });
});

describe('a link with an ID', () => {
  it('is ready to dial, and dials nothing by itself', async () => {
    const { phone } = await open(`${stranger}?name=Bob`);
    expect(field().value).to.equal(formatPeerId(stranger));
    expect(told()).to.contain('Bob');
    expect(phone.asked).to.deep.equal([]);
  });

  it('works when it comes later, and lets go of the field', async () => {
    const { system, phone } = await open();
    system.hash.set(stranger);
    await until(() => field().value === formatPeerId(stranger));
    type(field(), 'ada');
    phone.dial(ada, 'voice');
    await appears('region', 'Call');
    expect(field().value).to.equal('ada');
  });

  it('offers its name for adding', async () => {
    const { contacts } = await open(`${stranger}?name=Bob`);
    find('button', 'Add contact').click();
    const name = await appears('textbox', 'Contact name');
    expect(contacts.all.value.get(stranger)?.name).to.equal('Bob');
    type(name, 'Robert');
    find('button', 'Save').click();
    await until(() => contacts.all.value.get(stranger)?.name === 'Robert');
  });

  it('takes back an addition', async () => {
    const { contacts } = await open(stranger);
    find('button', 'Add contact').click();
    (await appears('button', 'Undo')).click();
    await until(() => !contacts.all.value.has(stranger));
  });
});

describe('one’s own ID', () => {
  it('is shown as it is written, and copied as a link', async () => {
    const { system } = await open();
    expect(find('status', 'Your ID').textContent).to.equal(formatPeerId(grace));
    find('button', 'Copy link').click();
    await until(() => system.copied[0] === `https://tin.example/#${grace}?name=Grace%20Hopper`);
    expect(findAll('button', 'Share')).to.have.length(0);
  });

  it('is shared where the system can', async () => {
    const { services } = await stageOf('recents');
    await mount({ kind: 'ready', services });
    (await appears('button', 'Share')).click();
    expect(services.system.shared[0]).to.contain(grace);
  });

  it('is a QR code that gives way to a call', async () => {
    const { phone } = await open();
    find('button', 'Show QR code').click();
    const dialog = await appears('dialog', 'Scan to call me');
    await until(() => dialog.querySelector('svg[role=img] path'));
    const { services } = await stageOf('incoming');
    for (const call of services.phone.calls.value.values()) phone.put(call);
    await until(() => findAll('dialog').length === 0);
    await appears('alertdialog', 'Incoming call');
  });
});
