// What this peer receives: voices always, pictures while somebody shows them. Used by call only.
import type { Consumer, DataConsumer, RtpParameters } from 'mediasoup-client/types';
import { consumersPerAnswerMax } from '../../protocol/limits.ts';
import type { ConsumerOptions } from '../../protocol/media-parameters.ts';
import type { SourceInfo } from '../../protocol/roster.ts';
import { CallError } from './call-error.ts';
import { awaitFirstPicture } from './first-picture.ts';
import { isSafeConsumer } from './is-safe-consumer.ts';
import type { MediaLink } from './media-link.ts';
import type { Signalling } from './signalling.ts';

export interface IncomingSource {
  readonly peerId: string;
  readonly source: SourceInfo;
}

/** What becomes of received sources; implemented by whoever plays and shows them. */
export interface IncomingSink {
  /** Synchronously when the receiver exists, before any frame: the moment to set an encoded transform. */
  receiverCreated(incoming: IncomingSource, receiver: RTCRtpReceiver): void;
  trackReceived(incoming: IncomingSource, track: MediaStreamTrack): void;
  /** JPEG: `listen` hands over every message that arrives from now on. */
  picturesReceived(incoming: IncomingSource, listen: (receive: (message: ArrayBuffer) => void) => void): void;
  sourceEnded(producerId: string): void;
}

/** A section of the connection for RTP, a channel of its association for JPEG, as statistics name them. */
export type Carrier = { readonly mid: string } | { readonly dataChannelIdentifier: number | undefined };

interface Entry {
  readonly consumer: Consumer | DataConsumer;
  readonly picture: boolean;
  /** What the server was last told; `undefined` when that is not sure. */
  flowing: boolean | undefined;
}

/** The receiving half of a call. */
export class IncomingMedia {
  readonly #signalling: Signalling;
  readonly #link: MediaLink;
  readonly #sink: IncomingSink;
  readonly #entries = new Map<string, Entry>();
  readonly #expected = new Set<string>();
  readonly #shown = new Set<string>();
  /** Ends of waiting for first pictures. */
  readonly #awaited = new Map<string, () => void>();
  /** What the server opened together with the transports, by producer; what is left when it is over stays unused. */
  readonly #given: Map<string, ConsumerOptions>;
  #flushPlanned = false;

  /** @param given how to receive what the server opened unasked */
  constructor(
    signalling: Signalling,
    link: MediaLink,
    sink: IncomingSink,
    given: readonly ConsumerOptions[],
  ) {
    this.#signalling = signalling;
    this.#link = link;
    this.#sink = sink;
    this.#given = new Map(given.map((options) => [options.producerId, options]));
  }

