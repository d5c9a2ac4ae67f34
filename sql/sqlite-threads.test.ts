import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from './open-database.ts';
import { startSqliteThread, ThreadClient } from './thread-client.ts';

const dirs: string[] = [];

async function newDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'plenum-threads-'));
  dirs.push(dir);
  return dir;
}

afterAll(async () => {
  for (const dir of dirs) await rm(dir, { recursive: true });
});

/** Processes start slowly on a machine that does other things. */
const processesMs = 120_000;

test(
  'what was acknowledged is there after the process was killed, over many deaths, and transactions are whole',
  async () => {
    const dataDir = await newDir();
    const acknowledged = new Set<string>();
    for (let round = 0; round < 4; round += 1) {
      const writer = fork(new URL('./endless-writer-process.ts', import.meta.url), [dataDir, `${round}`], {
        execArgv: [],
      });
      const exited = once(writer, 'exit');
      let inRound = 0;
      writer.on('message', (id: string) => {
        acknowledged.add(id);
        inRound += 1;
        if (inRound === 100 + 50 * round) writer.kill('SIGKILL');
      });
      expect(await exited).toEqual([null, 'SIGKILL']);
    }
    const database = await openDatabase({ dataDir });
    const accounts = (await database.accounts.all()).map(({ id }) => id);
    const numbers = (await database.restingNumbers.all(0)).map(({ number }) => number);
    const sessions = await database.sessions.living(accounts, 0);
    await database.close();
    const stored = new Set([...accounts, ...numbers]);
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
    expect(sessions).toEqual(new Set(accounts));
    expect(accounts.length).toBeGreaterThan(0);
    expect(numbers.length).toBeGreaterThan(0);
  },
  processesMs,
);

test(
  'beside a process that writes without end, every write of another one is done',
  async () => {
    const dataDir = await newDir();
    const database = await openDatabase({ dataDir });
    const writer = fork(new URL('./endless-writer-process.ts', import.meta.url), [dataDir, 'endless'], {
      execArgv: [],
    });
    const exited = once(writer, 'exit');
    await once(writer, 'message');
    const numbers = Array.from({ length: 20 }, (_, index) => `${index}`);
    for (const number of numbers) await database.restingNumbers.save(number, 1);
    writer.kill('SIGKILL');
    await exited;
    const stored = (await database.restingNumbers.all(0)).map(({ number }) => number);
    expect(stored).toEqual(expect.arrayContaining(numbers));
    await database.close();
  },
  processesMs,
);

test('a thread that dies refuses what waits, another one takes its place, and nothing acknowledged is lost', async () => {
  const dataDir = await newDir();
  await (await openDatabase({ dataDir })).close();
  const workers: Worker[] = [];
  let nowMs = 0;
  const client = new ThreadClient({
    start: () => {
      const worker = startSqliteThread({ file: join(dataDir, 'plenum.db'), role: 'write' });
      workers.push(worker);
      return worker;
    },
    now: () => nowMs,
  });
  const save = (number: string) =>
    client.ask({ kind: 'statement', text: 'insert into resting_numbers values (?, 1)', values: [number] });
  await save('00001');
  await client.ask({
    kind: 'statement',
    text: "insert into resting_numbers values ('00002', 1)",
    values: [],
    transaction: { id: 1, isFirst: true },
  });
  const waiting = save('00003');
  const refused = expect(waiting).rejects.toMatchObject({ code: 'database-unavailable' });
  await workers[0]?.terminate();
  await refused;
  await expect(client.ask({ kind: 'commit', transaction: 1 })).rejects.toMatchObject({
    code: 'database-unavailable',
  });
  nowMs = 500;
  await save('00004');
  const { rows } = await client.ask({
    kind: 'statement',
    text: 'select number from resting_numbers order by number',
    values: [],
  });
  expect(rows).toEqual([{ number: '00001' }, { number: '00004' }]);
  await client.close();
  expect(workers).toHaveLength(2);
});

test('what was asked before closing is done, and on the disk', async () => {
  const dataDir = await newDir();
  await (await openDatabase({ dataDir })).close();
  const client = new ThreadClient({
    start: () => startSqliteThread({ file: join(dataDir, 'plenum.db'), role: 'write' }),
  });
  const asked = Array.from({ length: 100 }, (_, index) =>
    client.ask({
      kind: 'statement',
      text: 'insert into resting_numbers values (?, 1)',
      values: [`${index}`],
    }),
  );
  await client.close();
  expect(await Promise.all(asked)).toHaveLength(100);
  const database = await openDatabase({ dataDir });
  expect(await database.restingNumbers.all(0)).toHaveLength(100);
  await database.close();
});

test('a file that cannot be opened any more is refused as unavailable', async () => {
  const deaths: string[] = [];
  const client = new ThreadClient({
    start: () => startSqliteThread({ file: join('/dev/null', 'plenum.db'), role: 'write' }),
    onDeath: ({ message }) => deaths.push(message),
  });
  const asked = client.ask({ kind: 'statement', text: 'select 1', values: [] });
  await expect(asked).rejects.toMatchObject({ code: 'database-unavailable' });
  expect(deaths).toEqual([expect.stringContaining('/dev/null/plenum.db cannot be opened')]);
  await client.close();
});

test('a long read holds up no write, and sees nothing that is not committed', async () => {
  const dataDir = await newDir();
  const database = await openDatabase({ dataDir });
  const file = join(dataDir, 'plenum.db');
  const reader = new ThreadClient({ start: () => startSqliteThread({ file, role: 'read' }) });
  await database.restingNumbers.save('00001', 1);
  const reading = { isOver: false };
  const counting =
    'with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000000) select count(*) as count, (select count(*) from resting_numbers) as numbers from n';
  const long = reader.ask({ kind: 'statement', text: counting, values: [] }).then(({ rows }) => {
    reading.isOver = true;
    return rows;
  });
  // The thread may need a moment to begin: what is asked of it afterwards is answered after it.
  const next = reader.ask({
    kind: 'statement',
    text: 'select number from resting_numbers order by number',
    values: [],
  });
  let written = 1;
  while (!reading.isOver) {
    written += 1;
    await database.restingNumbers.save(`${written}`.padStart(5, '0'), 1);
  }
  expect(written).toBeGreaterThan(3);
  expect(await long).toMatchObject([{ count: 2_000_000 }]);
  expect((await next).rows.length).toBeGreaterThan(0);
  await reader.close();
  await database.close();
});

test('a thread that only reads writes nothing', async () => {
  const dataDir = await newDir();
  await (await openDatabase({ dataDir })).close();
  const reader = new ThreadClient({
    start: () => startSqliteThread({ file: join(dataDir, 'plenum.db'), role: 'read' }),
  });
  const writing = reader.ask({ kind: 'statement', text: 'delete from resting_numbers', values: [] });
  await expect(writing).rejects.toMatchObject({ code: 'database-unavailable' });
  await reader.close();
});
