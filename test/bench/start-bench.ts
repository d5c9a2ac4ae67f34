// `npm run bench:start [-- --cold]`: how long `npm start` takes until a meeting can be hosted, and what an idle host
// keeps in memory. `--cold` also times a fresh clone with empty caches, which takes minutes.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { measureMemory, type ProcessMemory } from './process-memory.ts';

const projectFolder = path.resolve(import.meta.dirname, '../..');
const warmGoalMs = 3000;
const coldGoalMs = 6 * 60_000;
const idleGoalMb = 250;
const idleBeforeMeasureMs = 5000;
const pollMs = 10;
const warmRounds = 3;

interface StartResult {
  /** From the start of npm to the first 200 of /healthz. */
  readonly startMs: number;
  readonly processes: readonly ProcessMemory[];
}

/**
 * Starts the host as a user does, waits until it can host, lets it idle, measures and ends it.
 * @param folder the clone to start
 * @param env settings beside PORT and DATA_DIR
 * @throws when the host ends before it can host
 */
async function measureStart(folder: string, env: NodeJS.ProcessEnv): Promise<StartResult> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'plenum-bench-data-'));
  const port = await freePort();
  const startedMs = performance.now();
  const host = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...userEnvironment(), ...env, PORT: String(port), DATA_DIR: dataDir },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(host, 'exit');
  try {
    while (!(await isHealthy(port))) {
      if (host.exitCode !== null) throw new Error('The host ended before a meeting could be hosted.');
      await sleep(pollMs);
    }
    const startMs = performance.now() - startedMs;
    await sleep(idleBeforeMeasureMs);
    return { startMs, processes: host.pid === undefined ? [] : measureMemory(host.pid) };
  } finally {
    host.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The same for a fresh clone of what is committed, with nothing in any cache. */
async function measureColdStart(): Promise<StartResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'plenum-bench-cold-'));
  const clone = path.join(folder, 'plenum');
  try {
    execFileSync('git', ['clone', '--quiet', projectFolder, clone]);
    return await measureStart(clone, {
      PLENUM_CACHE_DIR: path.join(folder, 'cache'),
      npm_config_cache: path.join(folder, 'npm'),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Our environment without what npm has put into it, so that the machine's own Node starts the host. */
function userEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|INIT_CWD$|NODE$|MEDIASOUP_WORKER_BIN$)/.test(name),
  );
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(kept), PATH: folders.join(':') };
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
    return answer.status === 200;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}

function printStart(name: string, startMs: number, goalMs: number): void {
  const verdict = startMs <= goalMs ? 'met' : 'missed';
  console.log(
    `${name}: ${(startMs / 1000).toFixed(2)} s until /healthz answers (goal ${goalMs / 1000} s: ${verdict})`,
  );
}

function printMemory(processes: readonly ProcessMemory[]): void {
  const sum = (kind: 'pssMb' | 'rssMb') => processes.reduce((total, process) => total + process[kind], 0);
  for (const { name, pssMb, rssMb } of processes) {
    console.log(`  ${name.padEnd(40)} ${rssMb.toFixed(1).padStart(7)} MB  (by share ${pssMb.toFixed(1)} MB)`);
  }
  const verdict = sum('rssMb') <= idleGoalMb ? 'met' : 'missed';
  console.log(
    `Idle host: ${sum('rssMb').toFixed(0)} MB resident (goal ${idleGoalMb} MB: ${verdict}); ` +
      `${sum('pssMb').toFixed(0)} MB when pages shared with other processes count by share`,
  );
}

const { values: options } = parseArgs({ options: { cold: { type: 'boolean', default: false } } });
const warm: StartResult[] = [];
for (let round = 0; round < warmRounds; round += 1) warm.push(await measureStart(projectFolder, {}));
const cold = options.cold ? await measureColdStart() : null;
console.log(`\nMachine: ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}.`);
for (const { startMs } of warm) printStart('Warm start', startMs, warmGoalMs);
if (cold) printStart('Cold start', cold.startMs, coldGoalMs);
printMemory(warm.at(-1)?.processes ?? []);
if (cold) {
  console.log('After the cold start:');
  printMemory(cold.processes);
}
