// Measures the machine: disk, clock, file descriptors, ffmpeg. Called by the doctor command.
import { execFile } from 'node:child_process';
import { mkdir, readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '../../../codecs/find-ffmpeg.ts';
import type { Config } from '../../config/config.ts';
import { descriptorLimit } from './descriptor-limit.ts';
import { type Finding, problem } from './finding.ts';
import { judgeClock, judgeDescriptors, judgeDisk, judgeFfmpeg } from './judge-machine.ts';

const execute = promisify(execFile);

export async function checkMachine({ dataDir, socketsMax }: Config): Promise<Finding[]> {
  return [
    await checkDisk(dataDir),
    judgeClock(Date.now(), await newestFileMs(dataDir), await isClockSynchronized()),
    judgeDescriptors(await descriptorLimit(), socketsMax),
    judgeFfmpeg(await findFfmpeg()),
  ];
}

async function checkDisk(dataDir: string): Promise<Finding> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(dataDir);
    return judgeDisk(dataDir, bavail * bsize);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return problem(
      'disk',
      `The data folder ${dataDir} cannot be used (${why}): make it, and let this user write there.`,
    );
  }
}

async function newestFileMs(dataDir: string): Promise<number | undefined> {
  const names = await readdir(dataDir).catch(() => []);
  const times = await Promise.all(names.map(async (name) => (await stat(join(dataDir, name))).mtimeMs));
  return times.length === 0 ? undefined : Math.max(...times);
}

async function isClockSynchronized(): Promise<boolean | undefined> {
  const said = (await output('timedatectl', ['show', '-p', 'NTPSynchronized', '--value']))?.trim();
  return said === 'yes' ? true : said === 'no' ? false : undefined;
}

/** What a program says, or `undefined` when it is not there or fails. */
async function output(program: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return (await execute(program, args, { timeout: 5000 })).stdout;
  } catch {
    return undefined;
  }
}
