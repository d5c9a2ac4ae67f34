// Refusals that must not tell why: the same bytes, and durations that statistics cannot tell apart.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../sql/database.ts';
import { openDatabase } from '../../sql/open-database.ts';
import {
  type AccountSide,
  newAddress,
  openAccountSide,
  registerWith,
  signInWith,
} from '../helpers/account-client.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { superiorityError, superiorityOf } from '../helpers/superiority.ts';
import { Member, registerAccount } from './member.ts';

/** Of each kind; thousands find smaller differences. */
const tries = Number(process.env['TIMING_TRIES'] ?? 150);
/** A difference of so many standard errors does not come by chance once in a hundred thousand runs. */
const errorsMax = 4.5;

function expectAlike(first: readonly number[], second: readonly number[]): void {
  const distance = Math.abs(superiorityOf(first, second) - 0.5);
  expect(distance).toBeLessThan(errorsMax * superiorityError(first.length, second.length));
}

async function durationOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
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
  timeout: 30_000 + tries * 1000,
}, async () => {
  // Each login stays below the failures that would make it wait.
  const perLogin = 8;
  const wrong: number[] = [];
  const unknown: number[] = [];
  for (let count = 0; count < tries; count += 1) {
    const person = { phone: `1360${1_000_000 + Math.floor(count / perLogin)}`, password: 'a password' };
    const stranger = `1350${1_000_000 + Math.floor(count / perLogin)}`;
    if (count % perLogin === 0) await registerWith(side, { ...person, nickname: `person ${count}` });
    const fail = (login: string) => () =>
      signInWith(side, login, 'wrong', newAddress()).then(
        () => expect.fail('signed in'),
        (error: unknown) => expect(error).toMatchObject({ code: 'wrong-credentials' }),
      );
    // In turns, so that whatever else the machine does meets both alike.
    const kinds = [
      [wrong, fail(person.phone)],
      [unknown, fail(stranger)],
    ] as const;
    for (const [lot, work] of count % 2 === 0 ? kinds : kinds.toReversed()) lot.push(await durationOf(work));
  }
  expectAlike(wrong, unknown);
});

test('a room that is locked, one that is not there and a number that is none are refused alike', async () => {
  const host = await Member.open(server.url, await registerAccount(server.url));
  const { number } = (await host.request('room:create')).room;
  await host.request('room:lock', { locked: true });
  const absent = number === '00000' ? '00001' : '00000';
  const numbers = [number, absent, 'x'.repeat(5)];
  const lots: number[][] = numbers.map(() => []);
  const answers = new Set<string>();
  for (let account = 0; account < 10; account += 1) {
    const guesser = await Member.open(server.url, await registerAccount(server.url));
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
  const [locked = [], unknown = [], malformed = []] = lots;
  expectAlike(locked, unknown);
  expectAlike(locked, malformed);
});
