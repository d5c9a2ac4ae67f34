// What a database acknowledged and what it has afterwards: nothing lost, nothing doubled, over many deaths of the database
// (MariaDB) and of the process that writes (SQLite).
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Mariadb } from '../helpers/mariadb.ts';
import { type DatabaseSettings, openDatabase } from '../../sql/open-database.ts';
import { type Check, none } from './check.ts';
import type { RunOptions } from './torture-test.ts';

const operations = { gate: 200, short: 500, long: 10_000 };
const kills = { gate: 1, short: 3, long: 20 };

/** What the writing process tells: an operation of this number was acknowledged, or refused. */
export interface LedgerEntry {
  readonly operation: number;
  readonly acknowledged: boolean;
}

export async function keepLedger(mariadb: Mariadb, { form }: RunOptions): Promise<Check[]> {
  const plan = { operations: operations[form], kills: kills[form] };
  const onServer = await countOn({ url: mariadb.url('ledger'), dataDir: '/nonexistent' }, plan, async () => {
    await mariadb.kill();
    await mariadb.restart();
  });
  const folder = await mkdtemp(join(tmpdir(), 'plenum-ledger-'));
  const inFile = await countOn({ dataDir: folder }, plan, async (writer) => {
    const gone = once(writer, 'exit');
    writer.kill('SIGKILL');
    await gone;
  });
  await rm(folder, { recursive: true });
  return [
    none('acknowledged and lost on MariaDB', onServer.lost),
    none('doubled or half done on MariaDB', onServer.wrong),
    none('acknowledged and lost on SQLite', inFile.lost),
    none('doubled or half done on SQLite', inFile.wrong),
  ];
}

interface Plan {
  readonly operations: number;
  readonly kills: number;
}

/** Each operation is an account with its session, in one transaction. */
async function countOn(
  settings: DatabaseSettings,
  plan: Plan,
  strike: (writer: ChildProcess) => Promise<void>,
): Promise<{ lost: number; wrong: number }> {
  await (await openDatabase(settings)).close();
  const acknowledged = new Set<number>();
  const share = Math.ceil(plan.operations / (plan.kills + 1));
  const progress = { next: 0 };
  for (let kill = 0; kill <= plan.kills; kill += 1) {
    const writer = startWriter(settings, progress.next);
    writer.on('message', ({ operation, acknowledged: done }: LedgerEntry) => {
      progress.next = Math.max(progress.next, operation + 1);
      if (done) acknowledged.add(operation);
    });
    const goal = Math.min(plan.operations, (kill + 1) * share);
    await untilWritten(writer, () => acknowledged.size >= goal);
    if (kill < plan.kills) await strike(writer);
    // A few more after the database is back, over the pool that broke.
    const after = acknowledged.size + 5;
    await untilWritten(writer, () => acknowledged.size >= after);
    await end(writer);
    progress.next += 100;
  }
  return compare(settings, acknowledged, plan.operations / 2);
}

async function untilWritten(writer: ChildProcess, isEnough: () => boolean): Promise<void> {
  while (!isEnough() && writer.exitCode === null && writer.signalCode === null) await sleep(5);
}

async function compare(
  settings: DatabaseSettings,
  acknowledged: ReadonlySet<number>,
  least: number,
): Promise<{ lost: number; wrong: number }> {
  if (acknowledged.size < least) throw new Error(`Only ${acknowledged.size} operations were acknowledged.`);
  const database = await openDatabase(settings);
  const accounts = await database.accounts.all();
  const stored = accounts.map(({ id }) => Number(id.split('-')[1]));
  const sessions = await database.sessions.living(
    stored.map((operation) => `session-${operation}`),
    0,
  );
  await database.close();
  const distinct = new Set(stored);
  const lost = [...acknowledged].filter((operation) => !distinct.has(operation)).length;
  const doubled = stored.length - distinct.size;
  return { lost, wrong: doubled + (stored.length - sessions.size) };
}

function startWriter(settings: DatabaseSettings, first: number): ChildProcess {
  return fork(join(import.meta.dirname, 'ledger-process.ts'), [JSON.stringify(settings), String(first)], {
    execArgv: [],
  });
}

async function end(writer: ChildProcess): Promise<void> {
  if (writer.exitCode !== null || writer.signalCode !== null) return;
  const gone = once(writer, 'exit');
  writer.kill('SIGKILL');
  await gone;
}
