// What one peer receives of the others in its room, and what of that flows. Owned by peer-media.
import type { types } from 'mediasoup';
import { RequestError } from '../../protocol/error-codes.ts';
import { consumersPerAnswerMax, consumersPerPeerMax } from '../../protocol/limits.ts';
import type { ConsumerOptions } from '../../protocol/media/media-parameters.ts';
import { askWorker } from './ask-worker.ts';
import { countPackets, type PacketCount } from './count-packets.ts';
import { ConsumerFlows } from './consumer-flows.ts';
import type { LayerRequests } from './layer-requests.ts';
import { pictureLifeTimeMs } from './media-settings.ts';
import type { AnyProducer, Closable, PictureProducer, RtpProducer } from './peer-producers.ts';
import { JpegConsumer } from './jpeg-consumer.ts';
import { VideoViewers } from './video-viewers.ts';
import type { ActiveSpeakerSelector } from './active-speaker-selector.ts';
import type { Ask } from './worker-questions.ts';

export interface PeerConsumersParts {
  readonly router: types.Router;
  readonly receiveTransport: types.WebRtcTransport;
  /** The way of this peer to its worker. */
  readonly ask: Ask;
  /** What the peer's side can receive. */
  readonly rtpCapabilities: types.RtpCapabilities;
  /** A producer of another peer of the same room, by id. */
  readonly findProducer: (producerId: string) => AnyProducer | undefined;
  /** A viewer needs a whole picture of this producer: at once, or at a pace in bytes a second. */
  readonly wantPicture: (producerId: string, bytesPerSecond?: number) => void;
  /** A consumer of this JPEG producer fell behind and has caught up, taking so many bytes a second. */
  readonly fellBehind: (producerId: string, consumerId: string, bytesPerSecond: number) => void;
  /** A consumer of this JPEG producer begins or ends to be looked at. */
  readonly pictureWatched: (producerId: string, consumerId: string, isWatched: boolean) => void;
  /** Learns which layers of the room's pictures are watched. */
  readonly layerRequests: LayerRequests;
  /** Where the room's microphones pass. */
  readonly gate: ActiveSpeakerSelector;
}

/** All methods throw RequestError as `askWorker` does, and `no-such-consumer` for one that this peer does not have. */
export class PeerConsumers {
  readonly #parts: PeerConsumersParts;
  readonly #consumers = new Map<string, types.Consumer | JpegConsumer>();
  /** What was answered of each, by producer: asking again costs the worker nothing. */
  readonly #described = new Map<string, ConsumerOptions>();
  readonly #flows: ConsumerFlows;
  readonly #viewers: VideoViewers;

  constructor(parts: PeerConsumersParts) {
    this.#parts = parts;
    this.#flows = new ConsumerFlows((producerId) => parts.gate.holds(producerId), parts.ask);
    this.#viewers = new VideoViewers(parts);
  }

  /**
   * As `consume`, for a peer that has not asked: the first so many of those that it can receive. Whatever goes wrong with
   * them is told when it asks.
   */
  async begin(producerIds: readonly string[]): Promise<ConsumerOptions[]> {
    try {
      return await this.consume(producerIds.slice(0, consumersPerAnswerMax));
    } catch (error) {
      if (error instanceof RequestError) return [];
      throw error;
    }
  }

