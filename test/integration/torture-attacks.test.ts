// A short form of the torture: what others send in bad faith, each attack once. test/nightly does more of all, and measures.
import { expect, test } from 'vitest';
import { patiently, summarize } from '../torture/check.ts';
import { advisoryReplays } from '../torture/advisory-replays.ts';
import { fuzzMedia } from '../torture/fuzz-media.ts';
import { fuzzNegotiation } from '../torture/fuzz-negotiation.ts';
import { fuzzSignalling } from '../torture/fuzz-signalling.ts';
import { bruteForce, roomScan } from '../torture/guesses.ts';
import { metricsFlood } from '../torture/metrics-flood.ts';
import { cost } from '../torture/limits.ts';
import { oversize } from '../torture/oversize.ts';

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
])('$id: no other member notices, and nothing ends', { timeout: timeoutMs }, async ({ id, run }) => {
  const result = summarize(id, patiently(await run({ repeats: 1, form: 'gate', seed })));
  console.log(`${id}: ${result.worst}`);
  expect(result).toMatchObject({ pass: true });
});
