// The media workers: one process per core, one port each, replaced when they die. Opened by main, used by the relay.
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import type { Logger } from 'pino';
import { SettingError } from '../config/setting-error.ts';
import { planListenInfos } from './media-addresses.ts';
import { MediaServers } from './media-servers.ts';
import { isReachable, missingOf, planMove } from './plan-move.ts';
import { planWorker } from './plan-worker.ts';
import { lookAtProcess } from './process-look.ts';
import { WorkerDeaths } from './worker-deaths.ts';
import { withWorkerEnvironment } from './worker-environment.ts';
import { watchHeartbeat } from './worker-heartbeat.ts';
import { WorkerQuestions } from './worker-questions.ts';

/** Blocks of ports tried when the operator named none and another program holds the first. */
const portBlocksTried = 50;
/** A worker that cannot start is tried again after this long; shorter would only fill the log. */
const respawnDelayMs = 1000;
/** Long enough that no meeting moves from death to death, and short enough that an attack that is over leaves no trace. */
const givenUpRestMs = 60_000;
/** A worker is replaced in a tenth of a second; who wants one waits so long for it, and then hears that there is none. */
const replacementTimeoutMs = 3000;
const replacementLookMs = 20;

export interface WorkerPoolOptions {
  /** Path of the worker's program. */
  readonly workerBin: string;
  /** How many processes, 1 or more. */
  readonly count: number;
  /** Addresses of this machine now, on which a worker that starts listens. */
  readonly addresses: () => readonly string[];
  /** Port of the first worker, UDP and TCP; the others follow upwards. */
  readonly port: number;
  /** Whether to fail (the operator named the port) or to try the next block when a port is busy. */
  readonly portIsFixed: boolean;
  readonly log: Logger;
}

/** A running worker and the servers in it that its transports share. */
export interface MediaWorker {
  readonly worker: types.Worker;
  readonly servers: MediaServers;
  readonly port: number;
  /** Everything it is asked for peers and rooms passes here. */
  readonly questions: WorkerQuestions;
  /** Rooms and peers it carries now; the relay keeps count. */
  rooms: number;
  peers: number;
  /** What it has used of a core since it started, as it told at its last heartbeat; none before the first. */
  processorTime: { readonly usedMs: number; readonly atMs: number } | undefined;
  /** Share of a core that it took of late, 0..1; the load sampler keeps it. */
  busyShare: number;
  /** It died, and none takes its place for a while because too many died there. */
  givenUp: boolean;
  /** It was ended for one that listens on the machine's new addresses. */
  replaced: boolean;
}

/** Starts the workers. @throws SettingError when the ports are busy or the worker's program does not start */
export async function openWorkerPool(options: WorkerPoolOptions): Promise<WorkerPool> {
  for (let block = 0; block < portBlocksTried; block += 1) {
    const port = options.port + block * options.count;
    const pool = new WorkerPool({ ...options, port });
    try {
      await pool.open();
      if (block > 0) options.log.warn({ port }, 'default media ports are busy, using the next free ones');
      return pool;
    } catch (error) {
      await pool.close();
      if (!isPortBusy(error)) throw error;
      if (options.portIsFixed) break;
    }
  }
  const last = options.port + options.count - 1;
  throw new SettingError(
    'MEDIA_PORT',
    String(options.port),
    `a port that is free, with the ${options.count - 1} after it (${options.port} to ${last}), for UDP and TCP on ${options.addresses().join(', ')}; at least one of them is in use`,
  );
}

