import { expect, test } from 'vitest';
import { answerAsServer } from './server-sdp.ts';

test('the answer of a server mirrors the sections of the offer', () => {
  const offer = [
    'v=0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'a=mid:0',
    'a=sendonly',
    'a=rtpmap:111 opus/48000/2',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'a=mid:1',
    '',
  ].join('\r\n');
  const answer = answerAsServer(offer, {
    id: 'transport',
    iceParameters: { usernameFragment: 'user', password: 'word' },
    iceCandidates: [
      { ip: '127.0.0.1', port: 1, protocol: 'udp', foundation: 'a', priority: 1 },
      { ip: '127.0.0.1', port: 2, protocol: 'tcp', foundation: 'b', priority: 1 },
    ],
    dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: 'AA:BB' }] },
  });
  expect(answer).toContain('a=group:BUNDLE 0 1');
  expect(answer.match(/^a=recvonly/gm)).toHaveLength(1);
  expect(answer.match(/^a=candidate/gm)).toHaveLength(2);
  expect(answer).not.toContain(' tcp ');
});
