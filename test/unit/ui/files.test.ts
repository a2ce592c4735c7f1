import { expect } from '@esm-bundle/chai';
import { calm, type Shown } from '../../../web/files/transfer.ts';
import { pieceSize } from '../../../web/links/pieces.ts';
import type { MessageId, StreamId, Told } from '../../../web/links/messages.ts';
import type { Chats } from '../../../web/messages/chats.ts';
import type { System } from '../../../web/lib/system.ts';
import type { MessageFile } from '../../../web/messages/message.ts';
import type { FilePreview } from '../../../web/ui/file-preview.ts';
import type { FileDeed } from '../../../web/ui/file-row.ts';
import { AttachEvent } from '../../../web/ui/message-field.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada, stageOf } from '../../fakes/scenes.ts';
import { colours, inColours, violations } from './axe.ts';
import { appears, drawn, find, findAll, textOf, until } from './find.ts';
import { desktop, mount, phone } from './mount.ts';

const id = 'f'.repeat(22) as MessageId;
const some: MessageFile = {
  ...{ name: 'notes.bin', size: 10_485_760, piece: pieceSize },
  ...{ media: '', root: 'r'.repeat(43), voice: null },
  settled: null,
};

interface Given {
  readonly file?: Partial<MessageFile>;
  readonly transfer?: Partial<Shown> | null;
  readonly mine?: boolean;
  readonly isThere?: boolean;
  readonly isApart?: boolean;
  readonly content?: Blob;
}

let deeds: FileDeed[] = [];

/** The row of a file alone on the page. */
async function row(given: Given) {
  const { file, transfer = {}, mine = false, isThere = true, isApart = false, content } = given;
  document.querySelector('main')?.remove();
  deeds = [];
  const main = document.createElement('main');
  const heading = document.createElement('h1');
  heading.textContent = 'Files';
  const element = document.createElement('tin-file-row');
  const offer = { ...some, ...file };
  const still = {
    ...{ isAccepted: true, isDone: false, isPaused: false, pieces: 0, handle: null },
    ...calm,
  };
  Object.assign(element, {
    ...{ file: offer, mine, isThere, isApart, name: 'Ada' },
    transfer: transfer && { ...{ peer: ada, id, mine, file: offer }, ...still, ...transfer },
    open: () => Promise.resolve(content ? new File([content], 'claimed', content) : null),
  });
  element.addEventListener('tin-file-deed', ({ deed }) => deeds.push(deed));
  main.append(heading, element);
  document.body.append(main);
  await element.updateComplete;
  return element;
}

const group = (name = some.name) => find('group', name);
const buttons = () => findAll('button', undefined, group()).map(textOf);
/** Its words without those of its buttons. */
const saidBy = (element: HTMLElement) =>
  buttons().reduceRight(
    (text, name) => text.slice(0, text.lastIndexOf(name)).trim(),
    textOf(element),
  );
const half = { pieces: 5 };

