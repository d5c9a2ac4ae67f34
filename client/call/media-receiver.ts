// What this peer receives: voices always, pictures while they are shown. Used by call only.
import type { Consumer, RtpParameters } from 'mediasoup-client/types';
import { type ErrorCode, RequestError } from '../../protocol/error-codes.ts';
import { consumersPerAnswerMax } from '../../protocol/limits.ts';
import type { ConsumerOptions } from '../../protocol/media/media-parameters.ts';
import type { SourceInfo } from '../../protocol/room/roster.ts';
import { IncomingFlows } from './incoming-flows.ts';
import { isSafeConsumer } from './is-safe-consumer.ts';
import type { MediaTransports } from './media-transports.ts';
import { isPassingRefusal } from './plan-settling.ts';
import { Settling } from './settling.ts';
import type { Signalling } from '../link/signalling.ts';

export interface IncomingSource {
  readonly peerId: string;
  readonly source: SourceInfo;
}

/** What happens to received sources; implemented by the code that plays and shows them. */
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

export interface MediaReceiverParts {
  readonly signalling: Signalling;
  readonly link: MediaTransports;
  readonly sink: IncomingSink;
  /** How to receive what the server opened unasked. */
  readonly given: readonly ConsumerOptions[];
  /** Something that is wanted cannot be received, and asking again would not change that. */
  readonly failed: (error: unknown) => void;
}

/** The receiving half of a call. */
export class MediaReceiver {
  readonly #parts: MediaReceiverParts;
  /** What is or will be received, by producer. */
  readonly #wanted = new Map<string, IncomingSource>();
  /** Those of them that are being opened. */
  readonly #opening = new Set<string>();
  /** Those of them that the server will not let be received, or has no more. */
  readonly #refused = new Map<string, ErrorCode>();
  readonly #flows: IncomingFlows;
  readonly #settling: Settling;
  /** What the server opened together with the transports, by producer; what is left when it is over stays unused. */
  readonly #given: Map<string, ConsumerOptions>;

