import { expect, test } from 'vitest';
import { amendAnswer } from './amend-answer.ts';

const answer = [
  'm=video 9 UDP/TLS/RTP/SAVPF 107',
  'a=mid:0',
  'a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid',
  'a=recvonly',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'a=mid:1',
  'a=sendonly',
  '',
].join('\r\n');

test('an answer to Janus asks for no header extensions, and its channels go both ways', () => {
  const lines = amendAnswer(answer).split('\r\n');
  expect(lines.filter((line) => line.startsWith('a=extmap'))).toEqual([]);
  expect(lines.filter((line) => /^a=(send|recv)/.test(line))).toEqual(['a=recvonly', 'a=sendrecv']);
  expect(lines).toHaveLength(answer.split('\r\n').length - 1);
});
