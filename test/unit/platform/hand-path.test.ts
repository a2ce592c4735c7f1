import { expect } from '@esm-bundle/chai';
import fc from 'fast-check';
import { createIdentity } from '../../../web/identity/identity.ts';
import { endpointOf, sdpOf } from '../../../web/platform/hand-sdp.ts';
import { RtcHandPath } from '../../../web/platform/rtc-hand-path.ts';
import { anyEndpoint, publishedEndpoint } from '../links/slips.ts';

describe('the SDP of a side', () => {
  it('says all that is known of it', () => {
    fc.assert(
      fc.property(anyEndpoint, fc.constantFrom('offer', 'answer'), (endpoint, type) => {
        expect(endpointOf(sdpOf(endpoint, type))).to.deep.equal(endpoint);
      }),
    );
  });

  it('names addresses as browsers do', () => {
    const sdp = sdpOf(publishedEndpoint, 'answer');
    for (const line of [
      'a=candidate:0 1 udp 2130706431 192.0.2.7 50000 typ host',
      'a=candidate:1 1 udp 2130706175 2001:0db8:0000:0000:0000:0000:0000:0007 50001 typ host',
      'a=candidate:2 1 udp 2130705919 f0f1f2f3-f4f5-f6f7-f8f9-fafbfcfdfeff.local 50002 typ host',
      'a=setup:active',
    ]) {
      expect(sdp).to.contain(`${line}\r\n`);
    }
  });

  it('is read as Firefox and Chromium write it: the best first, without TCP and the rest', () => {
    const lines = [
      'a=fingerprint:sha-256 ' + Array<string>(32).fill('AB').join(':'),
      'a=candidate:0 1 UDP 2122187007 ca1eee66-7b1e-413e-bf4a-1654874aaa6f.local 59261 typ host',
      'a=candidate:1 1 udp 2122265343 fd00::2 43176 typ host generation 0 network-id 2',
      'a=candidate:2 1 TCP 2105458943 192.0.2.2 9 typ host tcptype active',
      'a=candidate:3 1 udp 2122194687 192.0.2.2 45760 typ host generation 0',
      'a=candidate:4 1 udp 1686052607 198.51.100.1 45760 typ srflx raddr 0.0.0.0 rport 0',
      'a=candidate:5 1 udp 2122194686 printer.local 45760 typ host',
      'a=ice-pwd:5a0e4682a7e1d07ae6d9d7214103870c',
      'a=ice-ufrag:aeffbbff',
    ];
    const endpoint = endpointOf(lines.join('\r\n'));
    expect(endpoint?.candidates.map(({ kind, port }) => [kind, port])).to.deep.equal([
      ['ipv6', 43176],
      ['ipv4', 45760],
      ['mdns', 59261],
    ]);
    expect(endpoint?.candidates[0]?.bytes.join()).to.equal('253,0,0,0,0,0,0,0,0,0,0,0,0,0,0,2');
    for (const missing of lines.filter((line) => !line.includes('candidate'))) {
      expect(endpointOf(lines.filter((line) => line !== missing).join('\n'))).to.equal(null);
    }
  });
});

describe('a path by hand', () => {
  it('opens with what each side said, long after it was said, and ends for both', async () => {
    const [{ id: ana }, { id: ben }] = await Promise.all([createIdentity(), createIdentity()]);
    const [offering, answering] = [new RtcHandPath(), new RtcHandPath()];
    const opened = Promise.all(
      [offering, answering].map((path) => new Promise<void>((resolve) => path.listen(resolve))),
    );
    const offer = await offering.offer();
    const answer = await answering.answer(offer);
    await offering.take(answer);
    await opened;
    const [toBen, toAna] = [offering.wire(ben), answering.wire(ana)];
    expect([toBen.peer, toBen.isOpen, toAna.isOpen]).to.deep.equal([ben, true, true]);
    const heard = new Promise((resolve) => {
      toAna.listen({ open: () => {}, data: resolve, bytes: () => {}, close: () => {} });
    });
    expect(toBen.send('hello')).to.equal(true);
    expect(await heard).to.equal('hello');
    const ended = new Promise<void>((resolve) => {
      toBen.listen({ open: () => {}, data: () => {}, bytes: () => {}, close: resolve });
    });
    toAna.close();
    await ended;
    expect([toBen.send('more'), toAna.send('more')]).to.deep.equal([false, false]);
  });
});
