import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** A copy of the build in a folder of its own, where a newer version can be put. */
export class SecondVersion {
  readonly folder = mkdtempSync(join(tmpdir(), 'tincan-version-'));

  constructor() {
    cpSync('dist', this.folder, { recursive: true });
    // The server resolves its packages from where it is.
    cpSync('package.json', join(this.folder, 'package.json'));
    symlinkSync(join(process.cwd(), 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** From now on the page calls itself so in its description; its service worker differs with it. */
  release(description: string): void {
    this.#edit('index.html', /(name="description"\s+content=")[^"]*/, `$1${description}`);
    const revision = /("revision":")[^"]*(?=","url":"index\.html")/;
    this.#edit('sw.js', revision, `$1${Date.now()}`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  #edit(name: string, what: RegExp, by: string): void {
    const path = join(this.folder, 'web', name);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(what, by);
    if (after === before) throw new Error(`Nothing to edit in ${name}`);
    writeFileSync(path, after);
    writeFileSync(`${path}.br`, brotliCompressSync(after));
    writeFileSync(`${path}.gz`, gzipSync(after));
  }
}
