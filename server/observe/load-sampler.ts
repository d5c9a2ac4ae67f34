// How busy the server's own processes are, looked at each second. Asked by admission and metrics, noted at each worker.
import type { WorkerPool } from '../media/worker-pool.ts';
import type { ServerLoad } from './server-load.ts';

const sampleEveryMs = 1000;
/** What the newest second counts of the average: a burst of joins does not refuse rooms, ten busy seconds do. */
const newestShare = 0.2;

/** A process by the processor time it has used. */
class BusyShare {
  #usedMs: number;
  #atMs: number;
  #share = 0;

  /** @param usedMs since the process began @param atMs when that was read */
  constructor(usedMs: number, atMs: number) {
    this.#usedMs = usedMs;
    this.#atMs = atMs;
  }

  get share(): number {
    return this.#share;
  }

  /** The same moment twice tells nothing new. */
  sample(usedMs: number, atMs: number): void {
    if (atMs === this.#atMs) return;
    const newest = (usedMs - this.#usedMs) / Math.max(1, atMs - this.#atMs);
    this.#share += newestShare * (Math.min(1, newest) - this.#share);
    this.#usedMs = usedMs;
    this.#atMs = atMs;
  }
}

export class LoadSampler {
  readonly #workers: WorkerPool;
  readonly #processors: number;
  readonly #signalling = new BusyShare(signallingUsedMs(), performance.now());
  /** By process id. */
  #workerShares = new Map<number, BusyShare>();
  readonly #timer: NodeJS.Timeout;

  /** @param processors how many the server may use, for example 0.5 */
  constructor(workers: WorkerPool, processors: number) {
    this.#workers = workers;
    this.#processors = processors;
    this.#timer = setInterval(() => this.#sample(), sampleEveryMs);
    this.#timer.unref();
  }

  get load(): ServerLoad {
    const signalling = this.#signalling.share;
    const workers = Array.from(this.#workerShares.values(), ({ share }) => share);
    const total = workers.reduce((sum, share) => sum + share, signalling) / this.#processors;
    return { signalling, workers, total };
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #sample(): void {
    this.#signalling.sample(signallingUsedMs(), performance.now());
    const shares = this.#workers.running.flatMap((place) => {
      const { worker, processorTime } = place;
      if (processorTime === undefined) return [];
      const { usedMs, atMs } = processorTime;
      const share = this.#workerShares.get(worker.pid) ?? new BusyShare(usedMs, atMs);
      share.sample(usedMs, atMs);
      place.busyShare = share.share;
      return [[worker.pid, share] as const];
    });
    // One that has died is forgotten with its share.
    this.#workerShares = new Map(shares);
  }
}

/** Of the thread that answers requests alone: passwords are hashed in others. */
function signallingUsedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
