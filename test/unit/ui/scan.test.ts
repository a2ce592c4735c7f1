import { expect } from '@esm-bundle/chai';
import 'axe-core/axe.min.js';
import type axeType from 'axe-core';
import { someCall } from '../../fakes/fake-phone.ts';
import { fakeServices } from '../../fakes/fake-services.ts';
import { FakeSystem } from '../../fakes/fake-system.ts';
import { ada, grace, stranger } from '../../fakes/scenes.ts';
import { formatPeerId } from '../../../web/identity/peer-id.ts';
import { appears, find, findAll, textOf, until } from './find.ts';
import { mount, phone } from './mount.ts';

const { axe } = window as unknown as { axe: typeof axeType };

const field = () => find('textbox', 'Peer ID') as HTMLInputElement;
const dialogs = () => findAll('dialog', 'Scan QR code');

async function open(set: (services: Awaited<ReturnType<typeof fakeServices>>) => void = () => {}) {
  const services = await fakeServices(grace, new FakeSystem());
  set(services);
  await mount({ kind: 'ready', services }, phone);
  (await appears('button', 'Scan QR code')).click();
  const dialog = await appears('dialog', 'Scan QR code');
  const message = () => textOf(find('status', undefined, dialog));
  return { services, dialog, message };
}

/** Gives the file input of the dialog a picture. */
function choose(dialog: HTMLElement): void {
  const data = new DataTransfer();
  data.items.add(new File(['x'], 'code.png', { type: 'image/png' }));
  const input = dialog.querySelector<HTMLInputElement>('input[type=file]')!;
  input.files = data.files;
  input.dispatchEvent(new Event('change'));
}

