// Decides when a newer program is looked for, and that a call is left in peace. Pure; used by `update-service.ts`.
import type { UpdateState } from '../../ipc.ts';

export interface UpdateMachine {
  readonly platform: NodeJS.Platform;
  /** False when run from a folder of sources. */
  readonly isPackaged: boolean;
  /** The AppImage that runs; `undefined` when it is none. */
  readonly appImage: string | undefined;
  /** Public key of those who built this program; without it the origin of an update cannot be checked. */
  readonly updateKey: string | undefined;
}

/** A Debian package belongs to root: it comes with the system's own updates, not at the word of a server. */
export function canUpdate({ platform, isPackaged, appImage, updateKey }: UpdateMachine): boolean {
  if (!isPackaged || updateKey === undefined) return false;
  return platform === 'win32' || platform === 'darwin' || (platform === 'linux' && appImage !== undefined);
}

/** Between two looks, in milliseconds: six hours. A server is asked a little; a new version waits a little. */
export const lookEveryMs = 6 * 60 * 60 * 1000;

interface UpdateFacts {
  readonly state: UpdateState['state'];
  readonly inCall: boolean;
  /** The server to ask; `null` while there is none. */
  readonly origin: string | null;
  /** The last look; `undefined` when there was none, or none that could be finished. */
  readonly last: { readonly origin: string; readonly atMs: number } | undefined;
  readonly nowMs: number;
}

/** `stop`: the download that is under way gives its part of the line to the call that has begun. */
export function planUpdate({ state, inCall, origin, last, nowMs }: UpdateFacts): 'look' | 'stop' | 'wait' {
  if (inCall) return state === 'downloading' ? 'stop' : 'wait';
  if (origin === null || state === 'unsupported' || state === 'downloading' || state === 'ready')
    return 'wait';
  const isDue = last === undefined || last.origin !== origin || nowMs - last.atMs >= lookEveryMs;
  return isDue ? 'look' : 'wait';
}
