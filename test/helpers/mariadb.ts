// A private MariaDB for tests: own data folder, own port on loopback, gone with the tests.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';

const startTimeoutMs = 60_000;
/** Debian puts the server where only root's search path leads. */
const folders = [
  ...(process.env.PATH ?? '').split(':'),
  '/usr/sbin',
  '/usr/bin',
  '/usr/local/sbin',
  '/usr/local/bin',
];

/** A running server. Its user `root` needs no password and may do everything. */
export interface Mariadb {
  readonly port: number;
  readonly pid: number;
  /** DATABASE_URL for a database of this name, which need not exist. */
  url(database: string): string;
  /** Runs one statement as root. */
  run(statement: string): Promise<void>;
  /** Stops the process without letting it say goodbye, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Kills the process, as a machine that loses its power does. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port, after `kill`. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param settings further ones of the server's own command line, for example `--ssl-cert=/some/file`
 * @throws when MariaDB is not installed or does not start, with what it wrote
 */
export async function startMariadb(settings: readonly string[] = []): Promise<Mariadb> {
  const dir = await mkdtemp(join(tmpdir(), 'plenum-mariadb-'));
  const dataDir = join(dir, 'data');
  const user = userInfo().username;
  await promisify(execFile)(find('mariadb-install-db'), [
    '--no-defaults',
    `--datadir=${dataDir}`,
    `--user=${user}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  const port = await freePort();
  const logFile = join(dir, 'error.log');
  const launch = (): ChildProcess =>
    spawn(find('mariadbd'), [
      '--no-defaults',
      `--user=${user}`,
      `--datadir=${dataDir}`,
      `--socket=${join(dir, 'socket')}`,
      `--pid-file=${join(dir, 'pid')}`,
      `--log-error=${logFile}`,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      '--innodb-buffer-pool-size=16M',
      '--skip-name-resolve',
      ...settings,
    ]);
  let server = launch();
  const endWithTests = (): void => void server.kill('SIGKILL');
  process.once('exit', endWithTests);
  const stop = async (): Promise<void> => {
    process.off('exit', endWithTests);
    await end(server);
    await rm(dir, { recursive: true, force: true });
  };
  const url = (database: string): string => `mysql://root@127.0.0.1:${port}/${database}`;
  try {
    await answersAt(server, url('mysql'));
  } catch (error) {
    const log = await readFile(logFile, 'utf8').catch(() => 'nothing');
    await stop();
    throw new Error(`MariaDB did not start; it wrote: ${log}`, { cause: error });
  }
  return {
    port,
    get pid() {
      return server.pid ?? 0;
    },
    url,
    run: async (statement) => {
      const connection = await createConnection(url('mysql'));
      await connection.query(statement);
      await connection.end();
    },
    signal: (signal) => void server.kill(signal),
    kill: () => end(server),
    restart: async () => {
      server = launch();
      await answersAt(server, url('mysql'));
    },
    stop,
  };
}

function find(program: string): string {
  const path = folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
  if (path === undefined)
    throw new Error(`${program} is missing; npm run setup installs MariaDB for the tests`);
  return path;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function answersAt(server: ChildProcess, url: string): Promise<void> {
  const deadlineMs = Date.now() + startTimeoutMs;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`mariadbd ended with exit code ${server.exitCode}`);
    try {
      await (await createConnection(url)).end();
      return;
    } catch (error) {
      if (Date.now() > deadlineMs) throw error;
      await delay(100);
    }
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGCONT');
  // Nothing in it is worth a slow goodbye.
  server.kill('SIGKILL');
  await once(server, 'exit');
}