/** What it is, what is given, its words, its buttons, and how far its bar is, if it has one. */
const states: readonly (readonly [string, Given, RegExp, readonly string[], number?])[] = [
  ['offered to one', { transfer: null }, /^notes.bin 10(\.\d)? MB$/, ['Accept', 'Decline']],
  ['accepted just now', {}, /0 bytes of 10.5 MB$/, ['Pause', 'Cancel'], 0],
  [
    'coming',
    { transfer: { ...half, rate: 1_048_576 } },
    /5.24 MB of 10.5 MB · 1.05 MB per second · 5 sec left$/,
    ['Pause', 'Cancel'],
    0.5,
  ],
  [
    'coming from somebody who is away',
    { transfer: half, isThere: false },
    /Waiting for Ada: it goes on when both are there/,
    ['Pause', 'Cancel'],
    0.5,
  ],
  [
    'coming from somebody who is blocked since',
    { transfer: half, isThere: false, isApart: true },
    /5.24 MB of 10.5 MB$/,
    ['Pause', 'Cancel'],
    0.5,
  ],
  [
    'offered by one to somebody who is blocked since',
    { mine: true, transfer: { isAccepted: false }, isThere: false, isApart: true },
    /^notes.bin 10(\.\d)? MB$/,
    ['Cancel'],
  ],
  ['paused', { transfer: { ...half, isPaused: true } }, /Paused$/, ['Resume', 'Cancel'], 0.5],
  [
    'paused by the other side',
    { transfer: { ...half, isPausedThere: true } },
    /Paused by Ada/,
    ['Cancel'],
    0.5,
  ],
  [
    'paused by both sides',
    { transfer: { ...half, isPaused: true, isPausedThere: true } },
    /Paused$/,
    ['Resume', 'Cancel'],
    0.5,
  ],
  [
    'paused by the other side, which went away',
    { transfer: { ...half, isPausedThere: true }, isThere: false },
    /Waiting for Ada: it goes on when both are there/,
    ['Pause', 'Cancel'],
    0.5,
  ],
  ['arrived', { transfer: { isDone: true }, file: { settled: 'received' } }, /MB$/, ['Save']],
  ['gone', { transfer: null, file: { settled: 'received' } }, /Not on this device any more/, []],
  ['declined', { transfer: null, file: { settled: 'declined' } }, /Declined/, []],
  ['cancelled', { transfer: null, file: { settled: 'cancelled' } }, /Cancelled/, []],
  [
    'without room',
    { transfer: { ...half, trouble: 'full' } },
    /Not enough room on this device/,
    ['Resume', 'Cancel'],
    0.5,
  ],
  [
    'not what was offered',
    { transfer: { ...half, trouble: 'wrong' } },
    /not the file that was offered/,
    ['Resume', 'Cancel'],
    0.5,
  ],
  [
    'that the browser does not keep',
    { transfer: { ...half, trouble: 'refused' } },
    /This browser lets Tincan keep no files here/,
    ['Resume', 'Cancel'],
    0.5,
  ],
  [
    'that the browser has cleared away',
    { transfer: { ...half, trouble: 'cleared' } },
    /Close the browser, open Tincan again, and it comes once more/,
    ['Resume', 'Cancel'],
    0.5,
  ],
  [
    'that its sender can’t read',
    { transfer: { ...half, trouble: 'lacking' } },
    /Ada can’t read the file now/,
    ['Cancel'],
    0.5,
  ],
  [
    'of which nothing more comes',
    { transfer: { ...half, isSilent: true } },
    /5.24 MB of 10.5 MB Nothing more is coming from Ada/,
    ['Cancel'],
    0.5,
  ],
  [
    'offered by one',
    { mine: true, transfer: { isAccepted: false } },
    /Waiting for Ada to accept/,
    ['Cancel'],
  ],
  ['going', { mine: true, transfer: half }, /5.24 MB of 10.5 MB$/, ['Pause', 'Cancel'], 0.5],
  [
    'paused by its sender',
    { mine: true, transfer: { ...half, isPaused: true } },
    /Paused$/,
    ['Resume', 'Cancel'],
    0.5,
  ],
  [
    'that can’t be read here',
    { mine: true, transfer: { ...half, trouble: 'lacking' } },
    /The file can’t be read any more/,
    ['Choose the file again', 'Cancel'],
    0.5,
  ],
  [
    'that was changed here',
    { mine: true, transfer: { ...half, trouble: 'changed' } },
    /5.24 MB of 10.5 MB The file was changed after it was offered. Cancel it and send it again/,
    ['Choose the file again', 'Cancel'],
    0.5,
  ],
  [
    'that the other side has',
    { mine: true, transfer: { isDone: true }, file: { settled: 'received' } },
    /Arrived/,
    [],
  ],
];

