// Loaded into the server's process by the bench of the database: on SIGUSR2 it writes into the server's own file for some seconds, from the
// thread that serves the calls, and then says on standard error how that went.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import { openDatabase } from '../../sql/open-database.ts';

const beatMs = 10;
/** Of ten writes one is a registration: three statements in one transaction. */
const registrationEvery = 10;

const seconds = Number(process.env['BENCH_SECONDS']);
const writesPerSecond = Number(process.env['BENCH_WRITES']);

/** Nanoseconds of perf_hooks as milliseconds. */
const toMs = (nanoseconds: number): number => Math.round(nanoseconds / 1e4) / 100;

async function measure(): Promise<void> {
  const database = await openDatabase({ dataDir: process.env['DATA_DIR'] ?? '' });
  const waitsMs: number[] = [];
  let refused = 0;

  async function write(index: number): Promise<void> {
    const startedMs = performance.now();
    const id = `bench-${index}`;
    try {
      if (index % registrationEvery > 0) await database.restingNumbers.save(String(index), 1);
      else
        await database.transaction(async ({ accounts, sessions }) => {
          const account = { id, phone: id, nickname: id, nicknameKey: id, salt: id, credential: id };
          await accounts.insert({ ...account, disabled: false, createdAtMs: index });
          await accounts.claimLook(id, id);
          const session = { id, accountId: id, tokenHash: id, createdAtMs: 0, expiresAtMs: 1 };
          await sessions.insert(session, id);
        });
      waitsMs.push(performance.now() - startedMs);
    } catch {
      refused += 1;
    }
  }

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startedMs = performance.now();
  const cpu = process.cpuUsage();
  const writes: Promise<void>[] = [];
  for (;;) {
    const passedMs = performance.now() - startedMs;
    if (passedMs >= seconds * 1000) break;
    const due = Math.floor((passedMs * writesPerSecond) / 1000);
    while (writes.length < due) writes.push(write(writes.length));
    await sleep(beatMs);
  }
  const askedMs = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(cpu);
  await Promise.all(writes);
  delay.disable();
  const doneMs = performance.now() - startedMs;
  await database.close();
  waitsMs.sort((one, other) => one - other);
  const waitMs = (share: number): number => Math.round(waitsMs[Math.floor(waitsMs.length * share)] ?? 0);
  const report = {
    'writes asked for per second': Math.round(writes.length / (askedMs / 1000)),
    'writes on the disk per second': Math.round(waitsMs.length / (doneMs / 1000)),
    refused,
    'write p50 ms': waitMs(0.5),
    'write p99 ms': waitMs(0.99),
    'loop delay p50 ms': toMs(delay.percentile(50)),
    'loop delay p99 ms': toMs(delay.percentile(99)),
    'loop delay max ms': toMs(delay.max),
    'processors used': Math.round(((user + system) / askedMs / 1000) * 100) / 100,
  };
  process.stderr.write(`{"databaseBench":${JSON.stringify(report)}}\n`);
}

if (isMainThread) process.on('SIGUSR2', () => void measure());
