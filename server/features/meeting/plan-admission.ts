// Whether one more person, or one more room, is taken now. Pure; asked by the room handlers through admission.ts.
import type { ServerLoad } from '../../observe/server-load.ts';

/** A processor that is busier than this has no room for what a meeting does at once: joins, key frames, losses. */
export const busyShare = 0.85;

export interface AdmissionInput {
  /** People in rooms now, and how many there may be. */
  readonly peers: number;
  readonly peersMax: number;
  readonly load: ServerLoad;
}

/**
 * A new room is refused when the signalling or every worker is busy, or all of what the server may use: those that run keep
 * their quality, and people may still join them.
 * @returns why not, or `undefined`
 */
export function planAdmission(
  wanted: 'room' | 'place',
  { peers, peersMax, load }: AdmissionInput,
): 'server-full' | 'server-busy' | undefined {
  if (peers >= peersMax) return 'server-full';
  if (wanted === 'place') return undefined;
  const calmest = Math.min(...load.workers);
  const isBusy = load.workers.length > 0 && calmest > busyShare;
  return isBusy || load.signalling > busyShare || load.total > busyShare ? 'server-busy' : undefined;
}
