// What GET /metrics tells, in Prometheus' text format. Counted by dispatch and transports; the rest is read when asked for.
import { readFileSync } from 'node:fs';
import pLimit from 'p-limit';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { collectGarbage } from './collect-garbage.ts';
import { keepAnswer } from './kept-answer.ts';
import type { PacketCount } from '../media/count-packets.ts';
import type { ServerLoad } from './server-load.ts';
import type { MediaWorker, WorkerPool } from '../media/worker-pool.ts';

/**
 * How often the event loop is looked at; what the metrics call its lag contains this. The usual 10 ms wake an idle server a
 * hundred times a second, which takes 8 ms of a core.
 */
export const eventLoopTickMs = 100;

/** A figure that goes up and down, read each time that the page is made. */
export interface GaugeSource {
  /** Begins with `plenum_` and ends with the unit, where it has one. */
  readonly name: string;
  /** What it counts, in a sentence. */
  readonly help: string;
  readonly read: () => number;
}

/** What the gauges read at the moment of asking. */
export interface MetricsSources {
  /** Those of the features. */
  readonly gauges: readonly GaugeSource[];
  readonly sockets: () => number;
  /** Connections of any kind, signed in or not. */
  readonly connections: () => number;
  readonly workers: WorkerPool;
  /** `plenum` or `upstream`. */
  readonly workerKind: string;
  /** Of everything that is open, by kind and direction; asks the workers about every stream. */
  readonly countPackets: () => Promise<readonly PacketCount[]>;
  readonly load: () => ServerLoad;
}

/** What is asked for besides the usual page. */
export interface MetricsAsked {
  /** Whether packets are counted, which is a question to the workers per stream. */
  readonly packets?: boolean;
  /** Whether garbage is collected first. */
  readonly collected?: boolean;
}

export interface MetricsPage {
  readonly text: string;
  readonly contentType: string;
}

/**
 * A page is kept for all requests within so many milliseconds. The usual one costs a question per worker, and
 * the load tester reads it each second; the others stop or ask the workers.
 */
export const pageKeptMs = { usual: 500, dear: 2000 };

/** What Linux counts memory in on x64 and arm64. */
const pageBytes = 4096;

