import { expect } from '@esm-bundle/chai';
import type { Note } from '../../../web/lib/outside.ts';
import { BrowserOutside } from '../../../web/pwa/browser-outside.ts';
import { hush } from '../../../web/pwa/notification-hush.ts';
import { pressed } from '../../../web/pwa/notification-press.ts';
import { parseToWorker, type ToWorker } from '../../../web/pwa/words-between.ts';
import { readRoute } from '../../../web/ui/route.ts';
import { ben } from '../../fakes/fake-house.ts';
import { until } from '../ui/find.ts';

interface Shown {
  readonly tag: string;
  readonly body: string;
  readonly data: { readonly call: string; readonly kind: Note['kind'] };
}

/** How it is shown: what replaces another one is heard if it asks for that (Notifications API, 2.8). */
interface How extends Shown {
  readonly silent: boolean;
  readonly renotify: boolean;
}

/** The notifications of one browser, as its pages and its service worker have them. */
class Notifications {
  readonly all = new Map<string, Shown>();
  /** The texts with which the device made a sound. */
  readonly heard: string[] = [];
  readonly told: ToWorker[] = [];
  readonly active = {
    postMessage: (message: unknown) => {
      const parsed = parseToWorker(message);
      if (parsed) this.told.push(parsed);
    },
  };

  showNotification(_: string, { silent, renotify, ...shown }: How): Promise<void> {
    if (!silent && (renotify || !this.all.has(shown.tag))) this.heard.push(shown.body);
    this.all.set(shown.tag, shown);
    return Promise.resolve();
  }

  getNotifications(): Promise<object[]> {
    const all = [...this.all.values()];
    return Promise.resolve(
      all.map((one) => ({ ...one, close: () => void this.all.delete(one.tag) })),
    );
  }
}

function note(kind: Note['kind'], title: string, change: Partial<Note> = {}): Note {
  const rest = { body: '', silent: false, unread: 0, hash: '/recents', actions: [] };
  return { kind, title, ...rest, ...change };
}

let here: Notifications;
/** What the service worker opened. */
let opened: string[];

beforeEach(() => {
  here = new Notifications();
  opened = [];
  const define = (on: object, name: string, value: unknown) =>
    Object.defineProperty(on, name, { value, configurable: true });
  define(navigator, 'serviceWorker', {
    getRegistration: () => Promise.resolve(here),
    addEventListener() {},
  });
  define(window, 'registration', here);
  define(window, 'clients', {
    matchAll: () => Promise.resolve([]),
    openWindow: (url: string) => Promise.resolve(opened.push(url)),
  });
  define(Notification, 'permission', 'granted');
});
afterEach(() => {
  Reflect.deleteProperty(navigator, 'serviceWorker');
  Reflect.deleteProperty(window, 'registration');
  Reflect.deleteProperty(window, 'clients');
});

describe('the notification of a call whose page closes', () => {
  it('is taken away by the service worker, and no other one', async () => {
    const outside = new BrowserOutside(() => {});
    outside.notes(
      new Map([
        ['ringing', note('ring', 'Ana is calling')],
        ['missed', note('missed', 'Missed call from Ben')],
      ]),
    );
    await until(() => here.all.size === 2);
    dispatchEvent(new Event('pagehide'));
    expect(here.told).to.deep.equal([{ type: 'leave', calls: ['ringing'] }]);
    await hush(['missed', 'ringing']);
    expect([...here.all.values()].map(({ data }) => data.call)).to.deep.equal(['missed']);
  });

  it('is not asked for where nothing rings', async () => {
    const outside = new BrowserOutside(() => {});
    outside.notes(new Map([['missed', note('missed', 'Missed call from Ben')]]));
    await until(() => here.all.size === 1);
    dispatchEvent(new Event('pagehide'));
    expect(here.told).to.deep.equal([]);
  });

  it('is taken away also if an earlier version has shown it', async () => {
    const data = { call: 'ringing', kind: 'ring' } as const;
    here.all.set('ringing', { tag: 'ringing', body: '', data });
    await hush(['ringing']);
    expect(here.all.size).to.equal(0);
  });
});

describe('the notification of what somebody wrote', () => {
  const message = (body: string, unread: number) =>
    note('message', 'Ben', { body, unread, hash: `/messages/${ben}` });
  /** Presses its text, as the system tells the service worker. */
  const press = (data: unknown) =>
    pressed({ action: '', notification: { data, close() {} } } as unknown as NotificationEvent);
  const screen = () => readRoute(new URL(opened.at(-1)!, location.href).hash.slice(1));

  it('is heard for each message, and not where one is changed or deleted', async () => {
    const outside = new BrowserOutside(() => {});
    const shows = async (body: string, unread: number) => {
      outside.notes(new Map([['from', message(body, unread)]]));
      await until(() => [...here.all.values()][0]?.body === body);
    };
    await shows('See you at nine', 1);
    await shows('See you at ten', 1);
    await shows('Message deleted', 1);
    expect(here.heard).to.deep.equal(['See you at nine']);
    await shows('Well?', 2);
    outside.notes(new Map([['from', message('Well?', 3)]]));
    await until(() => here.heard.length === 3);
    expect(here.heard.slice(1)).to.deep.equal(['Well?', 'Well?']);
    here.all.clear();
    await shows('Well then?', 3);
    expect(here.heard, 'it was swept away before').to.have.length(3);
  });

  it('leads to the conversation where no page is open any more', async () => {
    new BrowserOutside(() => {}).notes(new Map([['from', message('Hello', 1)]]));
    await until(() => here.all.size === 1);
    await press([...here.all.values()][0]?.data);
    expect(screen()).to.include({ page: 'messages', person: ben });
  });

  it('leads nowhere but to a screen of this app', async () => {
    const some = { call: 'from', kind: 'message' };
    for (const data of [
      null,
      some,
      { ...some, hash: 7 },
      { ...some, hash: `${ben}?name=Ben` },
      { ...some, hash: '//evil.example' },
      { ...some, hash: '/messages/nobody' },
    ]) {
      await press(data);
      const { origin, pathname } = new URL(opened.at(-1)!, location.href);
      expect(origin + pathname).to.equal(new URL('./', location.href).href);
      expect(screen()).to.include({ person: null, dial: null });
    }
  });
});