  /**
   * Consumers of those producers that still exist: new ones, paused, and those that this peer has, as they are.
   * @throws RequestError `cannot-consume` when there is none that this peer's side could receive
   */
  async consume(producerIds: readonly string[]): Promise<ConsumerOptions[]> {
    const producers = [...new Set(producerIds)]
      .map((producerId) => this.#parts.findProducer(producerId))
      .filter((producer) => producer !== undefined);
    // What this peer has was looked at before: asking for it again costs nothing.
    const receivable = producers.filter(
      (producer) => this.#described.has(producer.id) || this.#canReceive(producer),
    );
    if (receivable.length === 0 && producers.length > 0) throw new RequestError('cannot-consume');
    const fresh = receivable.filter(({ id }) => !this.#described.has(id));
    if (this.#consumers.size + fresh.length > consumersPerPeerMax) throw new RequestError('limit-reached');
    const opened = await Promise.allSettled(fresh.map((producer) => this.#consumeOne(producer)));
    const consumers = receivable.flatMap(({ id }) => this.#described.get(id) ?? []);
    const failures = opened.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    // One that the worker refuses must not keep the others from being received; for what it has no time for all are asked again.
    const failure = consumers.length === 0 ? failures[0] : failures.find((error) => !isRejected(error));
    if (failure !== undefined) throw failure;
    return consumers;
  }

  /**
   * Lets consumers flow or stop, each by itself. A key frame, or a whole picture, is asked of the sender of one that begins to
   * flow.
   * @returns the ids among them whose consumer is gone: their sources ended while this was asked
   * @throws RequestError `no-such-consumer` when there is none of any
   */
  async setFlowing(consumerIds: readonly string[], flowing: boolean): Promise<string[]> {
    const ids = [...new Set(consumerIds)];
    const present = await Promise.all(ids.map((id) => this.#setOneFlowing(id, flowing)));
    if (!present.includes(true)) throw new RequestError('no-such-consumer');
    return ids.filter((_, index) => !present[index]);
  }

  /** The gate holds this producer, or no longer. */
  applyHold(producerId: string): void {
    this.#flows.applyHold(this.#consumers, producerId);
  }

  /** Whether the peer lets this producer flow. */
  isWatching(producerId: string): boolean {
    const options = this.#described.get(producerId);
    return options !== undefined && this.#flows.isWanted(options.consumerId);
  }

  async preferLayers(consumerId: string, layers: types.ConsumerLayers): Promise<void> {
    const consumer = this.#require(consumerId);
    if (consumer instanceof JpegConsumer) return;
    await askWorker(
      this.#parts.receiveTransport,
      this.#parts.ask(() => consumer.setPreferredLayers(layers)),
    );
    this.#viewers.tell(consumerId, consumer);
  }

  /** Packets sent. @param ask the counting caller's queue to the worker */
  countPackets(ask: Ask): Promise<PacketCount[]> {
    return countPackets('out', this.#consumers.values(), ask);
  }

  /** Forgets what was received; its transport is closed, and so are its consumers. */
  clear(): void {
    this.#consumers.clear();
    this.#described.clear();
  }

  /** @returns whether there is such a consumer, also after the worker was asked */
  async #setOneFlowing(consumerId: string, flowing: boolean): Promise<boolean> {
    const consumer = this.#consumers.get(consumerId);
    if (consumer === undefined) return false;
    try {
      await askWorker(this.#parts.receiveTransport, this.#flows.want(consumerId, consumer, flowing));
    } catch (error) {
      if (this.#consumers.has(consumerId) || this.#parts.receiveTransport.closed) throw error;
      return false;
    }
    this.#viewers.tell(consumerId, consumer);
    if (flowing) this.#viewers.begin(consumer);
    return true;
  }

  /** One whose producer ends meanwhile is left out. */
  async #consumeOne(producer: AnyProducer): Promise<void> {
    try {
      if ('rtpParameters' in producer) await this.#consumeRtp(producer);
      else await this.#consumePictures(producer);
    } catch (error) {
      if (!producer.closed) throw error;
    }
  }

  async #consumeRtp(producer: RtpProducer): Promise<void> {
    const { rtpCapabilities, receiveTransport, ask } = this.#parts;
    const consumer = await askWorker(
      receiveTransport,
      ask(() =>
        receiveTransport.consume({ producerId: this.#outletIdOf(producer), rtpCapabilities, paused: true }),
      ),
    );
    const { id: consumerId, kind, rtpParameters } = consumer;
    const options = { carrier: 'rtp', consumerId, producerId: producer.id, kind, rtpParameters } as const;
    this.#keep(consumer, consumer, options);
    this.#viewers.follow(consumer);
  }

  async #consumePictures(producer: PictureProducer): Promise<void> {
    const { receiveTransport, ask } = this.#parts;
    const options = {
      dataProducerId: producer.id,
      ordered: false,
      maxPacketLifeTime: pictureLifeTimeMs,
      paused: true,
    };
    const consumer = await askWorker(
      receiveTransport,
      ask(() => receiveTransport.consumeData(options)),
    );
    const pictures = new JpegConsumer(consumer, {
      ask,
      wantPicture: (bytesPerSecond) => this.#parts.wantPicture(producer.id, bytesPerSecond),
      fellBehind: (bytesPerSecond) => this.#parts.fellBehind(producer.id, consumer.id, bytesPerSecond),
      watched: (isWatched) => this.#parts.pictureWatched(producer.id, consumer.id, isWatched),
    });
    const { streamId, ordered, maxPacketLifeTime } = consumer.sctpStreamParameters ?? { streamId: 0 };
    this.#keep(consumer, pictures, {
      carrier: 'data',
      consumerId: consumer.id,
      producerId: producer.id,
      sctpStreamParameters: { streamId, ordered, maxPacketLifeTime },
    });
  }

  #keep({ id, observer }: Closable, kept: types.Consumer | JpegConsumer, options: ConsumerOptions): void {
    this.#consumers.set(id, kept);
    this.#described.set(options.producerId, options);
    observer.once('close', () => {
      this.#consumers.delete(id);
      if (this.#described.get(options.producerId) === options) this.#described.delete(options.producerId);
      this.#flows.forget(id);
      this.#viewers.forget(id, kept.producerId);
    });
  }

  /** What is consumed in the worker to receive a producer. */
  #outletIdOf(producer: AnyProducer): string {
    return 'rtpParameters' in producer ? this.#parts.gate.forwardedProducer(producer).id : producer.id;
  }

  #canReceive(producer: AnyProducer): boolean {
    const { router, rtpCapabilities } = this.#parts;
    return !('rtpParameters' in producer) || router.canConsume({ producerId: producer.id, rtpCapabilities });
  }

  #require(consumerId: string): types.Consumer | JpegConsumer {
    const consumer = this.#consumers.get(consumerId);
    if (consumer === undefined) throw new RequestError('no-such-consumer');
    return consumer;
  }
}

function isRejected(error: unknown): boolean {
  return error instanceof RequestError && error.code === 'media-rejected';
}