export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  /** One place per worker; empty while a dead one is being replaced. */
  readonly #places: (MediaWorker | undefined)[];
  readonly #deaths: readonly WorkerDeaths[];
  /** Places at which no worker is started for a while. */
  readonly #givenUp = new Set<number>();
  #closed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#places = Array.from({ length: options.count });
    this.#deaths = Array.from({ length: options.count }, () => new WorkerDeaths());
  }

  async open(): Promise<void> {
    const opened = await Promise.allSettled(this.#places.map((_, index) => this.#spawn(index)));
    for (const result of opened) if (result.status === 'rejected') throw result.reason;
    this.#places.forEach((_, index) => this.#logStart(index));
  }

  /** Workers that run now. */
  get running(): MediaWorker[] {
    return this.#places.filter((place) => place !== undefined).filter(({ worker }) => !worker.closed);
  }

  /** How many should run. */
  get size(): number {
    return this.#places.length;
  }

  /** The worker with the least to do, or `undefined` when none runs. */
  leastLoaded(): MediaWorker | undefined {
    return planWorker(this.running);
  }

  /** Whether none runs and none will be started for a while. */
  get allGivenUp(): boolean {
    return this.#givenUp.size === this.size;
  }

  /** As `leastLoaded`; where none runs just now, one that is being started is waited for. */
  async awaitLeastLoaded(): Promise<MediaWorker | undefined> {
    const deadlineMs = performance.now() + replacementTimeoutMs;
    while (this.running.length === 0 && !this.allGivenUp && performance.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, replacementLookMs));
    }
    return this.leastLoaded();
  }

  /** Whether media can come in: a worker listens on an address that this machine has now. */
  get isReachable(): boolean {
    const current = this.#options.addresses();
    return this.running.some(({ servers }) => isReachable(servers.addresses, current));
  }

  /** Has the workers listen on the addresses that this machine has now, as far as that interrupts no call. */
  async followAddresses(): Promise<void> {
    const current = this.#options.addresses();
    await Promise.all(
      this.#places.map(async (place, index) => {
        if (place === undefined || place.worker.closed) return;
        const { servers, rooms } = place;
        servers.closeUnused(current);
        const stand = { listens: servers.first, added: servers.later, current, rooms };
        const plan = planMove(stand);
        if (plan === 'replace') await this.#replace(index, place, current);
        if (plan === 'add') await this.#listen(index, place, missingOf(stand));
      }),
    );
  }

  /** Ends all workers and resolves when their processes are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.running.map(({ worker }) => closeWorker(worker)));
  }

  async #spawn(index: number): Promise<void> {
    const { workerBin } = this.#options;
    const addresses = this.#options.addresses();
    const port = this.#options.port + index;
    const worker = await createQuietWorker(workerBin);
    try {
      const servers = await MediaServers.open(addresses, (on) =>
        worker.createWebRtcServer({ listenInfos: planListenInfos(on, port) }),
      );
      const place: MediaWorker = {
        worker,
        servers,
        port,
        questions: new WorkerQuestions(),
        rooms: 0,
        peers: 0,
        processorTime: undefined,
        busyShare: 0,
        givenUp: false,
        replaced: false,
      };
      this.#places[index] = place;
      this.#watch(index, place);
    } catch (error) {
      await closeWorker(worker);
      throw error;
    }
    if (this.#closed) return closeWorker(worker);
  }

  /** Ends a worker that is stuck, replaces one that died, and gives a place up at which too many died. */
  #watch(index: number, place: MediaWorker): void {
    const { log } = this.#options;
    const { worker } = place;
    const facts = { worker: index, workerPid: worker.pid };
    const endWatch = watchHeartbeat({
      ask: async () => {
        const { ru_utime, ru_stime } = await worker.getResourceUsage();
        place.processorTime = { usedMs: ru_utime + ru_stime, atMs: performance.now() };
      },
      answers: () => place.questions.answers,
      look: () => lookAtProcess(worker.pid),
      onStuck: (silence) => {
        log.error({ ...facts, silence }, 'media worker does not answer, ending it');
        process.kill(worker.pid, 'SIGKILL');
      },
    });
    worker.observer.once('close', endWatch);
    worker.once('died', (error) => {
      this.#places[index] = undefined;
      place.givenUp = this.#deaths[index]?.note(performance.now()) ?? false;
      if (place.givenUp) {
        this.#givenUp.add(index);
        log.error(
          { ...facts, err: error, restMs: givenUpRestMs },
          'media worker died too often, no other is started for a while',
        );
        setTimeout(() => void this.#tryAgain(index), givenUpRestMs).unref();
      } else {
        log.error({ ...facts, err: error }, 'media worker died, starting another');
        void this.#respawn(index);
      }
    });
  }

  /** An address that has just come may not take sockets yet: the next look tries again. */
  async #listen(index: number, { servers }: MediaWorker, addresses: readonly string[]): Promise<void> {
    const { log } = this.#options;
    try {
      await servers.add(addresses);
      log.info({ worker: index, addresses }, 'media worker listens on new addresses besides');
    } catch (error) {
      log.warn({ worker: index, addresses, err: error }, 'media worker cannot listen on new addresses yet');
    }
  }

  async #replace(index: number, place: MediaWorker, current: readonly string[]): Promise<void> {
    const { rooms } = place;
    this.#options.log.warn(
      { worker: index, addresses: current, rooms },
      'the addresses of this machine have changed, another media worker listens on them',
    );
    place.replaced = true;
    this.#places[index] = undefined;
    await closeWorker(place.worker);
    await this.#respawn(index);
  }

  /** What killed the workers of this place may be over. */
  async #tryAgain(index: number): Promise<void> {
    await this.#respawn(index);
    this.#givenUp.delete(index);
  }

  #logStart(index: number): void {
    const place = this.#places[index];
    if (place === undefined) return;
    this.#options.log.info(
      { worker: index, workerPid: place.worker.pid, port: place.port },
      'media worker runs',
    );
  }

  async #respawn(index: number): Promise<void> {
    while (!this.#closed) {
      try {
        await this.#spawn(index);
        return this.#logStart(index);
      } catch (error) {
        this.#options.log.error({ worker: index, err: error }, 'media worker does not start, trying again');
        await new Promise((resolve) => setTimeout(resolve, respawnDelayMs));
      }
    }
  }
}

/** mediasoup's worker ends at the first SIGINT or SIGTERM, before calls could be closed in order: undo that. */
async function createQuietWorker(workerBin: string): Promise<types.Worker> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = signals.map((signal) => process.listeners(signal));
  const worker = await withWorkerEnvironment(() =>
    mediasoup.createWorker({ workerBin, logLevel: 'none' }),
  ).catch((cause: Error) => {
    throw new SettingError(
      'MEDIASOUP_WORKER_BIN',
      workerBin,
      `a media worker that starts on this machine (${cause.message}); npm run setup builds one`,
    );
  });
  signals.forEach((signal, index) => {
    for (const listener of process.listeners(signal)) {
      if (!before[index]?.includes(listener)) process.removeListener(signal, listener);
    }
  });
  return worker;
}

async function closeWorker(worker: types.Worker): Promise<void> {
  if (worker.subprocessClosed) return;
  const ended = new Promise((resolve) => worker.once('subprocessclose', () => resolve(undefined)));
  worker.close();
  await ended;
}

function isPortBusy(error: unknown): boolean {
  return error instanceof Error && /address already in use|EADDRINUSE/i.test(error.message);
}
