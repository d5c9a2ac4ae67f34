// Whether one more person, or one more room, is taken now. Pure; asked by the room handlers through admission.ts.

/** A processor that is busier than this has no room for what a meeting does at once: joins, key frames, losses. */
export const busyShare = 0.85;

/** How busy the server's own processes are, 0..1, averaged over some seconds; the first two as a share of one core. */
export interface ServerLoad {
  /** The thread that answers requests. */
  readonly signalling: number;
  /** Each media worker; a room lives in one of them. */
  readonly workers: readonly number[];
  /** All of them together, as a share of the processors that the server may use. */
  readonly together: number;
}

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
  return isBusy || load.signalling > busyShare || load.together > busyShare ? 'server-busy' : undefined;
}
