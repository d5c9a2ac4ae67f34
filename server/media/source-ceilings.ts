// Switches off sources that send more than their kind may, whatever the client says. Made by the relay.
import type { AnyProducer } from './peer-producers.ts';
import type { Ask } from './worker-questions.ts';
import { ceilingOf, planCeilings, type SourceBytes } from './plan-ceilings.ts';

/** One question for each source each time; a flood lasts at most twice as long. */
const lookEveryMs = 10_000;

export interface SourceOfPeer {
  readonly peerId: string;
  readonly producer: AnyProducer;
  /** The way of the server's own looks to the worker that carries it. */
  readonly look: Ask;
}

export interface SourceCeilingsParts {
  /** Every source of every peer now, with the peer it belongs to. */
  readonly sources: () => readonly SourceOfPeer[];
  /** A source was above its ceiling for ten seconds. */
  readonly onExceeded: (peerId: string, producerId: string) => void;
}

/** Looks after all sources for as long as the process lives. */
export function watchCeilings(parts: SourceCeilingsParts): void {
  const ceilings = new SourceCeilings(parts);
  setInterval(() => void ceilings.look(), lookEveryMs).unref();
}

class SourceCeilings {
  readonly #parts: SourceCeilingsParts;
  #before = new Map<string, number>();
  #lookedAtMs = performance.now();

  constructor(parts: SourceCeilingsParts) {
    this.#parts = parts;
  }

  async look(): Promise<void> {
    const sources = this.#parts.sources();
    const elapsedMs = performance.now() - this.#lookedAtMs;
    this.#lookedAtMs = performance.now();
    const read = await Promise.all(sources.map(readBytes));
    const now = read.filter((bytes) => bytes !== undefined);
    const exceeded = planCeilings(this.#before, now, elapsedMs);
    this.#before = new Map(now.map(({ producerId, bytes }) => [producerId, bytes]));
    for (const { peerId, producer } of sources)
      if (exceeded.includes(producer.id)) this.#parts.onExceeded(peerId, producer.id);
  }
}

/** One that is closed while it is asked has nothing to say. */
async function readBytes({ producer, look }: SourceOfPeer): Promise<SourceBytes | undefined> {
  try {
    const bytes = await look(() => countBytes(producer));
    return { producerId: producer.id, ceilingBps: ceilingOf(producer.appData), bytes };
  } catch {
    return undefined;
  }
}

async function countBytes(producer: AnyProducer): Promise<number> {
  return 'rtpParameters' in producer
    ? (await producer.getStats()).reduce((sum, { byteCount }) => sum + byteCount, 0)
    : (await producer.getStats()).reduce((sum, { bytesReceived }) => sum + bytesReceived, 0);
}