export class Metrics {
  readonly #registry = new Registry();
  /** What costs too much for every look. */
  readonly #packetRegistry = new Registry();
  /** What stops the process while it is found out. */
  readonly #collectedRegistry = new Registry();
  readonly #requests = new Counter({
    name: 'plenum_requests_total',
    help: 'Requests answered, by name and by error code or "ok".',
    labelNames: ['name', 'code'],
    registers: [this.#registry],
  });
  readonly #roomGuesses = new Counter({
    name: 'plenum_room_guesses_total',
    help: 'Joins refused because the number, or the PIN, was not right.',
    labelNames: ['what'],
    registers: [this.#registry],
  });

  readonly #roomAlarms = new Counter({
    name: 'plenum_room_guess_alarms_total',
    help: 'Times that a caller reached the limit of guesses at room numbers or PINs; each is a line in the log.',
    registers: [this.#registry],
  });
  readonly #switchedOffSources = new Counter({
    name: 'plenum_sources_over_ceiling_total',
    help: 'Sources switched off because they sent more than their kind may.',
    registers: [this.#registry],
  });
  readonly #cutSockets = new Counter({
    name: 'plenum_sockets_cut_total',
    help: 'Connections closed: "crowd" for want of a place, "slow" for not reading, "excess" for asking on and on.',
    labelNames: ['reason'],
    registers: [this.#registry],
  });
  /** By what is asked for. */
  readonly #pages = new Map<string, () => Promise<MetricsPage>>();
  readonly #oneAtATime = pLimit(1);

  countRequest(name: string, code: string): void {
    this.#requests.inc({ name, code });
  }

  countRoomGuess(what: 'number' | 'pin'): void {
    this.#roomGuesses.inc({ what });
  }

  countRoomAlarm(): void {
    this.#roomAlarms.inc();
  }

  countSwitchedOffSource(): void {
    this.#switchedOffSources.inc();
  }

  countCutSocket(reason: 'crowd' | 'slow' | 'excess'): void {
    this.#cutSockets.inc({ reason });
  }

  /** Adds what is read when asked for; once. */
  watch(sources: MetricsSources): void {
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: eventLoopTickMs });
    for (const { name, help, read } of sources.gauges) this.#gauge(name, help, read);
    this.#gauge('plenum_sockets', 'Signed-in sockets.', sources.sockets);
    this.#gauge('plenum_connections', 'Connections of any kind.', sources.connections);
    this.#gauge(
      'plenum_signalling_busy_ratio',
      'Share of a core that answering requests takes, averaged over some seconds.',
      () => sources.load().signalling,
    );
    this.#gauge(
      'plenum_calmest_worker_busy_ratio',
      'Share of a core that the calmest media worker takes; new rooms are refused above 0.85.',
      () => Math.min(1, ...sources.load().workers),
    );
    this.#gauge(
      'plenum_busy_ratio',
      'Share of the processors that the server may use which signalling and media workers take; new rooms are refused above 0.85.',
      () => sources.load().total,
    );
    this.#gauge('plenum_media_workers', 'Media workers that run.', () => sources.workers.running.length);
    new Gauge({
      name: 'plenum_media_worker_info',
      help: 'Which media worker runs: plenum, built by set-up, or upstream, without its speed and limits.',
      labelNames: ['kind'],
      registers: [this.#registry],
    }).set({ kind: sources.workerKind }, 1);
    this.#watchWorkers(sources.workers);
    this.#watchPackets(sources.countPackets);
    this.#watchCollected();
  }

  /** The page, made anew unless one of the same kind has just been made; one is made at a time. */
  page({ packets = false, collected = false }: MetricsAsked = {}): Promise<MetricsPage> {
    const kind = `${packets} ${collected}`;
    const known = this.#pages.get(kind);
    if (known !== undefined) return known();
    const make = (): Promise<MetricsPage> => this.#oneAtATime(() => this.#render({ packets, collected }));
    const keptMs = packets || collected ? pageKeptMs.dear : pageKeptMs.usual;
    const page = keepAnswer(make, keptMs, () => performance.now());
    this.#pages.set(kind, page);
    return page();
  }

  async #render(asked: MetricsAsked): Promise<MetricsPage> {
    // First, so that the memory is reported as it is afterwards.
    const collected = asked.collected === true ? [await this.#collectedRegistry.metrics()] : [];
    const packets = asked.packets === true ? [await this.#packetRegistry.metrics()] : [];
    const text = [await this.#registry.metrics(), ...packets, ...collected].join('\n');
    return { text, contentType: this.#registry.contentType };
  }

  #gauge(name: string, help: string, read: () => number): void {
    const registers = [this.#registry];
    const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) });
  }

  #watchWorkers(workers: WorkerPool): void {
    this.#workerGauge(
      workers,
      'plenum_media_worker_peers',
      'Peers a media worker carries.',
      ({ peers }) => peers,
    );
    this.#workerGauge(
      workers,
      'plenum_media_worker_cpu_seconds_total',
      'Processor time a media worker has used since it started.',
      async ({ worker }) => {
        const usage = await worker.getResourceUsage();
        return (usage.ru_utime + usage.ru_stime) / 1000;
      },
    );
    this.#workerGauge(
      workers,
      'plenum_media_worker_memory_bytes',
      'Largest resident memory of a media worker so far.',
      async ({ worker }) => (await worker.getResourceUsage()).ru_maxrss * 1024,
    );
    this.#workerGauge(
      workers,
      'plenum_media_worker_resident_bytes',
      'Resident memory of a media worker now.',
      async ({ worker }) => residentBytes(worker.pid),
    );
  }

  #watchPackets(countPackets: MetricsSources['countPackets']): void {
    const gauge: Gauge = new Gauge({
      name: 'plenum_media_packets',
      help: 'Packets of voice and video and whole JPEG pictures, in and out, of all streams that are open now.',
      labelNames: ['kind', 'direction'],
      registers: [this.#packetRegistry],
      collect: async () => {
        gauge.reset();
        for (const { kind, direction, count } of await countPackets()) gauge.inc({ kind, direction }, count);
      },
    });
  }

  #watchCollected(): void {
    const gauge: Gauge = new Gauge({
      name: 'plenum_heap_collected_bytes',
      help: 'Heap in use after garbage was collected for this answer.',
      registers: [this.#collectedRegistry],
      collect: async () => gauge.set(await collectGarbage()),
    });
  }

  #workerGauge(
    workers: WorkerPool,
    name: string,
    help: string,
    read: (worker: MediaWorker) => number | Promise<number>,
  ): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: ['port'],
      registers: [this.#registry],
      collect: async () => {
        gauge.reset();
        for (const worker of workers.running) {
          // One that dies while it is asked is left out.
          const value = await Promise.resolve(read(worker)).catch(() => undefined);
          if (value !== undefined) gauge.set({ port: worker.port }, value);
        }
      },
    });
  }
}

/** @throws Error when the process is gone */
function residentBytes(pid: number): number {
  return pageBytes * Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
}