describe('the row of a file', () => {
  for (const [what, given, words, names, far] of states) {
    it(`${what} says so, and offers what can be done`, async () => {
      await row(given);
      expect(saidBy(group())).to.match(words);
      expect(buttons()).to.deep.equal(names);
      const bars = findAll('progressbar', undefined, group());
      expect(bars).to.have.length(far === undefined ? 0 : 1);
      const [bar] = bars;
      if (bar instanceof HTMLProgressElement) expect(bar.position).to.be.closeTo(far ?? 0, 0.01);
    });
  }

  it('tells what is pressed', async () => {
    const press = (name: string) => find('button', name, group()).click();
    await row({ transfer: null });
    press('Accept');
    press('Decline');
    expect(deeds).to.deep.equal([{ kind: 'accept' }, { kind: 'decline' }]);
    await row({ transfer: half });
    press('Pause');
    press('Cancel');
    expect(deeds).to.deep.equal([{ kind: 'pause' }, { kind: 'cancel' }]);
    await row({ transfer: { ...half, isPaused: true } });
    press('Resume');
    await row({ transfer: { isDone: true } });
    press('Save');
    expect(deeds).to.deep.equal([{ kind: 'save' }]);
    await row({ mine: true, transfer: { ...half, trouble: 'lacking', handle: 'handle' } });
    press('Choose the file again');
    expect(deeds).to.deep.equal([{ kind: 'reopen' }]);
  });

  for (const trouble of ['lacking', 'changed'] as const) {
    it(`gives the file that is chosen again where it is ${trouble}`, async () => {
      const handle = trouble === 'changed' ? 'handle' : null;
      const element = await row({ mine: true, transfer: { ...half, trouble, handle } });
      const again = new File(['again'], 'again.bin');
      const input = element.renderRoot.querySelector('input');
      let isAsked = false;
      input?.addEventListener('click', (event) => {
        isAsked = true;
        event.preventDefault();
      });
      find('button', 'Choose the file again', group()).click();
      expect(isAsked).to.equal(true);
      choose(input, again);
      expect(deeds).to.deep.equal([{ kind: 'again', file: again }]);
    });
  }

  it('shows a name as text, whatever stands in it', async () => {
    const name = '<img src=x onerror=alert(1)>\u202egnp.exe';
    await row({ file: { name }, transfer: null });
    expect(textOf(find('group', name))).to.contain('<img src=x onerror=alert(1)>');
    expect(findAll('img')).to.have.length(0);
    const shown = document.querySelector('tin-file-row')?.renderRoot.querySelector('.name');
    expect(shown?.localName, 'what turns its text round turns nothing else').to.equal('bdi');
  });

  for (const wanted of colours) {
    it(`has no violations in ${wanted} colours`, async () => {
      await inColours(wanted, async (theme) => {
        document.documentElement.dataset['theme'] = theme;
        for (const [what, given] of states) {
          await row(given);
          expect(await violations(), what).to.deep.equal([]);
        }
      });
      delete document.documentElement.dataset['theme'];
    });
  }

  after(() => document.querySelector('main')?.remove());
});

function choose(input: HTMLInputElement | null, ...files: readonly File[]): void {
  if (!input) throw new Error('Nothing to choose with');
  input.files = holding(...files).files;
  input.dispatchEvent(new Event('change'));
}

function holding(...files: readonly File[]): DataTransfer {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  return data;
}

/** Resolves when the browser could not decode it, and that was drawn. */
async function spoilt(preview: FilePreview | null | undefined): Promise<void> {
  await new Promise((resolve) => preview?.renderRoot.addEventListener('error', resolve, true));
  await drawn();
}

