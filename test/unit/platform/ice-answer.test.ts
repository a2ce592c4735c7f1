import { assert } from '@esm-bundle/chai';
import { parseIceAnswer } from '../../../web/platform/ice-answer.ts';

const stun = { urls: ['stun:turn.example:3478', 'stuns:[2001:db8::1]'] };
const turn = {
  urls: ['turn:turn.example', 'TURNS:198.51.100.7:443?transport=tcp'],
  username: '1800003600:88q8vn5rnvbbkkt0asz1',
  credential: 'Xz0y+usX4hsnqxZCdbHFMxtG0Eo=',
};
const expires = 1_800_003_600_000;

describe('what a server says of ICE', () => {
  it('is taken as it is published', () => {
    const answer = { iceServers: [stun, turn], expires };
    assert.deepEqual(parseIceAnswer(answer), answer);
    assert.deepEqual(parseIceAnswer({ iceServers: [], expires }), { iceServers: [], expires });
  });

  it('is taken without what is not known', () => {
    const answer = { iceServers: [{ ...stun, credential: 'x' }], expires, more: 1 };
    assert.deepEqual(parseIceAnswer(answer), { iceServers: [stun], expires });
  });

  it('makes a connection in this browser', () => {
    const { iceServers } = parseIceAnswer({ iceServers: [stun, turn], expires })!;
    new RTCPeerConnection({ iceServers }).close();
  });

  const bad: [what: string, answer: unknown][] = [
    ['nothing', null],
    ['a list', [stun]],
    ['no servers', { expires }],
    ['no time', { iceServers: [stun] }],
    ['a time that is none', { iceServers: [stun], expires: '1800003600000' }],
    ['an endless time', { iceServers: [stun], expires: Infinity }],
    ['no address', { iceServers: [{ urls: [] }], expires }],
    ['one address without a list', { iceServers: [{ urls: stun.urls[0] }], expires }],
    ['too many addresses', { iceServers: [{ urls: Array(9).fill('stun:a') }], expires }],
    ['too many servers', { iceServers: Array(5).fill(stun), expires }],
    ['TURN without a password', { iceServers: [{ ...turn, credential: '' }], expires }],
    ['TURN without a user', { iceServers: [{ urls: turn.urls }], expires }],
    ['both in one', { iceServers: [{ ...turn, urls: [...turn.urls, 'stun:a'] }], expires }],
    ...[
      'https://turn.example',
      'stun:',
      'stun://turn.example',
      'stun:turn.example:0',
      'stun:turn.example:65536',
      'stun:a b',
      'stun:a?transport=udp',
      'stun:..',
    ].map((url): [string, unknown] => [url, { iceServers: [{ urls: [url] }], expires }]),
    ['another transport', { iceServers: [{ ...turn, urls: ['turn:a?transport=sctp'] }], expires }],
  ];
  for (const [what, answer] of bad) {
    it(`is nothing with ${what}`, () => assert.isNull(parseIceAnswer(answer)));
  }
});
