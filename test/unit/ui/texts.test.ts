import { expect } from '@esm-bundle/chai';
import type { Call, Phase } from '../../../web/calls/call.ts';
import { announcement } from '../../../web/ui/announcement.ts';
import { callStatusText } from '../../../web/ui/call-status-text.ts';
import { ringingCall, shownCall } from '../../../web/ui/current-call.ts';
import { formatLength, formatTimer, formatWhen } from '../../../web/ui/formats.ts';
import { readRoute } from '../../../web/ui/route.ts';
import { version } from '../../../web/ui/version.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada, stranger } from '../../fakes/scenes.ts';

const since = 1_800_000_000_000;
const calls = (...list: Call[]) => new Map(list.map((call) => [call.id, call]));
const ended = (change: Partial<Phase & { kind: 'ended' }> = {}): Phase => ({
  kind: 'ended',
  reason: 'cancelled',
  at: since,
  since: null,
  ...change,
});

describe('what Call status says', () => {
  const cases: [Partial<Call>, string][] = [
    [{ phase: { kind: 'dialing', path: false } }, 'Calling…'],
    [{ phase: { kind: 'ringing', path: false } }, 'Ringing…'],
    [{ phase: { kind: 'connecting' } }, 'Connecting…'],
    [{ phase: { kind: 'reconnecting', since } }, 'Reconnecting…'],
    [{ phase: { kind: 'talking', since } }, '01:05'],
    [
      {
        phase: { kind: 'talking', since },
        mine: { muted: false, camera: false, held: true, screen: false, away: false },
      },
      'On hold',
    ],
    [
      {
        phase: { kind: 'talking', since },
        theirs: { muted: false, camera: false, held: true, screen: false, away: false },
      },
      'On hold',
    ],
    [{ phase: ended({ reason: 'declined' }) }, 'Declined'],
    [{ phase: ended({ reason: 'busy' }) }, 'Busy'],
    [{ phase: ended({ reason: 'no-answer' }) }, 'No answer'],
    [{ phase: ended({ reason: 'unavailable' }) }, 'Unavailable'],
    [{ phase: ended({ reason: 'lost' }) }, 'Connection lost'],
    [{ phase: ended({ reason: 'cancelled' }) }, 'Call ended'],
    [{ phase: ended({ reason: 'hung-up' }) }, 'Call ended'],
  ];
  for (const [change, text] of cases) {
    it(text, () => {
      expect(callStatusText(someCall('a', ada, change), since + 65_400)).to.equal(text);
    });
  }

  it('counts hours, and never backwards', () => {
    expect(formatTimer(59 * 60_000 + 59_999)).to.equal('59:59');
    expect(formatTimer(3_600_000)).to.equal('1:00:00');
    expect(formatTimer(-5_000)).to.equal('00:00');
  });
});

describe('times and lengths', () => {
  const noon = new Date(2027, 0, 15, 12).getTime();
  const when = (ms: number) => formatWhen(noon - ms, noon, 'en-GB');

  it('are as brief as is still clear', () => {
    expect(when(10_000)).to.equal('now');
    expect(when(5 * 60_000)).to.match(/^5 min/);
    expect(when(3 * 3_600_000)).to.equal('09:00');
    expect(when(13 * 3_600_000)).to.equal('yesterday');
    expect(when(3 * 86_400_000)).to.equal('Tuesday');
    expect(when(40 * 86_400_000)).to.equal('6 Dec 2026');
  });

  it('follow the language', () => {
    expect(formatLength(42_000, 'en-GB')).to.equal('42 secs');
    expect(formatLength(3_900_000, 'de')).to.equal('1 Std. 5 Min.');
  });
});

