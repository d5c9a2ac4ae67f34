// Refusals that must not tell why: the same bytes, and durations that statistics cannot tell apart.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../sql/database.ts';
import { openDatabase } from '../../sql/open-database.ts';
import { type AccountSide, openAccountSide } from '../helpers/account-client.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { errorsApart, errorsMax, timeRefusals } from '../torture/refusal-timing.ts';
import { Member, registerAccount } from '../integration/member.ts';

/** Of each kind; `npm run torture -- --long --only refusal-timing` has thousands, which find smaller differences. */
const tries = 150;

async function durationOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** Accounts of today may ask for a tenth of the numbers that the statistics need. */
function makeOld(folder: string): void {
  const raw = new DatabaseSync(join(folder, 'plenum.db'), { timeout: 5000 });
  raw.exec('update accounts set created_at_ms = 0');
  raw.close();
}

let dataDir: string;
let database: Database;
let side: AccountSide;
let server: ServerProcess;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plenum-refusals-'));
  database = await openDatabase({ dataDir });
  side = await openAccountSide(database, dataDir);
  server = await startServer({ env: { REQUEST_ALLOWANCE: '1000' } });
});
afterAll(async () => {
  side.signIn.close();
  await database.close();
  await rm(dataDir, { recursive: true });
  await server.stop();
});

test('a wrong password takes as long as an account that is not there', {
  timeout: 180_000,
}, async () => {
  const { wrong, unknown, otherwise } = await timeRefusals(side, tries);
  expect(otherwise).toBe(0);
  expect(errorsApart(wrong, unknown)).toBeLessThan(errorsMax);
});

test('a room that is locked, one that is not there and a number that is none are refused alike', async () => {
  const host = await Member.open(server.url, await registerAccount(server.url));
  const { number } = (await host.request('room:create')).room;
  await host.request('room:lock', { locked: true });
  const absent = number === '00000' ? '00001' : '00000';
  const numbers = [number, absent, 'x'.repeat(5)];
  const lots: number[][] = numbers.map(() => []);
  const answers = new Set<string>();
  const accounts = await Promise.all(Array.from({ length: 10 }, () => registerAccount(server.url)));
  makeOld(server.dataDir);
  for (const [account, registered] of accounts.entries()) {
    const guesser = await Member.open(server.url, registered);
    for (let count = 0; count < 48; count += 1) {
      const kind = (count + account) % numbers.length;
      lots[kind]?.push(
        await durationOf(async () =>
          answers.add(JSON.stringify(await guesser.ask('room:join', { number: numbers[kind] }))),
        ),
      );
    }
    guesser.close();
  }
  host.close();
  expect([...answers]).toEqual(['{"ok":false,"error":{"code":"room-unavailable"}}']);
  // How long a malformed one takes tells nothing that its sender does not know.
  const [locked = [], unknown = []] = lots;
  expect(errorsApart(locked, unknown)).toBeLessThan(errorsMax);
});
