// The clock of the machine jumps by an hour and by a day, to and fro, under running calls.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { ServerProcess } from '../helpers/server.ts';
import { askHttp, Member, registerAccount } from '../integration/member.ts';
import { none } from './check.ts';
import { besideCanary, type TortureTest } from './torture-test.ts';

const hourMs = 3_600_000;
const jumpsMs = [hourMs, 0, 24 * hourMs, -hourMs, -24 * hourMs, 0];
/** The server looks 20 times a second where its clock is to be. */
const seenPatienceMs = 10_000;
/** What a jump does shows soon after. */
const settleMs = { gate: 300, short: 2000, long: 2000 };

export const clockJump: TortureTest = {
  id: 'clock-jump',
  sentence:
    'Lets the clock of the server jump by an hour and a day, forwards and back, while people talk, ask and sign in.',
  longMinutes: 1,
  run: async ({ form }) => {
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
            if (!(await jump(server, file, jumpMs))) missed += 1;
            await sleep(settleMs[form]);
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

/** Resolves with whether the server saw it. */
async function jump({ output }: ServerProcess, file: string, jumpMs: number): Promise<boolean> {
  const from = output.stderr.length;
  await writeFile(file, String(jumpMs));
  const deadlineMs = performance.now() + seenPatienceMs;
  while (performance.now() < deadlineMs) {
    if (output.stderr.slice(from).includes(`{"clockShiftedByMs":${jumpMs}}`)) return true;
    await sleep(10);
  }
  return false;
}