describe('the part of the address behind #', () => {
  it('names a page, and a person on it', () => {
    expect(readRoute('/settings')).to.deep.equal({
      page: 'settings',
      person: null,
      at: null,
      dial: null,
      asked: null,
      isShare: false,
    });
    expect(readRoute(`/contacts/${ada}`).person).to.equal(ada);
    expect(readRoute('/contacts/nobody').person).to.equal(null);
    expect(readRoute(`/messages/${ada}/1800000000000.5`).at).to.equal(1_800_000_000_000.5);
    expect(readRoute(`/messages/${ada}/never`).at).to.equal(null);
  });

  it('brings somebody to dial, with the name the link claims', () => {
    expect(readRoute('7K2M-Q9XR-4T6B-8WZP-3HDH?name=Bob')).to.deep.equal({
      page: 'recents',
      person: null,
      at: null,
      dial: { id: stranger, home: null, name: 'Bob' },
      asked: null,
      isShare: false,
    });
  });

  it('asks for one’s own QR code over the recents', () => {
    expect(readRoute('/qr')).to.deep.equal({
      page: 'recents',
      person: null,
      at: null,
      dial: null,
      asked: 'qr',
      isShare: false,
    });
  });

  it('asks to whom what was shared goes', () => {
    expect(readRoute('/share')).to.include({ page: 'recents', dial: null, isShare: true });
    expect(readRoute('/share/x').isShare).to.equal(false);
  });

  it('takes what the system hands over for a web+tincan link', () => {
    const { dial } = readRoute('web%2Btincan%3A7K2M-Q9XR-4T6B-8WZP-3HDH%3Fname%3DBob');
    expect(dial).to.deep.equal({ id: stranger, home: null, name: 'Bob' });
  });

  it('opens the recents when it names nothing', () => {
    for (const hash of ['', '/', '/nowhere', '7K2M-Q9XR-4T6B-8WZP-3HD5']) {
      expect(readRoute(hash)).to.deep.equal({
        page: 'recents',
        person: null,
        at: null,
        dial: null,
        asked: null,
        isShare: false,
      });
    }
  });
});

describe('which call has the screen', () => {
  const incoming = someCall('in', ada, {
    direction: 'incoming',
    phase: { kind: 'ringing', path: false },
  });

  it('is none for one that only rings here, or was not taken here', () => {
    expect(ringingCall(calls(incoming))).to.equal(incoming);
    expect(shownCall(calls(incoming))).to.equal(null);
    for (const reason of ['cancelled', 'no-answer', 'declined', 'busy'] as const) {
      expect(shownCall(calls({ ...incoming, phase: ended({ reason }) }))).to.equal(null);
    }
  });

  it('is the live one before those that are over', () => {
    const over = someCall('over', ada, { phase: ended() });
    const live = someCall('live', ada);
    expect(shownCall(calls(live, over))).to.equal(live);
    expect(shownCall(calls(over))).to.equal(over);
  });
});

describe('what a screen reader says of a call', () => {
  const who = { id: ada, name: 'Ada', contact: null };
  const call = (phase: Phase, change: Partial<Call> = {}) =>
    someCall('a', ada, { phase, ...change });
  const talking: Phase = { kind: 'talking', since };
  const held = { muted: false, camera: false, held: true, screen: false, away: false };

  it('is each event once', () => {
    const ringing = call({ kind: 'ringing', path: false });
    expect(announcement(null, call({ kind: 'dialing', path: false }), who)).to.equal(null);
    expect(announcement(null, ringing, who)?.text).to.contain('Ada');
    expect(announcement(ringing, call({ kind: 'ringing', path: true }), who)).to.equal(null);
    expect(announcement(ringing, call(talking), who)?.text).to.contain('talking');
    expect(announcement(call(talking), call(talking, { mine: held }), who)?.text).to.be.a('string');
    expect(announcement(call(talking), call(ended()), who)?.text).to.be.a('string');
    expect(announcement(call(ended()), call(ended()), who)).to.equal(null);
  });

  it('interrupts for an incoming call only', () => {
    const ringing = call({ kind: 'ringing', path: false }, { direction: 'incoming' });
    expect(announcement(null, ringing, who)?.urgent).to.equal(true);
    expect(announcement(null, call({ kind: 'ringing', path: false }), who)?.urgent).to.equal(false);
  });
});

it('the version on the screen is that of the package', async () => {
  const response = await fetch('/package.json');
  expect(version).to.equal(((await response.json()) as { version: string }).version);
});
