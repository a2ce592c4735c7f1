import { Failure } from '../lib/failure.ts';
import type { Handed } from '../lib/handed.ts';
import { Store } from '../lib/store.ts';
import type { System } from '../lib/system.ts';
import { FloatingWindow } from './floating-window.ts';
import { HistoryLayer } from './history-layer.ts';

/** The system around this page; made once, it lives as long as the page. */
export function browserSystem(): System {
  const hash = new Store(currentHash());
  // One comes back to the first step, but from nowhere in here.
  if (history.state === null) history.replaceState({ from: null }, '');
  const layer = new HistoryLayer();
  let goesBack = false;
  const follow = (): void => {
    goesBack = false;
    const before = hash.value;
    hash.set(currentHash());
    // A step that was just made; those one comes back to say from where they were.
    if (history.state === null) history.replaceState({ from: before }, '');
  };
  window.addEventListener('hashchange', follow);
  window.addEventListener('popstate', follow);
  const hasNetwork = new Store(navigator.onLine);
  for (const change of ['online', 'offline']) {
    window.addEventListener(change, () => hasNetwork.set(navigator.onLine));
  }

  const go: System['go'] = (target, { instead } = { instead: false }) => {
    const url = new URL(location.href);
    url.hash = target;
    if (url.href === location.href) return;
    layer.step(() => {
      const from = cameFrom();
      if (instead) history.replaceState(from === null ? null : { from }, '', url);
      else history.pushState(null, '', url);
      layer.follow();
      follow();
    });
  };

  return {
    hash,
    layer,
    floating: new FloatingWindow(),
    go,
    goBack(target) {
      // Browsers go back later: until then it is done already.
      if (goesBack) return;
      goesBack = cameFrom() === target;
      if (goesBack) history.back();
      else go(target);
    },
    link,
    copy,
    hasNetwork,
    share: 'share' in navigator ? share : null,
    chooseFiles: 'showOpenFilePicker' in window ? chooseFiles : null,
    get languages() {
      return navigator.languages;
    },
    language: navigator.language,
  };
}

/** The hash from which the step of now was made, as far as that is known. */
function cameFrom(): string | null {
  const { from } = (history.state ?? {}) as { readonly from?: unknown };
  return typeof from === 'string' ? from : null;
}

/** Reserved characters stay escaped, so that `&` and `+` in a name can be told from separators. */
function currentHash(): string {
  const raw = location.hash.slice(1);
  try {
    return decodeURI(raw);
  } catch {
    // A stray % makes a hash undecodable, not useless.
    return raw;
  }
}

function link(hash: string): string {
  const url = new URL('./', location.href);
  url.hash = hash;
  return url.href;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or an embedded page: the older way asks nobody.
    return copyByCommand(text);
  }
}

function copyByCommand(text: string): boolean {
  let copied = false;
  const fill = (event: ClipboardEvent): void => {
    if (event.clipboardData === null) return;
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
    copied = true;
  };
  document.addEventListener('copy', fill, { capture: true });
  try {
    return document.execCommand('copy') && copied;
  } finally {
    document.removeEventListener('copy', fill, { capture: true });
  }
}

async function share({
  picture,
  ...link
}: {
  title: string;
  url: string;
  picture?: File;
}): Promise<void> {
  const withPicture = { ...link, ...(picture && { files: [picture] }) };
  // Browsers without `canShare` share no files.
  const takesIt =
    picture !== undefined && 'canShare' in navigator && navigator.canShare(withPicture);
  try {
    await navigator.share(takesIt ? withPicture : link);
  } catch (cause) {
    // Closing the sheet, or a second tap while it opens, is no failure.
    const { name } = cause as Error;
    if (name !== 'AbortError' && name !== 'InvalidStateError')
      throw new Failure('share', { cause });
  }
}

async function chooseFiles(): Promise<readonly Handed[] | null> {
  try {
    const { chooseFiles } = await import('./file-chooser.ts');
    return await chooseFiles();
  } catch {
    // Where that does not load they can still be chosen as in browsers without it.
    return null;
  }
}
