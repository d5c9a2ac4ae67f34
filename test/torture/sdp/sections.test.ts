import { expect, test } from 'vitest';
import { hostileTexts, injectEverywhere } from './injections.ts';
import { readDescription, strangeLines } from './sections.ts';

const head = ['v=0', 'o=x 10000 1 IN IP4 0.0.0.0', 's=-', 'a=group:BUNDLE 0'];
const section = (mid: number, cname: string, fmtp: string) => [
  'm=audio 7 UDP/TLS/RTP/SAVPF 100',
  'a=rtpmap:100 opus/48000/2',
  `a=fmtp:100 ${fmtp}`,
  `a=mid:${mid}`,
  `a=ssrc:${mid + 1} cname:${cname}`,
];
const describe = (...sections: string[][]) => readDescription([...head, ...sections.flat()].join('\r\n'));
const before = describe(section(0, '0a1b2c3d', 'usedtx=1'));

test('another source of the same kind is not strange, whatever its own numbers and parameters', () => {
  const now = describe(section(0, '0a1b2c3d', 'usedtx=1'), section(1, 'ffffffff', 'useinbandfec=1;stereo=0'));
  expect(strangeLines(before, now)).toEqual([]);
});

test.each([
  ['0a1b2c3d\r\na=candidate:1 1 udp 1 127.0.0.1 9 typ host', 'usedtx=1'],
  ['0a1b2c3d\nb=broken', 'usedtx=1'],
  ['0a1b2c3d\rb=broken', 'usedtx=1'],
  ['another-name', 'usedtx=1'],
  ['0a1b2c3d', 'usedtx=1;odd=1'],
])('a source called %j with %j is strange', (cname, fmtp) => {
  expect(strangeLines(before, describe(section(1, cname, fmtp)))).not.toEqual([]);
});

test('a source that is over keeps its lines and adds none', () => {
  const closed = ['m=audio 0 UDP/TLS/RTP/SAVPF 100', 'a=mid:0'];
  expect(strangeLines(before, describe(closed))).toEqual([]);
  expect(strangeLines(before, describe([...closed, 'b=broken']))).toEqual(['b=broken']);
});

test('a text is put behind and in place of every string, and behind every name', () => {
  expect(injectEverywhere({ a: ['b'], c: 1 }, '!')).toEqual([
    { 'a!': ['b'], a: ['b'], c: 1 },
    { a: ['b!'], c: 1 },
    { a: ['!'], c: 1 },
    { 'c!': 1, a: ['b'], c: 1 },
  ]);
  expect(hostileTexts(9).some((text) => text.includes('127.0.0.1 9 typ'))).toBe(true);
});
