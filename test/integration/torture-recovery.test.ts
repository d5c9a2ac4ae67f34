// A short form of the torture: what ends calls elsewhere, each once. test/nightly does more, and measures.
import { expect, test } from 'vitest';
import { patiently, summarize } from '../torture/check.ts';
import { databaseKill } from '../torture/database-kill.ts';
import { diskFull } from '../torture/disk-full.ts';
import { clockJump } from '../torture/clock-jump.ts';
import { drain } from '../torture/drain.ts';
import { linkCut } from '../torture/link-cut.ts';
import { serverKill } from '../torture/server-kill.ts';
import { workerHang, workerKill } from '../torture/worker-kill.ts';

const timeoutMs = 180_000;

test.each([workerKill, workerHang, serverKill, drain, databaseKill, diskFull, clockJump, linkCut])(
  '$id: everything holds that is promised',
  { timeout: timeoutMs },
  async ({ id, run }) => {
    const result = summarize(id, patiently(await run({ repeats: 1, form: 'gate', seed: 1 })));
    console.log(`${id}: ${result.worst}`);
    expect(result).toMatchObject({ pass: true });
  },
);
