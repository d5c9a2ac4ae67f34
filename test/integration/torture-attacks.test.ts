// A short form of the torture: what others send in bad faith. `npm run torture` has the rest, and a hundred times as much of it.
import { expect, test } from 'vitest';
import { summarize } from '../torture/check.ts';
import { advisoryReplays } from '../torture/advisory-replays.ts';
import { fuzzMedia } from '../torture/fuzz-media.ts';
import { fuzzNegotiation } from '../torture/fuzz-negotiation.ts';
import { fuzzSignalling } from '../torture/fuzz-signalling.ts';
import { bruteForce, roomScan } from '../torture/guesses.ts';
import { metricsFlood } from '../torture/metrics-flood.ts';
import { levels } from '../torture/levels.ts';
import { mediaTcp } from '../torture/media-tcp.ts';
import { hashing } from '../torture/hashing.ts';
import { cost, drawings, numbers, places } from '../torture/limits.ts';
import { oversize } from '../torture/oversize.ts';
import { pictureBomb } from '../torture/picture-bomb.ts';
import { sdpInjection } from '../torture/sdp-injection.ts';
import { slowSockets } from '../torture/slow-sockets.ts';

const timeoutMs = 180_000;
/** Another seed attacks otherwise. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

test.each([
  fuzzSignalling,
  fuzzNegotiation,
  fuzzMedia,
  advisoryReplays,
  oversize,
  metricsFlood,
  slowSockets,
  bruteForce,
  roomScan,
  cost,
  places,
  numbers,
  drawings,
  sdpInjection,
  pictureBomb,
  levels,
  mediaTcp,
  hashing,
])('$id: nobody else notices, and nothing ends', { timeout: timeoutMs }, async ({ id, run }) => {
  const result = summarize(id, await run({ repeats: 1, form: 'gate', seed }));
  console.log(`${id}: ${result.worst}`);
  expect(result).toMatchObject({ pass: true });
});
