// Which of what this peer receives flows, and in which layer: requests of this side, settled with the server. Owned by media-receiver.
import type { Consumer, DataConsumer } from 'mediasoup-client/types';
import { RequestError } from '../../protocol/error-codes.ts';
import { awaitFirstPicture } from './first-picture.ts';
import { isPassingRefusal } from './plan-settling.ts';
import { Settling } from './settling.ts';
import type { Signalling } from '../link/signalling.ts';

export interface IncomingFlowsParts {
  readonly signalling: Signalling;
  /** The server has the consumer of this producer no more. */
  readonly gone: (producerId: string) => void;
  /** A refusal that another attempt cannot change. */
  readonly failed: (error: unknown) => void;
}

interface Entry {
  readonly consumer: Consumer | DataConsumer;
  readonly picture: boolean;
  /** What the server was last told; `undefined` when that is not sure. */
  flowing: boolean | undefined;
  /** The same of its layer. */
  layer: number | undefined;
}

/** Voices always flow, pictures while they are shown. */
export class IncomingFlows {
  readonly #parts: IncomingFlowsParts;
  readonly #settling: Settling;
  /** By producer. */
  readonly #entries = new Map<string, Entry>();
  readonly #shown = new Set<string>();
  readonly #layers = new Map<string, number>();
  /** Ends of waiting for first pictures. */
  readonly #awaited = new Map<string, () => void>();

  constructor(parts: IncomingFlowsParts) {
    this.#parts = parts;
    this.#settling = new Settling({
      settle: () => this.#settle(),
      isOnline: () => parts.signalling.online,
      failed: parts.failed,
    });
  }

  /** A consumer was opened, paused. */
  add(producerId: string, consumer: Consumer | DataConsumer, picture: boolean): void {
    this.#entries.set(producerId, { consumer, picture, flowing: false, layer: undefined });
    if (!('track' in consumer)) consumer.on('open', () => this.#settling.plan());
    this.#settling.plan();
  }

  /** Closes a consumer; what is wished of its source stays wished for the next one. */
  close(producerId: string): void {
    this.#endWait(producerId);
    this.#entries.get(producerId)?.consumer.close();
    this.#entries.delete(producerId);
  }

  /** The source is over. */
  forget(producerId: string): void {
    this.close(producerId);
    this.#shown.delete(producerId);
    this.#layers.delete(producerId);
  }

  consumerOf(producerId: string): Consumer | DataConsumer | undefined {
    return this.#entries.get(producerId)?.consumer;
  }

  setShown(producerId: string, shown: boolean): void {
    if (shown) this.#shown.add(producerId);
    else this.#shown.delete(producerId);
    this.#settling.plan();
  }

  preferLayer(producerId: string, spatialLayer: number): void {
    this.#layers.set(producerId, spatialLayer);
    this.#settling.plan();
  }

  askAgain(producerId: string): void {
    const entry = this.#entries.get(producerId);
    if (entry?.flowing !== true) return;
    entry.flowing = undefined;
    this.#settling.plan();
  }

  /** After a break: says again what is to flow, in case the last wish was lost. */
  repeat(): void {
    for (const entry of this.#entries.values()) entry.flowing = undefined;
    this.#settling.planNow();
  }

  /** Nothing is asked any more. */
  end(): void {
    this.#settling.end();
    for (const producerId of this.#awaited.keys()) this.#endWait(producerId);
  }

  /** Several tiles change in one layout: their wishes leave in one request. */
  async #settle(): Promise<void> {
    const resume: Entry[] = [];
    const suspend: Entry[] = [];
    const layered: [Entry, number][] = [];
    for (const [producerId, entry] of this.#entries) {
      const layer = this.#layers.get(producerId);
      if (layer !== undefined && layer !== entry.layer) layered.push([entry, layer]);
      const wanted = !entry.picture || this.#shown.has(producerId);
      if (wanted === entry.flowing || !canFlow(entry.consumer)) continue;
      (wanted ? resume : suspend).push(entry);
      if (wanted) this.#awaitFirst(producerId, entry);
      else this.#endWait(producerId);
    }
    const results = await Promise.allSettled([
      this.#setFlowing(resume, true),
      this.#setFlowing(suspend, false),
      ...layered.map(([entry, layer]) => this.#setLayer(entry, layer)),
    ]);
    const errors = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    if (errors.length > 0) throw errors.find(isPassingRefusal) ?? errors[0];
  }

  async #setFlowing(entries: readonly Entry[], flowing: boolean): Promise<void> {
    if (entries.length === 0) return;
    for (const entry of entries) entry.flowing = flowing;
    const consumerIds = entries.map(({ consumer }) => consumer.id);
    try {
      const name = flowing ? 'media:resume' : 'media:suspend';
      const { gone = [] } = await this.#parts.signalling.request(name, { consumerIds });
      this.#lose(gone);
    } catch (error) {
      if (isGone(error)) return this.#lose(consumerIds);
      // Unless it was wished otherwise meanwhile.
      for (const entry of entries) if (entry.flowing === flowing) entry.flowing = undefined;
      throw error;
    }
  }

  async #setLayer(entry: Entry, spatialLayer: number): Promise<void> {
    entry.layer = spatialLayer;
    const consumerId = entry.consumer.id;
    try {
      await this.#parts.signalling.request('media:prefer-layers', { consumerId, spatialLayer });
    } catch (error) {
      if (isGone(error)) return this.#lose([consumerId]);
      if (entry.layer === spatialLayer) entry.layer = undefined;
      throw error;
    }
  }

  /** The answer may come late: a consumer that was opened anew meanwhile is another one. */
  #lose(consumerIds: readonly string[]): void {
    for (const [producerId, { consumer }] of this.#entries)
      if (consumerIds.includes(consumer.id)) this.#parts.gone(producerId);
  }

  /** A message on a picture channel is whole or lost for good; JPEG senders repeat by themselves. */
  #awaitFirst(producerId: string, entry: Entry): void {
    const { consumer, picture } = entry;
    if (!picture || !('getStats' in consumer)) return;
    this.#endWait(producerId);
    const end = awaitFirstPicture({
      framesDecoded: async () => (consumer.closed ? undefined : framesDecoded(await consumer.getStats())),
      // Asked some times anyway: a refusal is not waited out.
      askAgain: () => void this.#setFlowing([entry], true).catch(() => undefined),
    });
    this.#awaited.set(producerId, end);
  }

  #endWait(producerId: string): void {
    this.#awaited.get(producerId)?.();
    this.#awaited.delete(producerId);
  }
}

function isGone(error: unknown): boolean {
  return error instanceof RequestError && error.code === 'no-such-consumer';
}

/** A whole picture that comes before its channel is open is lost, and one that stands still is sent only once. */
function canFlow(consumer: Entry['consumer']): boolean {
  return 'track' in consumer || consumer.readyState === 'open';
}

function framesDecoded(stats: RTCStatsReport): number {
  const entries: ReadonlyMap<string, Record<string, unknown>> = stats;
  const inbound = [...entries.values()].find(({ type }) => type === 'inbound-rtp');
  return Number(inbound?.['framesDecoded'] ?? 0);
}
