// Every attack in its short form, measured: up to two minutes each. `npm run torture -- --long` does a hundred times as much.
import { expect, test } from 'vitest';
import { advisoryReplays } from '../torture/advisory-replays.ts';
import { summarize } from '../torture/check.ts';
import { fuzzMedia } from '../torture/fuzz-media.ts';
import { fuzzNegotiation } from '../torture/fuzz-negotiation.ts';
import { fuzzSignalling } from '../torture/fuzz-signalling.ts';
import { bruteForce, roomScan } from '../torture/guesses.ts';
import { hashing } from '../torture/hashing.ts';
import { levels } from '../torture/levels.ts';
import { cost, drawings, numbers, places } from '../torture/limits.ts';
import { mediaTcp } from '../torture/media-tcp.ts';
import { metricsFlood } from '../torture/metrics-flood.ts';
import { oversize } from '../torture/oversize.ts';
import { pictureBomb } from '../torture/picture-bomb.ts';
import { sdpInjection } from '../torture/sdp-injection.ts';
import { sizeBomb } from '../torture/size-bomb.ts';
import { slowSockets } from '../torture/slow-sockets.ts';

const timeoutMs = 400_000;
/** Another seed attacks otherwise. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

test.each([
  slowSockets,
  places,
  numbers,
  drawings,
  levels,
  mediaTcp,
  hashing,
  fuzzSignalling,
  fuzzNegotiation,
  fuzzMedia,
  advisoryReplays,
  oversize,
  metricsFlood,
  bruteForce,
  roomScan,
  cost,
  sdpInjection,
  pictureBomb,
  sizeBomb,
])('$id: no other member notices, and nothing ends', { timeout: timeoutMs }, async ({ id, run }) => {
  const result = summarize(id, await run({ repeats: 1, form: 'short', seed }));
  console.log(`${id}: ${result.worst}`);
  expect(result).toMatchObject({ pass: true });
});
