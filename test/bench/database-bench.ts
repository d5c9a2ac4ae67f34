// `npm run bench:database [-- --seconds S --writes N]`: what durable writes cost the calls. A real server with a call of four; its own
// thread writes nothing, and then so many times a second, into SQLite on this disk.
import { loadavg, tmpdir } from 'node:os';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { startServer } from '../helpers/server.ts';
import { openCanary } from '../torture/canary.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    writes: { type: 'string', default: '2000' },
  },
});
const pollMs = 50;
const preload = pathToFileURL(join(import.meta.dirname, 'database-writes-preload.ts')).href;

async function measure(writesPerSecond: number): Promise<Record<string, number>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plenum-bench-database-'));
  const server = await startServer({
    env: {
      LOG_LEVEL: 'error',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      LOUDEST_VOICES: '50',
      NODE_OPTIONS: `--import=${preload}`,
      BENCH_SECONDS: options.seconds,
      BENCH_WRITES: String(writesPerSecond),
    },
  });
  const canary = await openCanary(server.url);
  try {
    process.kill(server.pid, 'SIGUSR2');
    let report: string | undefined;
    while (report === undefined) {
      await sleep(pollMs);
      report = /^\{"databaseBench":(\{.*\})\}$/m.exec(server.output.stderr)?.[1];
    }
    const checks = await canary.checks();
    const heard = Object.fromEntries(
      checks.map(({ name, unit, measured }) => [`${name} ${unit}`.trim(), Math.round(measured)]),
    );
    return { ...(JSON.parse(report) as Record<string, number>), ...heard };
  } finally {
    canary.end();
    await server.stop();
  }
}

const results = { quiet: await measure(0), writing: await measure(Number(options.writes)) };
console.log(
  `A call of four for ${options.seconds} s each; load of the machine ${loadavg()[0]?.toFixed(1) ?? '?'}.`,
);
console.table(
  Object.fromEntries(
    Object.entries(results.quiet).map(([name, quiet]) => [name, { quiet, writing: results.writing[name] }]),
  ),
);
