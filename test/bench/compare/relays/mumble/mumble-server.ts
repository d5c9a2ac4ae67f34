// Starts a Mumble server of its own on a free port of loopback, in a folder that goes with it; Debian's service is left alone. Used by
// mumble.ts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where Debian's mumble-server puts its program. */
const mumbleProgram = '/usr/sbin/murmurd';
const startTimeoutMs = 20_000;

export interface MumbleServer {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * @param prefix put before the command, such as `taskset -c 0` in words
 * @throws Error when it does not answer within 20 s
 */
export async function startMumbleServer(prefix: readonly string[] = []): Promise<MumbleServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'plenum-mumble-'));
  const port = await freePort();
  const settingsFile = path.join(folder, 'settings.ini');
  await writeFile(settingsFile, settingsFor(folder, port));
  const [command, ...args] = [...prefix, mumbleProgram, '-fg', '-ini', settingsFile];
  const child = spawn(command, args, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const killed = (): boolean => child.kill('SIGKILL');
  process.once('exit', killed);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    process.off('exit', killed);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitForListener(port, () => child.exitCode !== null);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid ?? 0, port, stop };
}

/** As Debian ships it but for the limits that a hundred people from one address would meet. */
function settingsFor(folder: string, port: number): string {
  return [
    'host=127.0.0.1',
    `port=${port}`,
    `database=${path.join(folder, 'mumble.sqlite')}`,
    `logfile=${path.join(folder, 'mumble.log')}`,
    `pidfile=${path.join(folder, 'mumble.pid')}`,
    'users=250',
    // An address that comes more often than ten times in two minutes is kept out otherwise.
    'autobanAttempts=0',
    'bonjour=False',
    // Root would become Debian's own user, who may not write into our folder.
    `uname=${userInfo().username}`,
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

async function waitForListener(port: number, hasEnded: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + startTimeoutMs;
  while (performance.now() < deadlineMs && !hasEnded()) {
    if (await answers(port)) return;
    await sleep(50);
  }
  throw new Error(`Mumble's server did not start: run "${mumbleProgram} -fg" and read what it says.`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
