// Starts the server as operators do, as a process of its own, for integration and end-to-end tests.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const mainFile = join(import.meta.dirname, '../../server/main.ts');
const startTimeoutMs = 90_000;
const stopTimeoutMs = 5000;

/** Environment of a server that does every half second what it else does every five, and what it does less often in proportion. */
export const quickLooks = {
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'preload/quick-looks.ts')).href}`,
};

export interface ServerOptions {
  /** Settings besides PORT and DATA_DIR. */
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Put before the command, for example `['ip', 'netns', 'exec', 'name']`; the address is then not reachable from here. */
  readonly inside?: readonly string[];
}

export interface ServerProcess {
  /** For example `http://localhost:41234`. */
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  /** Everything written to standard output and standard error so far. */
  readonly output: { stdout: string; stderr: string };
  /** Ends the process and removes its data; resolves with how it ended and how long that took in milliseconds. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; tookMs: number }>;
  /** Ends the process and resolves with its data folder, for another server to go on with. */
  stopKeepingData(signal?: NodeJS.Signals): Promise<string>;
}

/** Starts a server on a free port and an empty data folder; resolves when it can host a meeting. */
export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
  const dataDir = options.env?.['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'plenum-test-')));
  const child = spawnServer({ ...options, env: { PORT: '0', ...options.env, DATA_DIR: dataDir } });
  const output = collectOutput(child);
  const url = await addressOf(child, output);
  if (options.inside === undefined) await waitUntilHealthy(url);
  return {
    url,
    pid: child.pid ?? 0,
    dataDir,
    output,
    stop: async (signal = 'SIGTERM') => {
      const startedMs = performance.now();
      const code = await end(child, signal);
      await rm(dataDir, { recursive: true, force: true });
      return { code, tookMs: performance.now() - startedMs };
    },
    stopKeepingData: async (signal = 'SIGTERM') => {
      await end(child, signal);
      return dataDir;
    },
  };
}

/** Runs a server that is expected not to start; resolves with what it said and its exit code. */
export async function runFailingServer(
  options: ServerOptions,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plenum-test-'));
  const child = spawnServer({ ...options, env: { PORT: '0', DATA_DIR: dataDir, ...options.env } });
  const output = collectOutput(child);
  const giveUp = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(giveUp);
  await rm(dataDir, { recursive: true, force: true });
  return { code, ...output };
}

function spawnServer({ env = {}, args = [], inside = [] }: ServerOptions): ChildProcess {
  const [command = process.execPath, ...rest] = [...inside, process.execPath, mainFile, ...args];
  return spawn(command, rest, {
    env: { ...process.env, MEDIA_WORKERS: '1', DRAIN_SECONDS: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function collectOutput(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => (output.stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (output.stderr += String(chunk)));
  return output;
}

/** The address from the one line that the server prints. */
async function addressOf(child: ChildProcess, output: { stdout: string; stderr: string }): Promise<string> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline && child.exitCode === null) {
    const url = /^Plenum hosts at (\S+)/m.exec(output.stdout)?.[1];
    if (url !== undefined) return url;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not start: ${output.stdout}${output.stderr}`);
}

async function waitUntilHealthy(url: string): Promise<void> {
  if (url.startsWith('https:')) return;
  const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(startTimeoutMs) });
  if (response.status !== 200) throw new Error(`/healthz answered ${response.status}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const closed = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  const giveUp = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  const [code] = await closed;
  clearTimeout(giveUp);
  return code;
}
