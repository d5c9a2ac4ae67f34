// The attacks that fill something up or wait for something to run out, in their short form: half a minute each.
import { expect, test } from 'vitest';
import { summarize } from '../torture/check.ts';
import { hashing } from '../torture/hashing.ts';
import { levels } from '../torture/levels.ts';
import { drawings, numbers, places } from '../torture/limits.ts';
import { mediaTcp } from '../torture/media-tcp.ts';
import { slowSockets } from '../torture/slow-sockets.ts';

const timeoutMs = 180_000;
/** Another seed attacks otherwise. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

test.each([slowSockets, places, numbers, drawings, levels, mediaTcp, hashing])(
  '$id: no other member notices, and nothing ends',
  { timeout: timeoutMs },
  async ({ id, run }) => {
    const result = summarize(id, await run({ repeats: 1, form: 'gate', seed }));
    console.log(`${id}: ${result.worst}`);
    expect(result).toMatchObject({ pass: true });
  },
);
