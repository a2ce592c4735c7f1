import { expect } from '@esm-bundle/chai';
import { fakeServices } from '../../fakes/fake-services.ts';
import { FakeSystem } from '../../fakes/fake-system.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada, grace, stranger } from '../../fakes/scenes.ts';
import { sight } from '../../../web/platform/sight.ts';
import { appears, find, findAll, textOf, until } from './find.ts';
import { mount } from './mount.ts';

async function png(): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = 500;
  canvas.height = 400;
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = '#c00';
  pen.fillRect(0, 0, 500, 400);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  return new File([blob!], 'me.png', { type: 'image/png' });
}

async function open(hash = '/settings') {
  const services = await fakeServices(grace, new FakeSystem({ hash }));
  // The real one: what it makes has to pass the settings’ parser.
  services.sight.makePortrait = sight.makePortrait;
  await mount({ kind: 'ready', services });
  return services;
}

async function choose(file: File): Promise<void> {
  const group = await appears('group', 'Your picture');
  const data = new DataTransfer();
  data.items.add(file);
  const input = group.querySelector<HTMLInputElement>('input[type=file]')!;
  input.files = data.files;
  input.dispatchEvent(new Event('change'));
}

/** The avatars on the screen that show a picture. */
function shown(within: Node = document): string[] {
  const found: string[] = [];
  const walk = (node: Node): void => {
    if (node instanceof HTMLImageElement) found.push(node.src);
    const inside = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
    inside.childNodes.forEach(walk);
  };
  walk(within);
  return found;
}

describe('one’s own picture', () => {
  it('is made small, kept, shown at once, removed and brought back', async () => {
    const { settings } = await open();
    await choose(await png());
    const picture = await until(() => settings.all.value.picture);
    expect(picture).to.match(/^data:image\/jpeg;base64,/);
    await until(() => shown()[0] === picture);
    find('button', 'Remove picture').click();
    await until(() => settings.all.value.picture === null && shown().length === 0);
    findAll('button', 'Undo').at(-1)!.click();
    await until(() => settings.all.value.picture === picture && shown().length === 1);
  });

  it('stays as it was where a file is no picture, which is told', async () => {
    const { settings } = await open();
    await choose(await png());
    const picture = await until(() => settings.all.value.picture);
    await choose(new File(['no'], 'me.png', { type: 'image/png' }));
    const alert = await appears('alert');
    expect(textOf(alert)).to.contain('not a picture');
    expect(settings.all.value.picture).to.equal(picture);
    find('button', 'Choose a picture');
  });
});

describe('the picture of a contact', () => {
  const face = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';

  it('is in lists, on their page, when they call and in the call', async () => {
    const canvas = document.createElement('canvas');
    const picture = canvas.toDataURL('image/png');
    const { contacts, phone, system } = await open('/contacts');
    await contacts.add(ada, 'Ada');
    await contacts.picture(ada, picture);
    await until(() => shown(find('list', 'Contacts')).length === 1);
    system.go(`/contacts/${ada}`);
    await until(() => shown().length === 2);
    const call = someCall('in', ada, {
      direction: 'incoming',
      offers: false,
      phase: { kind: 'ringing', path: true },
    });
    phone.put(call);
    const ringing = await appears('alertdialog', 'Incoming call');
    expect(shown(ringing)).to.deep.equal([picture]);
    phone.answer(call.id, 'voice');
    await until(() => shown(find('region', 'Call')).length === 1);
    await contacts.remove(ada);
    await until(() => shown().length === 0);
  });

  it('gives way to the initials where it can’t be decoded', async () => {
    const { contacts } = await open('/contacts');
    await contacts.add(stranger, 'Bob Moog');
    await contacts.picture(stranger, face);
    await until(() => shown().length === 0);
    const row = find('list', 'Contacts');
    await until(() => row.querySelector('tin-avatar')?.shadowRoot?.textContent?.includes('BM'));
  });
});

describe('somebody added after a call', () => {
  for (const direction of ['incoming', 'outgoing'] as const) {
    it(`(${direction}) is kept by one tap under the name they claim, and undone by another`, async () => {
      const { contacts, phone } = await open('/recents');
      phone.put(
        someCall('over', stranger, {
          direction,
          claimedName: 'Bob',
          phase: { kind: 'ended', reason: 'hung-up', at: 1_800_000_000_000, since: 1 },
        }),
      );
      const region = await appears('region', 'Call');
      find('button', 'Add contact', region).click();
      await until(() => contacts.all.value.get(stranger)?.name === 'Bob');
      await until(() => findAll('status').some((one) => textOf(one).includes('“Bob” was added')));
      find('button', 'Undo').click();
      await until(() => !contacts.all.value.has(stranger));
    });
  }
});
