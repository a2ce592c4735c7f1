import { expect } from '@esm-bundle/chai';
import { shareTarget } from '../../../web/pwa/share-target.ts';
import { sharePath, takeShared } from '../../../web/pwa/take-shared.ts';
import { readRoute } from '../../../web/ui/route.ts';
import { stranger } from '../../fakes/scenes.ts';

interface Manifest {
  readonly protocol_handlers: readonly { readonly protocol: string; readonly url: string }[];
  readonly share_target: {
    readonly action: string;
    readonly method: string;
    readonly enctype: string;
    readonly params: Readonly<Record<'title' | 'text' | 'url', string>> & {
      readonly files: readonly { readonly name: string; readonly accept: readonly string[] }[];
    };
  };
}

/** Where the app stands; addresses in the manifest are relative to it. */
const home = `${location.origin}/`;
const routeOf = (url: string) => readRoute(new URL(url, home).hash.slice(1));

async function manifest(): Promise<Manifest> {
  const file = await fetch('/web/public/manifest.webmanifest');
  return (await file.json()) as Manifest;
}

describe('what the manifest has the system hand over', () => {
  it('is whom a web+tincan link names, ready to dial', async () => {
    const [handler, ...others] = (await manifest()).protocol_handlers;
    expect(others).to.deep.equal([]);
    expect(handler?.protocol).to.equal('web+tincan');
    // HTML Standard, 8.9.1.3: the whole address in place of the %s, percent-encoded.
    const link = encodeURIComponent(`web+tincan:${stranger}?name=Bob`);
    const opened = handler!.url.replace('%s', link);
    expect(new URL(opened, home).pathname).to.equal('/');
    expect(routeOf(opened).dial).to.deep.equal({ id: stranger, home: null, name: 'Bob' });
  });

  it('is what another app shares, by the names under which it is looked for', async () => {
    const { action, method, enctype, params } = (await manifest()).share_target;
    const url = new URL(action, home);
    expect({ method, enctype, path: url.pathname }).to.deep.equal({
      method: 'POST',
      enctype: 'multipart/form-data',
      path: sharePath,
    });
    const body = new FormData();
    body.append(params.title, 'Notes');
    body.append(params.text, 'On the engine');
    body.append(params.url, 'https://tin.example/');
    const [files, ...others] = params.files;
    expect(others).to.deep.equal([]);
    expect(files?.accept).to.deep.equal(['*/*']);
    body.append(files!.name, new File(['x'], 'engine.pdf'));
    const answer = await takeShared({ request: new Request(url, { method, body }) });
    expect(routeOf(answer.headers.get('location') ?? '').isShare).to.equal(true);
    const came = await shareTarget.read();
    await shareTarget.drop();
    expect(came?.text).to.equal('Notes\nOn the engine\nhttps://tin.example/');
    expect(came?.files.map(({ name }) => name)).to.deep.equal(['engine.pdf']);
  });
});
