// Keeps two load tests of this machine from being the same people: whose accounts are in use by one run throws the other out of its
// rooms. Used by load-run.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoadError } from '../load-error.ts';

/** More runs at a time than a machine has use for. */
const seedsTried = 32;

export interface HeldSeed {
  readonly seed: number;
  /** Lets others have it. */
  release(): void;
}

/**
 * @param url of the server @param seed that is wanted
 * @param isChosen whether a person named it: then another one will not do
 * @throws LoadError when another run holds it
 */
export function holdSeed(
  url: string,
  seed: number,
  isChosen: boolean,
  folder = join(tmpdir(), 'plenum-load-seeds'),
): HeldSeed {
  mkdirSync(folder, { recursive: true });
  const server = createHash('sha256').update(url).digest('hex').slice(0, 16);
  const last = isChosen ? seed : seed + seedsTried - 1;
  for (let wanted = seed; wanted <= last; wanted += 1) {
    const file = join(folder, `${server}-${wanted}`);
    if (take(file)) return { seed: wanted, release: () => rmSync(file, { force: true }) };
  }
  throw new LoadError(
    `Another load test of this machine uses the accounts of seed ${seed}: choose another --seed, or wait for its end.`,
  );
}

function take(file: string): boolean {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isRunning(holderOf(file))) return false;
      // Its run was killed.
      rmSync(file, { force: true });
    }
  }
  return false;
}

function holderOf(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
