import { expect } from '@esm-bundle/chai';
import { shareTarget, putShared } from '../../../web/pwa/share-target.ts';

type Field = readonly [name: string, value: string | File];

function form(...fields: readonly Field[]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

const texts = (...[title, text, url]: readonly string[]) =>
  form(['title', title ?? ''], ['text', text ?? ''], ['url', url ?? '']);
const file = (name: string, content = name, type = '') =>
  ['files', new File([content], name, { type })] as const;
const cache = () => caches.open('tincan-parcel');

describe('what another app shares', () => {
  afterEach(() => shareTarget.drop());

  it('is nothing as long as nothing came', async () => {
    expect(await shareTarget.read()).to.equal(null);
    await putShared(form());
    expect(await shareTarget.read()).to.equal(null);
    await putShared(form(['files', new File([], '')], ['title', ' \n']));
    expect(await shareTarget.read()).to.equal(null);
  });

  it('is one text, whatever fields an app puts it into', async () => {
    const link = 'https://tin.example/';
    const cases: readonly [readonly string[], string][] = [
      [['', 'Hello', ''], 'Hello'],
      [['Title', 'Hello', link], `Title\nHello\n${link}`],
      [['Title', `Title: ${link}`, link], `Title: ${link}`],
      [['Same', 'Same', 'Same'], 'Same'],
      [[' Title ', '', `${link} `], `Title\n${link}`],
    ];
    for (const [fields, text] of cases) {
      await putShared(texts(...fields));
      expect((await shareTarget.read())?.text).to.equal(text);
    }
  });

  it('brings files with their types, and names that are safe', async () => {
    await putShared(
      form(file('a.png', 'picture', 'image/png'), file('../../etc/passwd\u202e'), file('', 'x')),
    );
    const { files, text, leftOut } = (await shareTarget.read())!;
    expect(files.map(({ name }) => name)).to.deep.equal(['a.png', 'passwd', 'file']);
    expect(files[0]?.type).to.equal('image/png');
    expect(await files[0]?.text()).to.equal('picture');
    expect({ text, leftOut }).to.deep.equal({ text: '', leftOut: 0 });
  });

  it('has limits: so many files, and so much text', async () => {
    const many = Array.from({ length: 103 }, (_, nth) => file(`${nth}`));
    await putShared(form(...many, ['text', 'x'.repeat(1_000_000)], ['title', 'y']));
    const { files, text, isCut, leftOut } = (await shareTarget.read())!;
    expect(files.length).to.equal(100);
    expect(leftOut).to.equal(3);
    expect(text.length).to.equal(65_538);
    expect(isCut).to.equal(true);
  });

  it('has a text whole that is too long for one message', async () => {
    const text = 'x'.repeat(20_000);
    await putShared(form(['text', ` ${text} `]));
    expect(await shareTarget.read()).to.deep.equal({ text, isCut: false, files: [], leftOut: 0 });
  });

  it('cuts no character in two', async () => {
    await putShared(form(['text', `x${'😀'.repeat(40_000)}`]));
    const { text, isCut } = (await shareTarget.read())!;
    expect([text.length, text.slice(-2), isCut]).to.deep.equal([65_535, '😀', true]);
  });

  it('takes fields that are of the wrong kind for none', async () => {
    await putShared(form(['files', 'no file'], ['text', new File(['x'], 'x')], ['url', 'u']));
    expect(await shareTarget.read()).to.deep.equal({
      text: 'u',
      isCut: false,
      files: [],
      leftOut: 0,
    });
  });

  it('takes the place of what was shared before, as a whole', async () => {
    await putShared(form(file('one'), file('two'), ['text', 'first']));
    await putShared(form(['text', 'second']));
    expect(await shareTarget.read()).to.deep.equal({
      text: 'second',
      isCut: false,
      files: [],
      leftOut: 0,
    });
    expect((await (await cache()).keys()).length).to.equal(2);
  });

  it('can be read after it was dropped, and nothing of it stays', async () => {
    await putShared(form(file('kept.txt', 'z'.repeat(100_000))));
    const { files } = (await shareTarget.read())!;
    await shareTarget.drop();
    expect(await caches.has('tincan-parcel')).to.equal(false);
    expect(await shareTarget.read()).to.equal(null);
    expect((await files[0]?.text())?.length).to.equal(100_000);
  });

  it('is nothing where something else lies in its place', async () => {
    for (const text of ['', 'null', '{}', '{"text":1,"names":[],"leftOut":0}', '[']) {
      await (await cache()).put('/parcel/note', new Response(text));
      expect(await shareTarget.read(), text).to.equal(null);
    }
  });

  it('says what is lost of it', async () => {
    await putShared(form(file('one'), file('two')));
    await (await cache()).delete('/parcel/0');
    const { files, leftOut } = (await shareTarget.read())!;
    expect(files.map(({ name }) => name)).to.deep.equal(['two']);
    expect(leftOut).to.equal(1);
  });

  it('is not taken away by the page that read the one before', async () => {
    await putShared(form(['text', 'first']));
    await shareTarget.read();
    await new Promise((resolve) => setTimeout(resolve, 2));
    await putShared(form(['text', 'second']));
    await shareTarget.drop();
    expect((await shareTarget.read())?.text).to.equal('second');
  });

  it('is swept an hour after it came, and not before', async () => {
    await putShared(form(['text', 'forgotten']));
    await shareTarget.sweep(Date.now() + 3_500_000);
    expect((await shareTarget.read())?.text).to.equal('forgotten');
    await shareTarget.sweep(Date.now() + 3_700_000);
    expect(await shareTarget.read()).to.equal(null);
  });

  it('leaves nothing behind where nothing came', async () => {
    await shareTarget.read();
    await shareTarget.drop();
    expect(await caches.has('tincan-parcel')).to.equal(false);
  });
});
