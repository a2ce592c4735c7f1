import { assert } from '@esm-bundle/chai';
import fc from 'fast-check';
import { diagnostics } from '../../../web/calls/diagnostics.ts';
import { pointOf } from '../../../web/calls/quality-points.ts';
import { readingOf } from '../../../web/calls/quality-reading.ts';
import { summarise } from '../../../web/calls/quality-summary.ts';
import type { Sample } from '../../../web/calls/quality-sample.ts';
import { parseStats } from '../../../web/platform/rtc-stats.ts';
import { browserIn, surroundings } from '../../../web/platform/surroundings.ts';
import { loop } from './looped-connections.ts';

/** Whatever looks like an address, a hidden host name or the ID of a peer. */
const secrets = [
  /\d{1,3}(\.\d{1,3}){3}/,
  /([0-9a-f]{0,4}:){2,}[0-9a-f]{0,4}/i,
  /\.local/i,
  /[0-9a-hjkmnp-tv-z]{20}/i,
  /([0-9a-hjkmnp-tv-z]{4}-){4}/i,
];

const secret = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.constant('3f1c9d0a-aaaa-4bbb-8ccc-0123456789ab.local'),
  fc.constant('7k2mq9xr4t6b8wzp3hdh'),
  fc.constant('7K2M-Q9XR-4T6B-8WZP-3HDH'),
);
const odd = fc.oneof(
  secret,
  fc.double(),
  fc.integer(),
  fc.constantFrom(null, undefined, NaN, Infinity, -1, true, {}, []),
);
/** Mostly a number where one belongs. */
const number = fc.oneof({ weight: 4, arbitrary: fc.nat(100_000) }, { weight: 1, arbitrary: odd });
const kind = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('audio', 'video') },
  { weight: 1, arbitrary: odd },
);
const name = fc.oneof(
  secret,
  fc.constantFrom('opus', 'VP8', 'host', 'relay', 'udp', 'none', 'cpu'),
);
const entry = fc.record({
  type: fc.constantFrom(
    'inbound-rtp',
    'outbound-rtp',
    'remote-inbound-rtp',
    'candidate-pair',
    'transport',
    'codec',
    'local-candidate',
  ),
  id: secret,
  kind,
  packetsReceived: number,
  packetsSent: number,
  packetsLost: number,
  fractionLost: number,
  bytesReceived: number,
  bytesSent: number,
  jitter: number,
  roundTripTime: number,
  currentRoundTripTime: number,
  jitterBufferDelay: number,
  jitterBufferEmittedCount: number,
  frameWidth: number,
  frameHeight: number,
  framesPerSecond: number,
  codecId: fc.constantFrom('a', 'b', 'c'),
  localCandidateId: fc.constantFrom('a', 'b', 'c'),
  remoteCandidateId: fc.constantFrom('a', 'b', 'c'),
  selectedCandidatePairId: fc.constantFrom('a', 'b', 'c'),
  candidateType: name,
  protocol: name,
  address: secret,
  mimeType: fc.oneof(
    name,
    secret.map((text) => `audio/${text}`),
  ),
  qualityLimitationReason: name,
  selected: fc.boolean(),
  nominated: fc.boolean(),
  state: fc.constantFrom('succeeded', 'failed'),
  label: secret,
  url: secret,
});
const report = fc
  .array(
    fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
      fc.oneof({ weight: 12, arbitrary: entry }, { weight: 1, arbitrary: odd }),
    ),
    { maxLength: 9 },
  )
  .map((entries) => new Map(entries));

function reportOf(before: Sample, after: Sample): string | null {
  const reading = readingOf(before, after);
  const points = [pointOf(reading, before.at)];
  const quality = summarise({
    mine: null,
    theirs: null,
    reading,
    points,
    steps: [{ at: 0, phase: 'talking' }],
  });
  return (
    quality &&
    diagnostics({
      version: '0.1.0',
      surroundings: {
        browser: browserIn(navigator.userAgent),
        system: 'Linux',
        microphones: 1,
        cameras: 0,
        speakers: 2,
      },
      call: {
        direction: 'outgoing',
        kind: 'voice',
        startedAt: 1_800_000_000_000,
        reason: null,
        talkedMs: 1,
      },
      quality,
    })
  );
}

