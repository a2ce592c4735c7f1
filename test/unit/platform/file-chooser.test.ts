import { expect } from '@esm-bundle/chai';
import { chooseFiles } from '../../../web/platform/file-chooser.ts';
import { fileSources } from '../../../web/platform/file-sources.ts';

describe('files that the browser finds again', () => {
  const { showOpenFilePicker } = window as { showOpenFilePicker?: unknown };
  let folder: FileSystemDirectoryHandle;

  /** What becomes of the dialog, which nobody can drive. */
  function chosen(how: () => Promise<readonly FileSystemFileHandle[]>): void {
    Object.assign(window, { showOpenFilePicker: how });
  }

  async function some(name: string): Promise<FileSystemFileHandle> {
    const handle = await folder.getFileHandle(name, { create: true });
    const writing = await handle.createWritable();
    await writing.write(`in ${name}`);
    await writing.close();
    return handle;
  }

  beforeEach(async () => {
    const root = await navigator.storage.getDirectory();
    folder = await root.getDirectoryHandle('chosen', { create: true });
  });

  afterEach(async () => {
    Object.assign(window, { showOpenFilePicker });
    await (await navigator.storage.getDirectory()).removeEntry('chosen', { recursive: true });
  });

  it('are read, and found by what is remembered of them', async () => {
    const handles = [await some('one.txt'), await some('two.txt')];
    chosen(async () => handles);
    const [one, two] = (await chooseFiles()) ?? [];
    expect([one?.file?.name, two?.file?.name]).to.deep.equal(['one.txt', 'two.txt']);
    const again = await fileSources.reopen(two?.file && two.handle, false);
    expect(await again?.text()).to.equal('in two.txt');
  });

  it('are named where they can’t be read', async () => {
    const handles = [await some('one.txt'), await some('gone.txt')];
    await folder.removeEntry('gone.txt');
    chosen(async () => handles);
    const [one, gone] = (await chooseFiles()) ?? [];
    expect(one?.file?.name).to.equal('one.txt');
    expect(gone).to.deep.equal({ file: null, name: 'gone.txt' });
  });

  it('are none where one thinks better of it', async () => {
    chosen(() => Promise.reject(new DOMException('The user aborted a request.', 'AbortError')));
    expect(await chooseFiles()).to.deep.equal([]);
  });

  for (const refusal of ['SecurityError', 'NotAllowedError']) {
    it(`are not asked for where the browser refuses with ${refusal}`, async () => {
      chosen(() => Promise.reject(new DOMException('No gesture', refusal)));
      expect(await chooseFiles()).to.equal(null);
    });
  }
});
