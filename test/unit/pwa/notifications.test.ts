import { expect } from '@esm-bundle/chai';
import type { Note } from '../../../web/lib/outside.ts';
import { BrowserOutside } from '../../../web/pwa/browser-outside.ts';
import { hush } from '../../../web/pwa/notification-hush.ts';
import { parseToWorker, type ToWorker } from '../../../web/pwa/words-between.ts';
import { until } from '../ui/find.ts';

interface Shown {
  readonly tag: string;
  readonly data: { readonly call: string; readonly kind: Note['kind'] };
}

/** The notifications of one browser, as its pages and its service worker have them. */
class Notifications {
  readonly all = new Map<string, Shown>();
  readonly told: ToWorker[] = [];
  readonly active = {
    postMessage: (message: unknown) => {
      const parsed = parseToWorker(message);
      if (parsed) this.told.push(parsed);
    },
  };

  showNotification(_: string, { tag, data }: Shown): Promise<void> {
    this.all.set(tag, { tag, data });
    return Promise.resolve();
  }

  getNotifications(): Promise<object[]> {
    const all = [...this.all.values()];
    return Promise.resolve(
      all.map((one) => ({ ...one, close: () => void this.all.delete(one.tag) })),
    );
  }
}

function note(kind: Note['kind'], title: string): Note {
  return { kind, title, body: '', silent: false, actions: [] };
}

describe('the notification of a call whose page closes', () => {
  let here: Notifications;

  beforeEach(() => {
    here = new Notifications();
    const define = (on: object, name: string, value: unknown) =>
      Object.defineProperty(on, name, { value, configurable: true });
    define(navigator, 'serviceWorker', {
      getRegistration: () => Promise.resolve(here),
      addEventListener() {},
    });
    define(window, 'registration', here);
    define(Notification, 'permission', 'granted');
  });
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'serviceWorker');
    Reflect.deleteProperty(window, 'registration');
  });

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
});
