// Negotiation parameters bent at random: each request is answered with a code, and no media worker dies of one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isErrorCode } from '../../protocol/error-codes.ts';
import { relayFormats } from '../../protocol/media/relay-formats.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { Member, registerAccount } from './member.ts';
import { fingerprint, h264Parameters, opusParameters } from './rtp-samples.ts';

/** Members that take turns, and requests of each kind per member: together below every budget. */
const memberCount = 8;
const roundsPerMember = 50;
/** Another seed bends otherwise; a failure names its payload. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

const oddValues: readonly unknown[] = [
  0,
  1,
  -1,
  0.5,
  255,
  256,
  65_535,
  65_536,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 32,
  '',
  'x',
  'x'.repeat(300),
  '\u0000',
  '🙂',
  null,
  true,
  false,
  [],
  {},
  [[]],
  Number.MAX_SAFE_INTEGER,
];

let server: ServerProcess;
const members: Member[] = [];

beforeAll(async () => {
  server = await startServer({ env: { REQUEST_ALLOWANCE: '100' } });
  for (let count = 0; count < memberCount; count += 1) {
    members.push(await Member.open(server.url, await registerAccount(server.url)));
  }
});
afterAll(async () => {
  for (const member of members) member.close();
  await server.stop();
});

/** A small generator of numbers from 0 to below 1 (mulberry32), so that a failure can be had again. */
function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A copy with about one in twelve values replaced, left out or doubled. */
function bend(value: unknown, random: () => number): unknown {
  if (random() < 0.08) return oddValues[Math.floor(random() * oddValues.length)];
  if (Array.isArray(value)) {
    const items = value.map((item) => bend(item, random));
    return random() < 0.08 ? [...items, ...items] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(() => random() > 0.04);
  return Object.fromEntries(kept.map(([key, item]) => [key, bend(item, random)]));
}

test('bent parameters are answered with a code, and every worker lives', async () => {
  const random = createRandom(seed);
  const [first] = members;
  const { room } = (await first?.request('room:create')) ?? {};
  for (const member of members.slice(1)) await member.request('room:join', { number: room?.number });
  const codes = new Set<string>();
  for (let round = 0; round < roundsPerMember; round += 1) {
    for (const member of members) {
      const bent = await member.ask('media:reopen', { rtpCapabilities: bend(relayFormats, random) });
      codes.add(bent.ok ? 'ok' : bent.error.code);
      const { sendTransport, receiveTransport } = await member.request('media:reopen', {
        rtpCapabilities: relayFormats,
      });
      const dtlsParameters = { role: 'client', fingerprints: [fingerprint] };
      const steps: [string, unknown][] = [
        ['media:produce', bend({ source: 'camera', codec: 'h264', rtpParameters: h264Parameters() }, random)],
        [
          'media:produce',
          bend({ source: 'microphone', codec: 'opus', rtpParameters: opusParameters() }, random),
        ],
        ['media:produce-data', bend({ source: 'screen', sctpStreamParameters: { streamId: 1 } }, random)],
        ['media:connect', bend({ transportId: sendTransport.id, dtlsParameters }, random)],
        ['media:connect', bend({ transportId: receiveTransport.id, dtlsParameters }, random)],
      ];
      const { peers } = (await member.request('room:resume')).room;
      const producerIds = peers.flatMap((peer) => peer.sources.map((source) => source.producerId));
      if (producerIds.length > 0) steps.push(['media:consume', { producerIds }]);
      for (const [name, input] of steps) {
        const code = await member.refusal(name, input);
        expect(
          code === 'ok' || (isErrorCode(code) && code !== 'internal'),
          `${code}: ${JSON.stringify(input)}`,
        ).toBe(true);
        codes.add(code);
      }
    }
  }
  expect(codes).toContain('ok');
  expect(codes).toContain('bad-request');
  expect(codes).toContain('media-rejected');
  expect(server.output.stderr.match(/media worker runs/g)).toHaveLength(1);
  expect(server.output.stderr).not.toContain('"level":50');
});
