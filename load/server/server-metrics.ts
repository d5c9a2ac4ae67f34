// What a server's page of metrics tells of its cost. Pure; read by server-watch.

/** One reading of `GET /metrics`. */
export interface ServerReading {
  /** Processor seconds since the processes began. */
  readonly nodeCpuSeconds: number;
  readonly workerCpuSeconds: number;
  readonly nodeMemoryBytes: number;
  /** Of all media workers together. */
  readonly workerMemoryBytes: number;
  readonly nodeHeapBytes: number;
  /** After garbage was collected; only when that was asked for and the server lets this machine. */
  readonly collectedHeapBytes: number | undefined;
  readonly sockets: number;
  /** Packets in and out of everything that is open now, by kind; only when asked for. */
  readonly packets: readonly PacketCount[];
}

export interface PacketCount {
  readonly kind: string;
  readonly direction: string;
  readonly count: number;
}

/** @param page in Prometheus' text format @returns `undefined` when it is no page of a Plenum server */
export function readServerMetrics(page: string): ServerReading | undefined {
  const samples = readSamples(page);
  if (!samples.some(({ name }) => name === 'plenum_sockets')) return undefined;
  const total = (name: string): number =>
    samples.filter((sample) => sample.name === name).reduce((sum, { value }) => sum + value, 0);
  return {
    nodeCpuSeconds: total('process_cpu_seconds_total'),
    workerCpuSeconds: total('plenum_media_worker_cpu_seconds_total'),
    nodeMemoryBytes: total('process_resident_memory_bytes'),
    workerMemoryBytes: total('plenum_media_worker_resident_bytes'),
    nodeHeapBytes: total('nodejs_heap_size_used_bytes'),
    collectedHeapBytes: samples.find(({ name }) => name === 'plenum_heap_collected_bytes')?.value,
    sockets: total('plenum_sockets'),
    packets: samples
      .filter(({ name }) => name === 'plenum_media_packets')
      .map(({ labels, value }) => ({
        kind: labels['kind'] ?? '',
        direction: labels['direction'] ?? '',
        count: value,
      })),
  };
}

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

function readSamples(page: string): Sample[] {
  return Array.from(
    page.matchAll(/^([a-z_]\w*)(?:\{([^}]*)\})? (\S+)/gim),
    ([, name = '', labels = '', value]) => ({
      name,
      labels: Object.fromEntries(
        Array.from(labels.matchAll(/(\w+)="([^"]*)"/g), ([, key, text]) => [key, text]),
      ),
      value: Number(value),
    }),
  );
}