describe('parsing statistics', function () {
  this.timeout(20_000);

  it('takes no report for one', () => {
    for (const nothing of [null, undefined, 7, 'x', {}, [], new Map(), { forEach: 1 }]) {
      assert.isNull(parseStats(nothing, 1));
    }
  });

  it('takes no part of a sample, and no endless wait, for what was counted', () => {
    const heard = { type: 'inbound-rtp', kind: 'audio', packetsReceived: 1 };
    for (const [jitterBufferDelay, jitterBufferEmittedCount] of [
      [1, 5e-324],
      [Number.MAX_VALUE, 1],
    ]) {
      const told = { ...heard, jitterBufferDelay, jitterBufferEmittedCount };
      const audio = parseStats(new Map([['a', told]]), 1_000)?.incoming.audio;
      assert.isNotNull(audio);
      const { bufferedMs = NaN, emitted = NaN } = audio ?? {};
      assert.isTrue(Number.isFinite(bufferedMs / Math.max(emitted, 1)), `${bufferedMs}`);
      assert.isTrue(Number.isSafeInteger(emitted), `${emitted}`);
    }
  });

  it('makes finite, sensible numbers of 1 000 hostile reports, and gives no secret away', () => {
    let measured = 0;
    fc.assert(
      fc.property(report, report, (one, other) => {
        const before = parseStats(one, 1_000);
        const after = parseStats(other, 3_000);
        for (const sample of [before, after]) {
          const text = JSON.stringify(sample);
          assert.notMatch(text, /192\.168\.|\.local|7k2m/i);
          if (sample?.incoming.audio) assert.isTrue(Number.isFinite(sample.incoming.audio.packets));
        }
        if (!before || !after) return;
        const text = reportOf(before, after);
        if (text === null) return;
        measured++;
        assert.notMatch(text, /NaN|Infinity|undefined/);
        for (const pattern of secrets) assert.notMatch(text, pattern);
      }),
      { numRuns: 1_000 },
    );
    assert.isAbove(measured, 100, 'enough of them were reports');
  });

  it('reads this browser’s own reports of two connections', async () => {
    const { one, close } = await loop();
    const parse = async () => parseStats(await one.getStats(), performance.now());
    try {
      let before = await parse();
      let after = before;
      // RTCP takes some seconds until it has told of the other side.
      while (!after?.reported.audio || !after.incoming.video?.picture) {
        await new Promise((resolve) => setTimeout(resolve, 250));
        [before, after] = [after, await parse()];
      }
      assert.isNotNull(before);
      const reading = readingOf(before, after);
      assert.equal(after.incoming.audio?.codec, 'opus');
      assert.isAbove(after.incoming.audio?.packets ?? 0, 0);
      assert.isAbove(after.outgoing.video?.picture?.width ?? 0, 10);
      assert.equal(after.path?.route, 'same-network');
      assert.equal(after.path?.protocol, 'udp');
      // How good it is goes by how busy the machine is.
      assert.isBelow(reading.roundTripMs ?? Infinity, 10_000);
      assert.isAtLeast(reading.mine.score ?? 0, 1);
      assert.isAtMost(reading.mine.audio?.lost ?? Infinity, 1);
      assert.isAbove(reading.mine.audio?.kbps ?? 0, 1);
      const text = reportOf(before, after) ?? '';
      assert.include(text, 'same-network (local host');
      for (const pattern of secrets) assert.notMatch(text, pattern);
    } finally {
      close();
    }
  });
});

describe('the way media takes', () => {
  const route = (local: [string, string | null], remote: [string, string | null]) => {
    const candidate = ([candidateType, address]: [string, string | null]) => ({
      type: 'candidate',
      candidateType,
      address,
      protocol: 'udp',
    });
    const entries = new Map<string, object>([
      ['in', { type: 'inbound-rtp', kind: 'audio', packetsReceived: 1 }],
      // As Firefox has it: no transport, the pair itself is marked.
      [
        'pair',
        { type: 'candidate-pair', selected: true, localCandidateId: 'l', remoteCandidateId: 'r' },
      ],
      ['l', candidate(local)],
      ['r', candidate(remote)],
    ]);
    return parseStats(entries, 1)?.path?.route;
  };

  it('is relayed, within a network, or direct', () => {
    assert.equal(route(['relay', '203.0.113.9'], ['host', '192.168.1.2']), 'relayed');
    assert.equal(route(['srflx', '203.0.113.9'], ['relay', '198.51.100.1']), 'relayed');
    assert.equal(route(['host', '192.168.1.7'], ['host', '192.168.1.2']), 'same-network');
    assert.equal(route(['host', '10.0.0.7'], ['prflx', null]), 'same-network');
    assert.equal(route(['host', 'aa.local'], ['host', 'bb.local']), 'same-network');
    assert.equal(route(['host', 'fd00::1'], ['host', 'fd00::2']), 'same-network');
    assert.equal(route(['host', '2001:db8:1:1::5'], ['host', '2001:db8:1:1::6']), 'same-network');
    assert.equal(route(['host', '2001:db8:1:1::5'], ['host', '2001:db8:9:1::6']), 'direct');
    assert.equal(route(['srflx', '203.0.113.9'], ['srflx', '198.51.100.1']), 'direct');
    assert.equal(route(['prflx', '203.0.113.9'], ['srflx', '198.51.100.1']), 'direct');
    assert.equal(route(['host', '203.0.113.9'], ['srflx', '198.51.100.1']), 'direct');
    assert.isUndefined(route(['nothing', '203.0.113.9'], ['srflx', '198.51.100.1']));
  });
});

describe('the browser’s name', () => {
  it('is a name and a whole version', () => {
    const table = [
      [
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
        'Chromium 156',
      ],
      [
        'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0.0.0 Edg/156.0.0.0',
        'Edge 156',
      ],
      ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'Firefox 153'],
      ['Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Version/26.0 Mobile Safari/604.1', 'Safari 26'],
      ['203.0.113.9', 'unknown browser'],
    ] as const;
    for (const [agent, browser] of table) assert.equal(browserIn(agent), browser);
  });

  it('comes with the number of devices', async () => {
    const { microphones, browser } = await surroundings();
    assert.isAtLeast(microphones, 1);
    assert.match(browser, /^Chromium \d+$/);
  });
});