describe('scanning', () => {
  it('reads a code before the camera: the ID is ready to dial and nothing dials', async () => {
    const { services, message } = await open();
    const { sight, clock, phone: line } = services;
    await until(() => message().startsWith('Point the camera'));
    expect([sight.open, sight.awake]).to.deep.equal([1, 1]);
    sight.shown = `https://elsewhere.example/app/#${stranger}?name=Bob`;
    clock.pass(200);
    await until(() => field().value === `${formatPeerId(stranger)}@elsewhere.example`);
    await until(() => dialogs().length === 0);
    expect([sight.open, sight.awake]).to.deep.equal([0, 0]);
    expect(line.asked).to.deep.equal([]);
    const described = (field().getRootNode() as ShadowRoot).getElementById('found');
    expect(described?.textContent).to.contain('Bob');
    await until(() => (field().getRootNode() as ShadowRoot).activeElement?.matches('.main'));
    find('button', 'Voice call').click();
    expect(line.asked).to.deep.equal([`dial ${stranger} voice at elsewhere.example`]);
  });

  for (const [what, text] of [
    ['a web+tincan address', `web+tincan:${stranger}`],
    ['a bare ID as it is written', formatPeerId(stranger)],
  ]) {
    it(`takes ${what}`, async () => {
      const { services, message } = await open();
      await until(() => message().startsWith('Point the camera'));
      services.sight.shown = text!;
      services.clock.pass(200);
      await until(() => field().value === formatPeerId(stranger));
      expect(services.phone.asked).to.deep.equal([]);
    });
  }

  it('goes on after one’s own code and after others, and says what they are', async () => {
    const { services, message } = await open(({ sight }) => (sight.shown = grace));
    const { sight, clock } = services;
    await until(() => message().includes('your own code'));
    sight.shown = 'https://example.com/menu';
    clock.pass(200);
    await until(() => message().includes('not from Tincan'));
    sight.shown = stranger;
    clock.pass(200);
    await until(() => field().value === formatPeerId(stranger));
  });

  for (const [problem, advice] of [
    ['denied', 'Allow it beside the address'],
    ['denied-by-system', 'privacy settings of the device'],
    ['dismissed', 'choose “Allow”'],
    ['in-use', 'Close that app'],
    ['missing', 'No camera was found'],
    ['insecure', 'https address'],
    ['unknown', 'did not start'],
  ] as const) {
    it(`without a camera (${problem}) says why and reads a picture`, async () => {
      const { services, dialog, message } = await open(({ sight }) => (sight.problem = problem));
      await until(() => message().includes(advice));
      expect(message()).to.match(/picture/);
      services.sight.inPicture = { text: stranger };
      choose(dialog);
      await until(() => field().value === formatPeerId(stranger));
    });
  }

  it('says what is wrong with a picture, and goes on', async () => {
    const { services, dialog, message } = await open();
    services.sight.inPicture = 'unreadable';
    choose(dialog);
    await until(() => message().includes('not a picture'));
    services.sight.inPicture = 'huge';
    choose(dialog);
    await until(() => message().includes('too large'));
    services.sight.inPicture = { text: null };
    choose(dialog);
    await until(() => message().includes('No QR code'));
    expect(services.sight.open).to.equal(1);
  });

  it('takes what is pasted and dropped, pictures and texts', async () => {
    const { services, dialog, message } = await open();
    const asUsers = { bubbles: true, cancelable: true, composed: true };
    const paste = (data: DataTransfer) =>
      dialog.dispatchEvent(new ClipboardEvent('paste', { ...asUsers, clipboardData: data }));
    const text = new DataTransfer();
    text.setData('text/plain', 'hello');
    paste(text);
    await until(() => message().includes('no Tincan link'));
    const picture = new DataTransfer();
    picture.items.add(new File(['x'], 'code.png', { type: 'image/png' }));
    services.sight.inPicture = { text: stranger };
    dialog.dispatchEvent(new DragEvent('drop', { ...asUsers, dataTransfer: picture }));
    await until(() => field().value === formatPeerId(stranger));
  });

  it('has a light where the camera has one', async () => {
    const { services } = await open(({ sight }) => (sight.hasLight = true));
    const light = await appears('button', 'Torch');
    light.click();
    await until(() => light.getAttribute('aria-pressed') === 'true');
    expect(services.sight.lit).to.equal(true);
  });

  it('closes the camera with the dialog, and when somebody rings', async () => {
    const { services, dialog } = await open();
    await until(() => services.sight.open === 1);
    find('button', 'Close', dialog).click();
    await until(() => services.sight.open === 0);
    (await appears('button', 'Scan QR code')).click();
    await until(() => services.sight.open === 1);
    services.phone.put(
      someCall('in', ada, {
        direction: 'incoming',
        offers: false,
        phase: { kind: 'ringing', path: true },
      }),
    );
    await until(() => services.sight.open === 0 && dialogs().length === 0);
    await appears('alertdialog', 'Incoming call');
  });

  it('closes a camera that opens after the dialog was closed', async () => {
    let give = () => {};
    const { services, dialog } = await open(({ sight }) => {
      const openCamera = sight.openCamera.bind(sight);
      sight.openCamera = async () => {
        await new Promise<void>((resolve) => (give = resolve));
        return openCamera();
      };
    });
    find('button', 'Close', dialog).click();
    await until(() => dialogs().length === 0);
    give();
    await until(() => services.sight.opened === 1 && services.sight.open === 0);
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`has nothing that axe finds wrong, ${theme}`, async () => {
      const { services, message } = await open(({ sight, settings }) => {
        sight.hasLight = true;
        sight.shown = grace;
        void settings.change({ theme });
      });
      await until(() => message().includes('your own code'));
      expect(await wrong()).to.deep.equal([]);
      find('button', 'Close', dialogs()[0]).click();
      await until(() => services.sight.open === 0);
      services.system.language = 'en';
      find('button', 'Show QR code').click();
      await appears('dialog', 'Scan to call me');
      expect(await wrong()).to.deep.equal([]);
    });
  }
});

async function wrong(): Promise<string[]> {
  const { violations } = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe('the QR code', () => {
  it('stands over name and ID, keeps the screen lit, and is shared as a picture', async () => {
    const services = await fakeServices(grace, new FakeSystem({ shares: true }));
    await mount({ kind: 'ready', services }, phone);
    (await appears('button', 'Show QR code')).click();
    const dialog = await appears('dialog', 'Scan to call me');
    expect(textOf(dialog)).to.contain('Grace Hopper').and.to.contain(formatPeerId(grace));
    const code = dialog.querySelector('svg.code')!;
    expect(code.getBoundingClientRect().width).to.be.above(300);
    expect(getComputedStyle(code).backgroundColor).to.equal('rgb(255, 255, 255)');
    expect(services.sight.awake).to.equal(1);
    find('button', 'Share picture', dialog).click();
    await until(() => services.system.pictures.length === 1);
    const bitmap = await createImageBitmap(services.system.pictures[0]!);
    expect(bitmap.width).to.equal(1024);
    find('button', 'Save picture', dialog);
    find('button', 'Close', dialog).click();
    await until(() => services.sight.awake === 0);
  });
});
