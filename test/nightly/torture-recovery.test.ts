// What ends calls elsewhere, in its short form, measured. `npm run torture -- --long` has the figures of many repeats.
import { expect, test } from 'vitest';
import { summarize } from '../torture/check.ts';
import { clockJump } from '../torture/clock-jump.ts';
import { databaseKill } from '../torture/database-kill.ts';
import { diskFull } from '../torture/disk-full.ts';
import { drain } from '../torture/drain.ts';
import { linkCut } from '../torture/link-cut.ts';
import { serverKill } from '../torture/server-kill.ts';
import { workerHang, workerKill } from '../torture/worker-kill.ts';

const timeoutMs = 400_000;

test.each([workerKill, workerHang, serverKill, drain, databaseKill, diskFull, clockJump, linkCut])(
  '$id: everything holds that is promised',
  { timeout: timeoutMs },
  async ({ id, run }) => {
    const result = summarize(id, await run({ repeats: 3, form: 'short', seed: 1 }));
    console.log(`${id}: ${result.worst}`);
    expect(result).toMatchObject({ pass: true });
  },
);
