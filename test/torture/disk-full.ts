// The disk of the server is full: data folder and log alike. Then the log is gone altogether, and then there is room again.
import { writeFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askHttp, Member, registerAccount } from '../integration/member.ts';
import { openCanary } from './canary.ts';
import { type Check, none } from './check.ts';
import { startTortured } from './torture-server.ts';
import { isRunning, type TortureTest } from './torture-test.ts';

/** Room for the database and not much more. */
const diskMegabytes = 4;
const fillBytes = 64 * 1024;
const watchedMs = { gate: 1000, short: 3000, long: 3000 };

export const diskFull: TortureTest = {
  id: 'disk-full',
  sentence:
    'Fills the disk under data folder and log, registers and opens rooms, and makes room again (as root, in a disk of memory).',
  longMinutes: 1,
  run: async ({ form }) => {
    const folder = await mkdtemp(join(tmpdir(), 'plenum-disk-'));
    const mount = `mount -t tmpfs -o size=${diskMegabytes}m tmpfs "$0" && exec "$@" 2>>"$0/log"`;
    const server = await startTortured({ DATA_DIR: join(folder, 'data') }, [
      'unshare',
      '--mount',
      'sh',
      '-c',
      mount,
      folder,
    ]);
    // The disk is seen by the server alone; from outside it is found through its process.
    const disk = join('/proc', String(server.pid), 'root', folder);
    const canary = await openCanary(server.url);
    try {
      const checks = await fillAndFree(server.url, disk, watchedMs[form]);
      return [...checks, ...(await canary.checks()), none('exits', isRunning(server.pid) ? 0 : 1)];
    } finally {
      canary.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function fillAndFree(url: string, disk: string, watched: number): Promise<Check[]> {
  const member = await Member.open(url, await registerAccount(url));
  await member.request('room:create');
  const files = fill(disk);
  const refusals = await Promise.all(Array.from({ length: 5 }, () => registerFails(url)));
  const unnamed = refusals.filter((code) => code !== 'database-unavailable').length;
  await sleep(watched);
  rmSync(join(disk, 'log'));
  await sleep(watched);
  const stillThere = (await member.refusal('room:resume')) === 'ok' && member.closedBecause === undefined;
  for (const file of files) rmSync(file);
  // What was refused was not half done: the same people can register now.
  const guest = await Member.open(url, await registerAccount(url));
  const opens = await guest.refusal('room:create');
  for (const each of [member, guest]) each.close();
  return [
    none('refusals without a name', unnamed),
    none('calls that ended', stillThere ? 0 : 1),
    none('failures once there is room again', opens === 'ok' ? 0 : 1),
  ];
}

/** Fills a disk to the last byte. @returns what to remove to make room */
function fill(disk: string): string[] {
  const files: string[] = [];
  for (let size = fillBytes; size >= 1; ) {
    const file = join(disk, `filling-${files.length}`);
    files.push(file);
    try {
      writeFileSync(file, Buffer.alloc(size));
    } catch {
      size = Math.floor(size / 4);
    }
  }
  return files;
}

/** Registers an account; the code of the refusal, or `ok`. */
async function registerFails(url: string): Promise<string> {
  const digits = String(Math.floor(Math.random() * 1e9)).padStart(9, '0');
  const hex = 'a'.repeat(32);
  const account = { phone: `+44${digits}`, nickname: `late ${digits} x`, salt: hex, digest: hex };
  const { status, body } = await askHttp(url, 'account:register', account);
  return status === 200 ? 'ok' : (body.error?.code ?? String(status));
}
