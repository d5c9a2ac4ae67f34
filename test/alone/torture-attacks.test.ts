// A short form of the torture: what others send in bad faith. test/nightly has the attacks that take longer, `npm run torture` a
// hundred times as much of all.
import { expect, test } from 'vitest';
import { summarize } from '../torture/check.ts';
import { advisoryReplays } from '../torture/advisory-replays.ts';
import { fuzzMedia } from '../torture/fuzz-media.ts';
import { fuzzNegotiation } from '../torture/fuzz-negotiation.ts';
import { fuzzSignalling } from '../torture/fuzz-signalling.ts';
import { bruteForce, roomScan } from '../torture/guesses.ts';
import { metricsFlood } from '../torture/metrics-flood.ts';
import { cost } from '../torture/limits.ts';
import { oversize } from '../torture/oversize.ts';
import { pictureBomb } from '../torture/picture-bomb.ts';
import { sdpInjection } from '../torture/sdp-injection.ts';
import { sizeBomb } from '../torture/size-bomb.ts';

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
  bruteForce,
  roomScan,
  cost,
  sdpInjection,
  pictureBomb,
  sizeBomb,
])('$id: nobody else notices, and nothing ends', { timeout: timeoutMs }, async ({ id, run }) => {
  const result = summarize(id, await run({ repeats: 1, form: 'gate', seed }));
  console.log(`${id}: ${result.worst}`);
  expect(result).toMatchObject({ pass: true });
});
