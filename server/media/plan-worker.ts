// Which worker carries a new room: the one with the least to do, as measured and as far as that lags behind. Pure; used by worker-pool.

/** What one worker has to do. */
export interface WorkerLoad {
  /** Share of a core that it took of late, 0..1. */
  readonly busyShare: number;
  /** What it carries now. */
  readonly rooms: number;
  readonly peers: number;
}

/**
 * Share of a core that a room or a peer counts for besides what was measured, since its media may just be beginning: rooms that open
 * together spread, and an evening of fifty quiet peers weighs less than one room of cameras.
 */
const shareOfNewcomer = 0.002;

/** The calmest, the first of several; `undefined` when there is none. */
export function planWorker<W extends WorkerLoad>(workers: readonly W[]): W | undefined {
  const loadOf = ({ busyShare, rooms, peers }: W): number => busyShare + shareOfNewcomer * (rooms + peers);
  return workers.toSorted((left, right) => loadOf(left) - loadOf(right))[0];
}
