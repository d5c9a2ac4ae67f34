// Judges what was measured of the machine: disk, clock, file descriptors, ffmpeg. Pure; called by check-machine.
import type { Ffmpeg } from '../../../codecs/find-ffmpeg.ts';
import { otherFiles } from '../../config/config.ts';
import { type Finding, note, ok, problem } from './finding.ts';

const megabyte = 1024 * 1024;
/** Below this a database and its log soon cannot be written any more. */
const diskMinBytes = 200 * megabyte;
const diskComfortBytes = 1024 * megabyte;
/** With fewer a server soon turns people away. */
const socketsComfort = 4096;
/** Copies of files and machines' clocks differ by as much without anything being wrong. */
const clockSlackMs = 60_000;

export function judgeDisk(folder: string, freeBytes: number): Finding {
  const free = `${Math.floor(freeBytes / megabyte)} MB are free where ${folder} lies`;
  if (freeBytes < diskMinBytes) return problem('disk', `Only ${free}: make space, or move DATA_DIR.`);
  if (freeBytes < diskComfortBytes) return note('disk', `${free}: make space before it is full.`);
  return ok('disk', `${free}.`);
}

/** @param limit files that one process may have open; `undefined` when that is not known */
export function judgeDescriptors(limit: number | undefined, socketsMax: number): Finding {
  const needed = socketsMax + otherFiles;
  if (limit === undefined)
    return note(
      'file descriptors',
      'The limit of open files cannot be read here: make sure that it is high enough.',
    );
  if (limit >= needed && limit < socketsComfort + otherFiles)
    return note(
      'file descriptors',
      `A process may have only ${limit} files open, so that ${limit - otherFiles} connections fit: raise that (ulimit -Hn, LimitNOFILE=).`,
    );
  if (limit >= needed)
    return ok('file descriptors', `A process may have ${limit} files open, and ${needed} suffice.`);
  return problem(
    'file descriptors',
    `A process may have only ${limit} files open: raise that to ${needed} (ulimit -Hn, LimitNOFILE=), or lower SOCKETS_MAX.`,
  );
}

/**
 * @param newestFileMs when the newest file of the data folder was written (milliseconds since the epoch)
 * @param isSynchronized whether the system says that its clock is set by the network; `undefined` when it says nothing
 */
export function judgeClock(
  nowMs: number,
  newestFileMs: number | undefined,
  isSynchronized: boolean | undefined,
): Finding {
  if (newestFileMs !== undefined && newestFileMs > nowMs + clockSlackMs)
    return problem(
      'clock',
      `The data folder was last written at ${new Date(newestFileMs).toISOString()}, which is still to come: set the clock right (timedatectl set-ntp true).`,
    );
  const time = `The clock says ${new Date(nowMs).toISOString()}`;
  if (isSynchronized === true) return ok('clock', `${time} and is set by the network.`);
  if (isSynchronized === false)
    return note('clock', `${time} and is not set by the network: switch that on (timedatectl set-ntp true).`);
  return ok('clock', `${time}; whether it is set by the network the system does not tell.`);
}

/** @param ffmpeg the one that is used */
export function judgeFfmpeg(ffmpeg: Ffmpeg | undefined): Finding {
  if (ffmpeg === undefined)
    return note(
      'ffmpeg',
      'No ffmpeg runs here: calls need none, load tests and recordings do (apt-get install ffmpeg).',
    );
  const whose = ffmpeg.isOwn
    ? 'of this machine'
    : 'of 2018 that came with Plenum; a newer one in PATH would be used';
  return ok('ffmpeg', `Pictures are made by ${ffmpeg.version}, the one ${whose}.`);
}
