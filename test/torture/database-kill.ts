// The database dies under running calls and comes back; and a ledger of what it acknowledged over many deaths.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from '../helpers/server.ts';
import { type Mariadb, startMariadb } from '../helpers/mariadb.ts';
import { askHttp, Member, registerAccount } from '../integration/member.ts';
import { type Check, mergeRuns, none, times } from './check.ts';
import { keepLedger } from './ledger.ts';
import { besideCanary, type RunOptions, type TortureTest } from './torture-test.ts';

/** Of the first of many deaths, and of each that follows. */
const awayMs = { gate: 2000, short: 5000, long: 60_000 };
const awayAgainMs = 5000;
const answerMaxMs = 2000;
const healMaxMs = 3000;
const askPauseMs = 250;
/** Running calls ask once in so many turns: one person may ask how the room stands 60 times a minute. */
const turnsPerResume = 5;

export const databaseKill: TortureTest = {
  id: 'database-kill',
  sentence:
    'Kills MariaDB (kill -9) under running calls and starts it again; then counts what was acknowledged over many kills, there and on SQLite.',
  longMinutes: 7,
  run: async (options) => {
    const mariadb = await startMariadb();
    try {
      const checks = await besideCanary((server) => killOften(server, mariadb, options), {
        DATABASE_URL: mariadb.url('torture'),
      });
      return [...checks, ...(await keepLedger(mariadb, options))];
    } finally {
      await mariadb.stop();
    }
  },
};

async function killOften(server: ServerProcess, mariadb: Mariadb, options: RunOptions): Promise<Check[]> {
  const runs: Check[][] = [];
  for (let repeat = 0; repeat < options.repeats; repeat += 1)
    runs.push(await killUnder(server, mariadb, repeat === 0 ? awayMs[options.form] : awayAgainMs));
  return mergeRuns(runs);
}

async function killUnder(server: ServerProcess, mariadb: Mariadb, away: number): Promise<Check[]> {
  const member = await Member.open(server.url, await registerAccount(server.url));
  await member.request('room:create');
  await mariadb.kill();
  const answersMs: number[] = [];
  let unclear = 0;
  let refused = 0;
  const endMs = performance.now() + away;
  for (let turn = 0; performance.now() < endMs; turn += 1) {
    const startedMs = performance.now();
    const { status, body } = await askHttp(server.url, 'account:salt', { login: member.account.phone });
    answersMs.push(performance.now() - startedMs);
    if (status !== 503 || body.error?.code !== 'database-unavailable') unclear += 1;
    if (turn % turnsPerResume === 0 && (await member.refusal('room:resume')) !== 'ok') refused += 1;
    await sleep(askPauseMs);
  }
  await mariadb.restart();
  const backMs = performance.now();
  let healedMs = Number.POSITIVE_INFINITY;
  while (healedMs === Number.POSITIVE_INFINITY && performance.now() - backMs < 10 * healMaxMs) {
    const { status } = await askHttp(server.url, 'account:salt', { login: member.account.phone });
    if (status === 200) healedMs = performance.now() - backMs;
    else await sleep(50);
  }
  const ended = member.closedBecause === undefined ? 0 : 1;
  member.close();
  return [
    times('answers while it is away', answersMs, answerMaxMs),
    none('answers without a clear reason', unclear),
    none('requests of running calls refused', refused),
    none('calls that ended', ended),
    times('healed', [healedMs], healMaxMs),
  ];
}