  /** Asks for sources that were not asked for yet and plays the voices among them. */
  async receive(sources: readonly IncomingSource[]): Promise<void> {
    const wanted = sources.filter(({ source }) => !this.#expected.has(source.producerId));
    for (const { source } of wanted) this.#expected.add(source.producerId);
    if (wanted.length === 0) return;
    const given = wanted.filter(({ source }) => this.#given.has(source.producerId));
    const asked = wanted.filter(({ source }) => !this.#given.has(source.producerId));
    const failures: unknown[] = [];
    try {
      failures.push(...(await this.#openAll(given, this.#takeGiven(given))));
      for (let start = 0; start < asked.length; start += consumersPerAnswerMax) {
        failures.push(...(await this.#consume(asked.slice(start, start + consumersPerAnswerMax))));
      }
    } catch (error) {
      // What was not opened because the connection broke is asked for again at the next reconciliation; what was
      // refused would be refused again.
      const unopened = wanted.filter(({ source }) => !this.#entries.has(source.producerId));
      if (error instanceof CallError)
        for (const { source } of unopened) this.#expected.delete(source.producerId);
      throw error;
    }
    this.#planFlush();
    if (failures.length > 0) throw failures[0];
  }

  /** Says whether a picture is being looked at; only then is it sent here. */
  setShown(producerId: string, shown: boolean): void {
    if (shown) this.#shown.add(producerId);
    else this.#shown.delete(producerId);
    this.#planFlush();
  }

  /** Asks for the simulcast layer that fits; 0 is the smallest. */
  async preferLayer(producerId: string, spatialLayer: number): Promise<void> {
    const consumer = this.#entries.get(producerId)?.consumer;
    if (consumer)
      await this.#signalling.request('media:prefer-layers', { consumerId: consumer.id, spatialLayer });
  }

  /** Has a JPEG source that flows sent once more as a whole. */
  async askAgain(producerId: string): Promise<void> {
    const entry = this.#entries.get(producerId);
    if (entry?.flowing === true)
      await this.#signalling.request('media:resume', { consumerIds: [entry.consumer.id] });
  }

  /** The source is over; the server has closed its side already. */
  drop(producerId: string): void {
    if (!this.#expected.delete(producerId)) return;
    this.#entries.get(producerId)?.consumer.close();
    this.#entries.delete(producerId);
    this.#shown.delete(producerId);
    this.#endWait(producerId);
    this.#sink.sourceEnded(producerId);
  }

  /** Producers of which something is or will be received. */
  get producerIds(): readonly string[] {
    return [...this.#expected];
  }

  /** Where a source's figures stand in the report of the receiving transport; `undefined` for unknown ones. */
  carrierOf(producerId: string): Carrier | undefined {
    const consumer = this.#entries.get(producerId)?.consumer;
    if (!consumer) return undefined;
    return 'track' in consumer
      ? { mid: consumer.localId }
      : { dataChannelIdentifier: consumer.sctpStreamParameters.streamId };
  }

  /** Each is used once: a consumer that was closed is asked for anew. */
  #takeGiven(sources: readonly IncomingSource[]): ConsumerOptions[] {
    return sources.flatMap(({ source }) => {
      const options = this.#given.get(source.producerId);
      this.#given.delete(source.producerId);
      return options ?? [];
    });
  }

  async #consume(batch: readonly IncomingSource[]): Promise<unknown[]> {
    const producerIds = batch.map(({ source }) => source.producerId);
    const { consumers } = await this.#signalling.request('media:consume', { producerIds });
    return this.#openAll(batch, consumers);
  }

  /** One that fails costs itself only. @returns why those failed that did */
  async #openAll(
    sources: readonly IncomingSource[],
    consumers: readonly ConsumerOptions[],
  ): Promise<unknown[]> {
    const opened = await Promise.allSettled(
      consumers.map((options) => {
        const incoming = sources.find(({ source }) => source.producerId === options.producerId);
        return incoming ? this.#open(incoming, options) : Promise.resolve();
      }),
    );
    return opened.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  }

  async #open(incoming: IncomingSource, options: ConsumerOptions): Promise<void> {
    const { producerId, consumerId } = options;
    const consumer =
      options.carrier === 'rtp'
        ? await this.#openRtp(incoming, options)
        : await this.#link.receive.consumeData({
            id: consumerId,
            dataProducerId: producerId,
            sctpStreamParameters: toStreamParameters(options.sctpStreamParameters),
          });
    if (!this.#expected.has(producerId)) {
      consumer.close();
      return;
    }
    this.#entries.set(producerId, { consumer, picture: isPicture(incoming.source), flowing: false });
    if ('track' in consumer) this.#sink.trackReceived(incoming, consumer.track);
    else {
      consumer.binaryType = 'arraybuffer';
      consumer.on('open', () => this.#planFlush());
      this.#sink.picturesReceived(incoming, (receive) => consumer.on('message', receive));
    }
  }

  /** Consumers that are opened at the same time share one SDP, in which a line of one would be a line of all. */
  async #openRtp(
    incoming: IncomingSource,
    options: Extract<ConsumerOptions, { carrier: 'rtp' }>,
  ): Promise<Consumer> {
    if (!isSafeConsumer(options.rtpParameters))
      throw new Error('The server described a source unfit for an SDP.');
    return this.#link.receive.consume({
      id: options.consumerId,
      producerId: options.producerId,
      kind: options.kind,
      rtpParameters: options.rtpParameters as unknown as RtpParameters,
      // One stream per source: the browser must not hold a voice back to keep it in step with a picture.
      streamId: options.producerId,
      onRtpReceiver: (receiver) => this.#sink.receiverCreated(incoming, receiver),
    });
  }

  /** Several tiles change in one layout: their wishes leave in one request. */
  #planFlush(): void {
    if (this.#flushPlanned) return;
    this.#flushPlanned = true;
    queueMicrotask(() => {
      this.#flushPlanned = false;
      // While the signalling is down the wish waits; `reconcile` sends it again.
      this.#flush().catch(() => undefined);
    });
  }

  async #flush(): Promise<void> {
    const resume: string[] = [];
    const suspend: string[] = [];
    for (const [producerId, entry] of this.#entries) {
      const wanted = !entry.picture || this.#shown.has(producerId);
      if (wanted === entry.flowing || !canFlow(entry.consumer)) continue;
      entry.flowing = wanted;
      (wanted ? resume : suspend).push(entry.consumer.id);
      if (wanted) this.#awaitFirst(producerId, entry);
      else this.#endWait(producerId);
    }
    const requests: Promise<unknown>[] = [];
    if (resume.length > 0) requests.push(this.#signalling.request('media:resume', { consumerIds: resume }));
    if (suspend.length > 0)
      requests.push(this.#signalling.request('media:suspend', { consumerIds: suspend }));
    await Promise.all(requests);
  }

  /** A message on a picture channel is whole or lost for good; JPEG senders repeat by themselves. */
  #awaitFirst(producerId: string, { consumer, picture }: Entry): void {
    if (!picture || !('getStats' in consumer)) return;
    this.#endWait(producerId);
    const end = awaitFirstPicture({
      framesDecoded: async () => (consumer.closed ? undefined : framesDecoded(await consumer.getStats())),
      askAgain: () => {
        this.#signalling.request('media:resume', { consumerIds: [consumer.id] }).catch(() => undefined);
      },
    });
    this.#awaited.set(producerId, end);
  }

  #endWait(producerId: string): void {
    this.#awaited.get(producerId)?.();
    this.#awaited.delete(producerId);
  }

  /** After a break: says again which sources are to flow, in case the last wish was lost. */
  repeatWishes(): void {
    for (const entry of this.#entries.values()) entry.flowing = undefined;
    this.#planFlush();
  }
}

/** A whole picture that comes before its channel is open is lost, and one that stands still is sent only once. */
function canFlow(consumer: Entry['consumer']): boolean {
  return 'track' in consumer || consumer.readyState === 'open';
}

function isPicture(source: SourceInfo): boolean {
  return source.source === 'camera' || source.source === 'screen';
}

function framesDecoded(stats: RTCStatsReport): number {
  const entries: ReadonlyMap<string, Record<string, unknown>> = stats;
  const inbound = [...entries.values()].find(({ type }) => type === 'inbound-rtp');
  return Number(inbound?.['framesDecoded'] ?? 0);
}

function toStreamParameters(parameters: {
  streamId: number;
  ordered?: boolean | undefined;
  maxPacketLifeTime?: number | undefined;
  maxRetransmits?: number | undefined;
}): { streamId: number; ordered?: boolean; maxPacketLifeTime?: number; maxRetransmits?: number } {
  return Object.fromEntries(
    Object.entries(parameters).filter(([, value]) => value !== undefined),
  ) as ReturnType<typeof toStreamParameters>;
}
