// Which ffmpeg makes test pictures, and later recordings: the machine's own, which is newer, else the one that came with the packages.
// Used by the load tester and the doctor. It is run as a program of its own, never linked.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface Ffmpeg {
  /** What to run. */
  readonly path: string;
  /** As it names itself, for example `ffmpeg version 5.1.9`. */
  readonly version: string;
  readonly isOwn: boolean;
}

/** @returns `undefined` where neither can be run, as on a system that the package knows nothing of */
export async function findFfmpeg(
  ask: (path: string) => Promise<string> = askVersion,
  packaged: () => Promise<string | undefined> = findPackaged,
): Promise<Ffmpeg | undefined> {
  const candidates = [
    { isOwn: true, find: async () => 'ffmpeg' },
    { isOwn: false, find: packaged },
  ];
  for (const { isOwn, find } of candidates) {
    const path = await find();
    const said = path === undefined ? undefined : await ask(path).catch(() => undefined);
    if (path !== undefined && said !== undefined)
      return { path, version: said.split(/ Copyright|\s{2}|\n/)[0] ?? '', isOwn };
  }
  return undefined;
}

async function askVersion(path: string): Promise<string> {
  return (await execute(path, ['-version'])).stdout;
}

/** The package throws where it has no program for this system. */
async function findPackaged(): Promise<string | undefined> {
  try {
    return (await import('@ffmpeg-installer/ffmpeg')).default.path;
  } catch {
    return undefined;
  }
}