describe('what is in a file', () => {
  const done = { isDone: true };

  async function picture(): Promise<Blob> {
    const canvas = new OffscreenCanvas(20, 10);
    canvas.getContext('2d')?.fillRect(0, 0, 20, 10);
    return canvas.convertToBlob();
  }

  it('is shown as a picture, named as the file', async () => {
    const content = await picture();
    await row({ file: { media: 'image/png' }, transfer: done, content });
    const img = (await appears('img', undefined, group())) as HTMLImageElement;
    expect(img.alt).to.equal('notes.bin');
    await until(() => img.naturalWidth === 20);
  });

  it('is not shown before it is here', async () => {
    const content = await picture();
    await row({ file: { media: 'image/png' }, transfer: half, content });
    await drawn();
    expect(
      document.querySelector('tin-file-row')?.renderRoot.querySelector('tin-file-preview'),
    ).to.equal(null);
  });

  it('is shown as text, and nothing in it is anything else', async () => {
    const content = new Blob(['<b>bold</b> <img src=x>\nsecond line']);
    await row({ file: { media: 'text/plain' }, transfer: done, content });
    await until(() => textOf(group()).includes('<b>bold</b> <img src=x> second line'));
    expect(findAll('img')).to.have.length(0);
  });

  it('is left out where it is spoilt', async () => {
    const content = new Blob([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 0])]);
    await row({ file: { media: 'image/png' }, transfer: done, content });
    const preview = document
      .querySelector('tin-file-row')
      ?.renderRoot.querySelector('tin-file-preview');
    await spoilt(preview);
    expect(preview?.renderRoot.querySelector('img')).to.equal(null);
  });

  const hostile =
    '<script>document.title = "run"</script><img src=x onerror="document.title=\'run\'">';

  for (const media of [
    'image/svg+xml',
    'text/html',
    'application/xhtml+xml',
    'text/javascript',
    '',
  ]) {
    it(`is never shown as ${media || 'nothing'}`, async () => {
      await row({ file: { media }, transfer: done, content: new Blob([hostile], { type: media }) });
      await drawn();
      const { renderRoot } = document.querySelector('tin-file-row') ?? {};
      expect(renderRoot?.querySelector('tin-file-preview, iframe, object, embed')).to.equal(null);
    });
  }

  for (const media of ['image/png', 'video/mp4', 'audio/mpeg', 'text/plain']) {
    it(`is harmless where it claims to be ${media} and is not`, async () => {
      const title = document.title;
      const content = new Blob([hostile], { type: 'text/html' });
      await row({ file: { media }, transfer: done, content });
      const preview = document
        .querySelector('tin-file-row')
        ?.renderRoot.querySelector('tin-file-preview');
      const shows = (kinds: string) => preview?.renderRoot.querySelector(kinds) ?? null;
      if (media === 'text/plain') await until(() => shows('pre'));
      else {
        await spoilt(preview);
        expect(shows('img, video, audio')).to.equal(null);
      }
      expect(document.title).to.equal(title);
    });
  }

  it('is heard alone', async () => {
    const previews = [0, 1].map(() => {
      const preview = document.createElement('tin-file-preview');
      const offer = { ...some, media: 'audio/wav' };
      return Object.assign(preview, { offer, open: () => Promise.resolve(silence()) });
    });
    document.body.append(...previews);
    const sounds = () => previews.map(({ renderRoot }) => renderRoot.querySelector('audio'));
    await until(() => sounds().every((one) => one !== null));
    const [first, second] = sounds();
    await first!.play();
    await second!.play();
    await until(() => first!.paused);
    expect(second!.paused).to.equal(false);
    for (const preview of previews) preview.remove();
  });

  after(() => document.querySelector('main')?.remove());
});

/** A minute without a sound. */
function silence(): File {
  const head = new DataView(new ArrayBuffer(44));
  const words = [
    'RIFF',
    480_036,
    'WAVE',
    'fmt ',
    16,
    0x10001,
    8_000,
    8_000,
    0x80001,
    'data',
    480_000,
  ];
  for (const [i, word] of words.entries()) {
    if (typeof word === 'number') head.setUint32(i * 4, word, true);
    else
      for (const [j, letter] of [...word].entries()) head.setUint8(i * 4 + j, letter.charCodeAt(0));
  }
  return new File([head, new Uint8Array(480_000).fill(128)], 'silence.wav');
}

/** A notice says that, among other things. */
const says = (text: string) =>
  until(() => findAll('status').some((one) => textOf(one).includes(text)));