  constructor(parts: MediaReceiverParts) {
    const { signalling, given, failed } = parts;
    this.#parts = parts;
    this.#given = new Map(given.map((options) => [options.producerId, options]));
    this.#flows = new IncomingFlows({ signalling, gone: (producerId) => this.#openAnew(producerId), failed });
    this.#settling = new Settling({
      settle: () => this.#openMissing(),
      isOnline: () => signalling.online,
      failed,
    });
  }

  /** Has sources received from now on, and plays the voices among them. */
  receive(sources: readonly IncomingSource[]): void {
    for (const incoming of sources)
      if (!this.#wanted.has(incoming.source.producerId))
        this.#wanted.set(incoming.source.producerId, incoming);
    if (this.#missing().length > 0) this.#settling.plan();
  }

  /** Says whether a picture is being looked at; only then is it sent here. */
  setShown(producerId: string, shown: boolean): void {
    this.#flows.setShown(producerId, shown);
  }

  /** Asks for the simulcast layer that fits; 0 is the smallest. */
  preferLayer(producerId: string, spatialLayer: number): void {
    this.#flows.preferLayer(producerId, spatialLayer);
  }

  /** Has a JPEG source that flows sent once more as a whole. */
  askAgain(producerId: string): void {
    this.#flows.askAgain(producerId);
  }

  /** The source is over; the server has closed its side already. */
  drop(producerId: string): void {
    if (!this.#wanted.delete(producerId)) return;
    this.#refused.delete(producerId);
    this.#flows.forget(producerId);
    this.#parts.sink.sourceEnded(producerId);
    this.#retryOverLimit();
  }

  /** Ends everything that is received. */
  close(): void {
    this.#settling.end();
    this.#flows.end();
    for (const producerId of this.producerIds) this.drop(producerId);
  }

  /** Producers that this peer receives or is about to receive. */
  get producerIds(): readonly string[] {
    return [...this.#wanted.keys()];
  }

  /** Where a source's figures stand in the report of the receiving transport; `undefined` for unknown ones. */
  carrierOf(producerId: string): Carrier | undefined {
    const consumer = this.#flows.consumerOf(producerId);
    if (!consumer) return undefined;
    return 'track' in consumer
      ? { mid: consumer.localId }
      : { dataChannelIdentifier: consumer.sctpStreamParameters.streamId };
  }

  /** After a break: asks for what is missing, and says again what is to flow, in case the last wish was lost. */
  repeatRequests(): void {
    this.#settling.planNow();
    this.#flows.repeat();
  }

  /** What is wanted and neither opened, being opened nor refused; voices first. */
  #missing(): IncomingSource[] {
    const missing = [...this.#wanted.values()].filter(
      ({ source: { producerId } }) =>
        !this.#flows.consumerOf(producerId) &&
        !this.#opening.has(producerId) &&
        !this.#refused.has(producerId),
    );
    return missing.toSorted((one, other) => Number(isPicture(one.source)) - Number(isPicture(other.source)));
  }

  async #openMissing(): Promise<void> {
    const missing = this.#missing();
    for (const { source } of missing) this.#opening.add(source.producerId);
    const asked = missing.filter(({ source }) => !this.#given.has(source.producerId));
    try {
      await this.#openAll(missing, this.#takeGiven(missing));
      for (let start = 0; start < asked.length; start += consumersPerAnswerMax) {
        await this.#consume(asked.slice(start, start + consumersPerAnswerMax));
      }
    } finally {
      for (const { source } of missing) this.#opening.delete(source.producerId);
    }
  }

  /** Each is used once: a consumer that was closed is asked for anew. */
  #takeGiven(sources: readonly IncomingSource[]): ConsumerOptions[] {
    return sources.flatMap(({ source }) => {
      const options = this.#given.get(source.producerId);
      this.#given.delete(source.producerId);
      return options ?? [];
    });
  }

  /** What is refused for good keeps nothing else from being received. @throws what may be taken later */
  async #consume(batch: readonly IncomingSource[]): Promise<void> {
    const producerIds = batch.map(({ source }) => source.producerId);
    try {
      const { consumers } = await this.#parts.signalling.request('media:consume', { producerIds });
      const answered = new Set(consumers.map(({ producerId }) => producerId));
      this.#refuse(
        producerIds.filter((producerId) => !answered.has(producerId)),
        'no-such-producer',
      );
      await this.#openAll(batch, consumers);
    } catch (error) {
      if (!(error instanceof RequestError) || isPassingRefusal(error)) throw error;
      this.#refuse(producerIds, error.code);
      this.#parts.failed(error);
    }
  }

  #refuse(producerIds: readonly string[], code: ErrorCode): void {
    for (const producerId of producerIds)
      if (this.#wanted.has(producerId)) this.#refused.set(producerId, code);
  }

  /** Where something ends, something else has room. */
  #retryOverLimit(): void {
    const over = [...this.#refused].filter(([, code]) => code === 'limit-reached');
    if (over.length === 0) return;
    for (const [producerId] of over) this.#refused.delete(producerId);
    this.#settling.plan();
  }

  /** The server closed a consumer whose source is in the room as far as this side knows. */
  #openAnew(producerId: string): void {
    this.#flows.close(producerId);
    this.#parts.sink.sourceEnded(producerId);
    this.#settling.plan();
  }

  /** One that the browser refuses keeps no other from being received. */
  async #openAll(sources: readonly IncomingSource[], consumers: readonly ConsumerOptions[]): Promise<void> {
    await Promise.all(
      consumers.map(async (options) => {
        const incoming = sources.find(({ source }) => source.producerId === options.producerId);
        if (!incoming) return;
        try {
          await this.#open(incoming, options);
        } catch (error) {
          if (this.#parts.link.closed) return;
          this.#refuse([options.producerId], 'cannot-consume');
          this.#parts.failed(error);
        }
      }),
    );
  }

  async #open(incoming: IncomingSource, options: ConsumerOptions): Promise<void> {
    const { producerId, consumerId } = options;
    const consumer =
      options.carrier === 'rtp'
        ? await this.#openRtp(incoming, options)
        : await this.#parts.link.receive.consumeData({
            id: consumerId,
            dataProducerId: producerId,
            sctpStreamParameters: toStreamParameters(options.sctpStreamParameters),
          });
    if (!this.#wanted.has(producerId)) {
      consumer.close();
      return;
    }
    this.#flows.add(producerId, consumer, isPicture(incoming.source));
    const { sink } = this.#parts;
    if ('track' in consumer) sink.trackReceived(incoming, consumer.track);
    else {
      consumer.binaryType = 'arraybuffer';
      sink.picturesReceived(incoming, (receive) => consumer.on('message', receive));
    }
  }

  /** Consumers that are opened at the same time share one SDP, in which a line of one would be a line of all. */
  async #openRtp(
    incoming: IncomingSource,
    options: Extract<ConsumerOptions, { carrier: 'rtp' }>,
  ): Promise<Consumer> {
    if (!isSafeConsumer(options.rtpParameters))
      throw new Error('The server described a source unfit for an SDP.');
    return this.#parts.link.receive.consume({
      id: options.consumerId,
      producerId: options.producerId,
      kind: options.kind,
      rtpParameters: options.rtpParameters as unknown as RtpParameters,
      // One stream per source: the browser must not hold a voice back to keep it in step with a picture.
      streamId: options.producerId,
      onRtpReceiver: (receiver) => this.#parts.sink.receiverCreated(incoming, receiver),
    });
  }
}

function isPicture(source: SourceInfo): boolean {
  return source.source === 'camera' || source.source === 'screen';
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
