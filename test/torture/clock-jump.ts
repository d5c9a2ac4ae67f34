// The clock of the machine jumps by an hour and by a day, to and fro, under running calls.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { askHttp, Member, registerAccount } from '../integration/member.ts';
import { none } from './check.ts';
import { besideCanary, type TortureTest } from './torture-test.ts';

const hourMs = 3_600_000;
const jumpsMs = [hourMs, 0, 24 * hourMs, -hourMs, -24 * hourMs, 0];
/** A file is looked at 20 times a second; what a jump does shows soon after. */
const settleMs = 2000;

export const clockJump: TortureTest = {
  id: 'clock-jump',
  sentence:
    'Lets the clock of the server jump by an hour and a day, forwards and back, while people talk, ask and sign in.',
  longMinutes: 1,
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plenum-clock-'));
    const file = join(folder, 'shift');
    await writeFile(file, '0');
    const preload = pathToFileURL(join(import.meta.dirname, 'preload/shift-clock.ts')).href;
    try {
      return await besideCanary(
        async (server) => {
          const member = await Member.open(server.url, await registerAccount(server.url));
          await member.request('room:create');
          let refused = 0;
          let missed = 0;
          for (const jumpMs of jumpsMs) {
            await writeFile(file, String(jumpMs));
            await sleep(settleMs);
            if (!server.output.stderr.includes(`{"clockShiftedByMs":${jumpMs}}`)) missed += 1;
            if ((await member.refusal('room:resume')) !== 'ok') refused += 1;
            const { status } = await askHttp(server.url, 'account:ticket', {}, member.account.token);
            if (status !== 200) refused += 1;
            const guest = await Member.open(server.url, await registerAccount(server.url));
            guest.close();
          }
          const broken = member.closedBecause === undefined ? 0 : 1;
          member.close();
          return [
            none('jumps that the server did not see', missed),
            none('refusals after a jump', refused),
            none('sockets that broke', broken),
          ];
        },
        { NODE_OPTIONS: `--import=${preload}`, SHIFTED_CLOCK_FILE: file },
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};