describe('files for somebody', () => {
  let attached: AttachEvent[];

  beforeEach(async () => {
    const stage = await stageOf('conversation-files');
    const app = await mount(stage, desktop);
    attached = [];
    app.addEventListener('tin-attach', (event) => attached.push(event));
    await appears('textbox', 'Message text');
  });

  const names = () => attached.flatMap(({ files }) => files.map(({ file }) => file?.name));
  const files = [new File(['1'], 'one.txt'), new File(['2'], 'two.txt')];

  it('are chosen', async () => {
    const field = find('textbox', 'Message text');
    const root = field.getRootNode() as ShadowRoot;
    choose(root.querySelector('input[type=file]'), ...files);
    await until(() => attached.length === 1);
    expect(names()).to.deep.equal(['one.txt', 'two.txt']);
    expect(attached[0]?.peer).to.equal(ada);
  });

  describe('where the browser finds them again', () => {
    async function open(choose: System['chooseFiles']) {
      const { services } = await stageOf('conversation-files');
      services.system.chooseFiles = choose;
      await mount({ kind: 'ready', services }, desktop);
      const root = (await appears('textbox', 'Message text')).getRootNode() as ShadowRoot;
      let asked = 0;
      root.querySelector('input[type=file]')?.addEventListener('click', (event) => {
        asked++;
        event.preventDefault();
      });
      find('button', 'Attach files').click();
      return { ...services, asked: () => asked };
    }

    it('are chosen so, and it remembers them', async () => {
      const [one, two] = files.map((file) => ({ file, handle: `handle of ${file.name}` }));
      const gone = { file: null, name: 'gone.txt' };
      const { filesHere, asked } = await open(async () => [one!, gone, two!]);
      await until(() => filesHere.sent.length === 2);
      const voice = null;
      expect(filesHere.sent).to.deep.equal([
        [ada, { ...one, voice }],
        [ada, { ...two, voice }],
      ]);
      await says('“gone.txt” was not sent: it can’t be read.');
      expect(asked()).to.equal(0);
    });

    it('are none where one thinks better of it', async () => {
      const { filesHere, asked } = await open(async () => []);
      await drawn();
      expect([filesHere.sent.length, asked()]).to.deep.equal([0, 0]);
    });

    it('are chosen as elsewhere where it may not ask', async () => {
      const { asked } = await open(async () => null);
      await until(() => asked() === 1);
    });
  });

  it('are chosen as ever where the browser finds none again', async () => {
    const root = find('textbox', 'Message text').getRootNode() as ShadowRoot;
    let isAsked = false;
    root.querySelector('input[type=file]')?.addEventListener('click', (event) => {
      isAsked = true;
      event.preventDefault();
    });
    find('button', 'Attach files').click();
    expect(isAsked).to.equal(true);
  });

  it('are pasted', async () => {
    const clipboardData = holding(...files);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    find('textbox', 'Message text').dispatchEvent(event);
    await until(() => attached.length === 1);
    expect(names()).to.deep.equal(['one.txt', 'two.txt']);
    expect(event.defaultPrevented).to.equal(true);
  });

  it('are not what is pasted as text', () => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'words');
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    find('textbox', 'Message text').dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(false);
    expect(attached).to.have.length(0);
  });

  it('are dropped, and nothing else is', async () => {
    const { services } = await stageOf('conversation-files');
    await mount({ kind: 'ready', services }, desktop);
    const field = await appears('textbox', 'Message text');
    const drag = (type: string, dataTransfer: DataTransfer) => {
      const init = { dataTransfer, bubbles: true, cancelable: true, composed: true };
      const event = new DragEvent(type, init);
      field.dispatchEvent(event);
      return event.defaultPrevented;
    };
    const words = new DataTransfer();
    words.setData('text/plain', 'words');
    expect(drag('dragover', words)).to.equal(false);
    expect(drag('dragover', holding(...files))).to.equal(true);
    await until(() => textOf(find('main')).includes('Drop files here'));
    expect(drag('drop', holding(...files))).to.equal(true);
    await until(() => services.filesHere.sent.length === 2);
    expect(services.filesHere.sent.map(([to, { file }]) => [to, file.name])).to.deep.equal([
      [ada, 'one.txt'],
      [ada, 'two.txt'],
    ]);
    expect(textOf(find('main'))).not.to.include('Drop files here');
  });

  it('are told to be none where an empty folder is dropped', async () => {
    const { services } = await stageOf('conversation-files');
    await mount({ kind: 'ready', services }, desktop);
    const field = await appears('textbox', 'Message text');
    const dataTransfer = holding(files[0]!);
    // What a folder without files gives.
    Object.defineProperty(dataTransfer, 'items', { value: [] });
    field.dispatchEvent(
      new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, composed: true }),
    );
    await says('There is no file in it, so nothing was sent.');
    expect(services.filesHere.sent).to.have.length(0);
  });

  it('are sent as far as they go at once, and it is said that others are not', async () => {
    const { services } = await stageOf('conversation-files');
    await mount({ kind: 'ready', services }, desktop);
    const field = await appears('textbox', 'Message text');
    const many = Array.from({ length: 501 }, (_, i) => new File([], `${i}.txt`));
    field.dispatchEvent(new AttachEvent(ada, [...many.map((file) => ({ file, handle: null }))]));
    await says('the first 500 were sent');
    await until(() => services.filesHere.sent.length === 500);
  });

  it('are sent but for those that can’t be read, which are told', async () => {
    const { services } = await stageOf('conversation-files');
    await mount({ kind: 'ready', services }, desktop);
    const field = await appears('textbox', 'Message text');
    const gone = { file: null, name: 'gone.txt' };
    field.dispatchEvent(new AttachEvent(ada, [gone, { file: files[0]!, handle: null }]));
    await says('“gone.txt” was not sent: it can’t be read.');
    await until(() => services.filesHere.sent.length === 1);
  });

  it('are not sent where the page has lost the line, of which others tell', async () => {
    const { services } = await stageOf('conversation-files');
    let asked = 0;
    services.filesHere.send = () => {
      asked++;
      return Promise.resolve('closed');
    };
    await mount({ kind: 'ready', services }, desktop);
    const field = await appears('textbox', 'Message text');
    field.dispatchEvent(new AttachEvent(ada, [...files.map((file) => ({ file, handle: null }))]));
    await drawn();
    expect(asked).to.equal(1);
    expect(textOf(document.body)).not.to.include('was not sent');
  });

  it('are told not to go where what carries them does not load', async () => {
    const { services } = await stageOf('conversation-files');
    const broken = { ...services.files, get: () => Promise.reject(new Error('offline')) };
    await mount({ kind: 'ready', services: { ...services, files: broken } }, desktop);
    const field = await appears('textbox', 'Message text');
    field.dispatchEvent(new AttachEvent(ada, [...files.map((file) => ({ file, handle: null }))]));
    await says('This part of Tincan could not be loaded.');
  });

  it('stay as they are where the disk refuses a change, which is told', async () => {
    const { services } = await stageOf('conversation-files');
    Object.assign(services.filesHere, { pause: () => Promise.reject(new Error('full')) });
    await mount({ kind: 'ready', services }, desktop);
    const row = await appears('group', 'recording.wav');
    (await appears('button', 'Pause', row)).click();
    await says('Nothing was changed: this device refused to save it.');
  });

  it('that sound stop for a call', async () => {
    const { services } = await stageOf('conversation-files');
    const id = 'w'.repeat(22) as MessageId;
    const file = { ...some, name: 'song.wav', media: 'audio/wav' };
    const still = { isAccepted: true, isPaused: false, isPlayed: false, handle: null, ...calm };
    const done: Shown = { peer: ada, id, mine: false, file, isDone: true, pieces: 1, ...still };
    services.transfers.update((all) => new Map(all).set(id, done));
    services.filesHere.here.set(id, silence());
    const n = services.conversations.value.get(ada)!.in.kept + 1;
    const stream = ada.padEnd(22, 's') as StreamId;
    const told = { kind: 'file', id, file, at: null } as const;
    services.chatLinks.say(ada, { type: 'tell', stream, n, first: 1, told });
    await mount({ kind: 'ready', services }, phone);
    const row = await appears('group', 'song.wav');
    const audio = await until(() =>
      row.querySelector('tin-file-preview')?.renderRoot.querySelector('audio'),
    );
    await audio!.play();
    services.phone.put(
      someCall('in', ada, { direction: 'incoming', phase: { kind: 'ringing', path: true } }),
    );
    await until(() => audio!.paused);
  });

  for (const [name, said] of [
    ['punched-cards.zip', 'This file is not kept in Tincan. To send it to somebody, choose it'],
    ['portrait.png', 'the browser has cleared it away. Ask for it once more.'],
  ] as const) {
    it(`are not forwarded where they are not here, and it is said what to do: ${name}`, async () => {
      const { services } = await stageOf('conversation-files');
      services.filesHere.here.clear();
      await mount({ kind: 'ready', services }, desktop);
      const row = await until(() =>
        findAll('listitem', undefined, find('log')).find((one) => findAll('group', name, one)[0]),
      );
      find('button', 'More about this message', row).click();
      const dialog = await appears('dialog', 'More about this message');
      (await appears('button', 'Forward', dialog)).click();
      await says(said);
      expect(findAll('dialog')).to.have.length(0);
    });
  }

  describe('that are deleted', () => {
    async function open() {
      const { services } = await stageOf('conversation-files');
      await mount({ kind: 'ready', services }, desktop);
      return services;
    }
    async function more(name: string): Promise<HTMLElement> {
      const row = await until(() =>
        findAll('listitem', undefined, find('log')).find((one) => findAll('group', name, one)[0]),
      );
      find('button', 'More about this message', row).click();
      return appears('dialog', 'More about this message');
    }
    async function remove(name: string, how: string): Promise<void> {
      (await appears('button', how, await more(name))).click();
      await until(() => findAll('group', name).length === 0);
    }

    it('for both are gone at once: they may be on their way', async () => {
      const { chatLinks, history } = await open();
      await remove('notes.txt', 'Delete for both');
      expect(history.of(ada).find(({ file }) => file?.name === 'notes.txt')).to.equal(undefined);
      const told = chatLinks.sent.map(
        ([, message]) => message.type === 'tell' && message.told.kind,
      );
      expect(told).to.include('delete');
    });

    for (const name of ['portrait.png', 'notes.txt']) {
      it(`here are seen no more at once, and are gone when nobody can go back: ${name}`, async () => {
        const how = 'Delete here';
        const { chatLinks, clock, history } = await open();
        const found = () => history.of(ada).find(({ file }) => file?.name === name);
        const told = () =>
          chatLinks.sent.flatMap(([, message]) =>
            message.type === 'tell' ? message.told.kind : [],
          );
        const before = told().length;
        await remove(name, how);
        (await appears('button', 'Undo')).click();
        await appears('group', name);
        clock.pass(60_000);
        await remove(name, how);
        expect(found(), 'as long as one can go back').not.to.equal(undefined);
        expect(told().slice(before)).to.deep.equal([]);
        clock.pass(12_000);
        await until(() => !found());
        expect(told().slice(before)).not.to.include('delete');
        await drawn();
        expect(findAll('group', name)).to.have.length(0);
      });
    }

    it('are seen again where the disk refuses it', async () => {
      const { clock, history } = await open();
      await remove('portrait.png', 'Delete here');
      history.isFull = true;
      clock.pass(12_000);
      await says('Nothing was changed');
      await appears('group', 'portrait.png');
    });

    it('are none for which somebody waits', async () => {
      await open();
      const dialog = await more('recording.wav');
      expect(findAll('button', 'Delete here', dialog)).to.have.length(0);
    });
  });

  it('are neither lost nor asked about before it is known what became of them', async () => {
    const { services } = await stageOf('conversation-files');
    let isRead = () => {};
    const opened = new Promise<void>((resolve) => (isRead = resolve));
    const files = { ...services.files, open: () => opened };
    await mount({ kind: 'ready', services: { ...services, files } }, desktop);
    const rows = () => findAll('group', undefined, find('main'));
    await until(() => rows().length > 2);
    expect(rows().flatMap((one) => findAll('button', undefined, one))).to.deep.equal([]);
    expect(textOf(find('main'))).not.to.include('Not on this device');
    isRead();
    await until(() => rows().some((one) => findAll('button', 'Accept', one).length > 0));
  });

  it('are not opened in the place of the phone where nobody takes them', async () => {
    const { services } = await stageOf('recents');
    await mount({ kind: 'ready', services }, desktop);
    const drag = (type: string, target: EventTarget, dataTransfer: DataTransfer) => {
      const init = { dataTransfer, bubbles: true, cancelable: true, composed: true };
      const event = new DragEvent(type, init);
      target.dispatchEvent(event);
      return event.defaultPrevented;
    };
    for (const type of ['dragover', 'drop']) {
      expect(drag(type, find('main'), holding(...files))).to.equal(true);
      expect(drag(type, find('main'), new DataTransfer())).to.equal(false);
    }
  });

  describe('that are offered', () => {
    /** Ada offers three files, and then writes so much that they are not held any more. */
    async function offered() {
      const { services } = await stageOf('messages-empty');
      services.system.hash.set(`/messages/${ada}`);
      const chats = await new Promise<Chats>((resolve) => services.chats.use(resolve));
      services.chatLinks.link(ada);
      const say = (n: number, told: Told) =>
        services.chatLinks.say(ada, {
          ...{ type: 'tell', stream: 's'.repeat(22) as StreamId, first: 1 },
          ...{ n, told },
        });
      for (const n of [1, 2, 3]) {
        const file = { ...some, name: `${n}.bin`, size: n * 1_000_000 };
        const id = String(n).padStart(22, 'f') as MessageId;
        say(n, { kind: 'file', id, file, at: services.clock.now() });
      }
      for (let n = 4; n <= 260; n++) {
        const id = String(n).padStart(22, 't') as MessageId;
        say(n, { kind: 'text', id, text: `${n}`, reply: null, at: services.clock.now() });
      }
      await until(() => chats.all.value.get(ada)?.in.kept === 260);
      await chats.look(ada);
      await mount({ kind: 'ready', services }, desktop);
      await until(() => textOf(find('main')).includes('Files offered: 3 (6 MB)'));
      expect(findAll('group', '1.bin')).to.have.length(0);
      return services;
    }

    it('are all taken at once, wherever they stand', async () => {
      const { filesHere } = await offered();
      find('button', 'Accept all').click();
      await until(() => filesHere.accepted.length === 3);
      expect(filesHere.accepted).to.deep.equal(['1.bin', '2.bin', '3.bin']);
    });

    it('are all declined at once, wherever they stand', async () => {
      const { filesHere } = await offered();
      find('button', 'Decline all').click();
      await until(() => filesHere.declined.length === 3);
      expect(filesHere.declined.map((id) => id.replace(/^f+/, ''))).to.deep.equal(['1', '2', '3']);
      expect(filesHere.accepted).to.have.length(0);
    });

    it('are taken as far as there is room, and it is said that others are not', async () => {
      const { filesHere } = await offered();
      filesHere.room = 3_500_000;
      find('button', 'Accept all').click();
      await says('not enough room on this device for all');
      expect(filesHere.accepted).to.deep.equal(['1.bin', '2.bin']);
    });
  });

  it('are shown while they are read, and can be called off', async () => {
    const { services } = await stageOf('conversation-files');
    let called = 0;
    services.preparing.set(
      new Set([{ peer: ada, name: 'weaving.mov', size: 10, read: 5, cancel: () => called++ }]),
    );
    await mount({ kind: 'ready', services }, phone);
    const bar = await appears('progressbar', 'Preparing “weaving.mov”');
    expect((bar as HTMLProgressElement).position).to.equal(0.5);
    const row = bar.parentElement as HTMLElement;
    find('button', 'Cancel', row).click();
    expect(called).to.equal(1);
  });
});
