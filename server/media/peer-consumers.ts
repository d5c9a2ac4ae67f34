// What one peer receives of the others in its room, and what of that flows. Owned by peer-media.
import type { types } from 'mediasoup';
import { RequestError } from '../../protocol/error-codes.ts';
import { consumersPerAnswerMax, consumersPerPeerMax } from '../../protocol/limits.ts';
import type { ConsumerOptions } from '../../protocol/media-parameters.ts';
import { askWorker } from './ask-worker.ts';
import { countPackets, type PacketCount } from './count-packets.ts';
import { ConsumerFlows } from './consumer-flows.ts';
import type { LayerWishes } from './layer-wishes.ts';
import { pictureLifeTimeMs } from './media-settings.ts';
import type { AnyProducer, Closable, PictureProducer, RtpProducer } from './peer-producers.ts';
import { PictureConsumer } from './picture-consumer.ts';
import { PictureViewers } from './picture-viewers.ts';
import type { VoiceGate } from './voice-gate.ts';
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
  /** Somebody needs a whole picture of this producer: at once, or at a pace in bytes a second. */
  readonly wantPicture: (producerId: string, bytesPerSecond?: number) => void;
  /** A consumer of this JPEG producer fell behind and has caught up, taking so many bytes a second. */
  readonly fellBehind: (producerId: string, consumerId: string, bytesPerSecond: number) => void;
  /** A consumer of this JPEG producer begins or ends to be looked at. */
  readonly pictureWatched: (producerId: string, consumerId: string, isWatched: boolean) => void;
  /** Learns which layers of the room's pictures are watched. */
  readonly layerWishes: LayerWishes;
  /** Where the room's microphones pass. */
  readonly gate: VoiceGate;
}

/** All methods throw RequestError as `askWorker` does, and `no-such-consumer` for one that this peer does not have. */
export class PeerConsumers {
  readonly #parts: PeerConsumersParts;
  readonly #consumers = new Map<string, types.Consumer | PictureConsumer>();
  readonly #flows: ConsumerFlows;
  readonly #viewers: PictureViewers;

  constructor(parts: PeerConsumersParts) {
    this.#parts = parts;
    this.#flows = new ConsumerFlows((producerId) => parts.gate.holds(producerId), parts.ask);
    this.#viewers = new PictureViewers(parts);
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
   * Consumers, paused, of those producers that still exist; one that this peer has already is made anew.
   * @throws RequestError `cannot-consume` when there is none that this peer's side could receive
   */
  async consume(producerIds: readonly string[]): Promise<ConsumerOptions[]> {
    const producers = [...new Set(producerIds)]
      .map((producerId) => this.#parts.findProducer(producerId))
      .filter((producer) => producer !== undefined);
    const receivable = producers.filter((producer) => this.#canReceive(producer));
    if (receivable.length === 0 && producers.length > 0) throw new RequestError('cannot-consume');
    this.#closeConsumersOf(receivable);
    if (this.#consumers.size + receivable.length > consumersPerPeerMax) {
      throw new RequestError('limit-reached');
    }
    const opened = await Promise.all(receivable.map((producer) => this.#consumeOne(producer)));
    return opened.filter((options) => options !== undefined);
  }

  /** Lets consumers flow or stop. A key frame, or a whole picture, is asked of the sender of one that begins to flow. */
  async setFlowing(consumerIds: readonly string[], flowing: boolean): Promise<void> {
    const consumers = consumerIds.map((id) => [id, this.#require(id)] as const);
    await askWorker(
      this.#parts.receiveTransport,
      Promise.all(consumers.map(([id, consumer]) => this.#flows.want(id, consumer, flowing))),
    );
    for (const [id, consumer] of consumers) {
      this.#viewers.tell(id, consumer);
      if (flowing) this.#viewers.begin(consumer);
    }
  }

  /** The gate holds this producer, or no longer. */
  applyHold(producerId: string): void {
    this.#flows.applyHold(this.#consumers, producerId);
  }

  async preferLayers(consumerId: string, layers: types.ConsumerLayers): Promise<void> {
    const consumer = this.#require(consumerId);
    if (consumer instanceof PictureConsumer) return;
    await askWorker(
      this.#parts.receiveTransport,
      this.#parts.ask(() => consumer.setPreferredLayers(layers)),
    );
    this.#viewers.tell(consumerId, consumer);
  }

  /** What went out. @param ask the way of whoever counts to the worker */
  countPackets(ask: Ask): Promise<PacketCount[]> {
    return countPackets('out', this.#consumers.values(), ask);
  }

  /** Forgets what was received; its transport is closed, and so are its consumers. */
  clear(): void {
    this.#consumers.clear();
  }

  async #consumeOne(producer: AnyProducer): Promise<ConsumerOptions | undefined> {
    try {
      return 'rtpParameters' in producer
        ? await this.#consumeRtp(producer)
        : await this.#consumePictures(producer);
    } catch (error) {
      if (producer.closed) return undefined;
      throw error;
    }
  }

  async #consumeRtp(producer: RtpProducer): Promise<ConsumerOptions> {
    const { rtpCapabilities, receiveTransport, ask } = this.#parts;
    const consumer = await askWorker(
      receiveTransport,
      ask(() =>
        receiveTransport.consume({ producerId: this.#outletIdOf(producer), rtpCapabilities, paused: true }),
      ),
    );
    this.#keep(consumer, consumer);
    this.#viewers.follow(consumer);
    const { id: consumerId, kind, rtpParameters } = consumer;
    return { carrier: 'rtp', consumerId, producerId: producer.id, kind, rtpParameters };
  }

  async #consumePictures(producer: PictureProducer): Promise<ConsumerOptions> {
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
    const pictures = new PictureConsumer(consumer, {
      ask,
      wantPicture: (bytesPerSecond) => this.#parts.wantPicture(producer.id, bytesPerSecond),
      fellBehind: (bytesPerSecond) => this.#parts.fellBehind(producer.id, consumer.id, bytesPerSecond),
      watched: (isWatched) => this.#parts.pictureWatched(producer.id, consumer.id, isWatched),
    });
    this.#keep(consumer, pictures);
    const { streamId, ordered, maxPacketLifeTime } = consumer.sctpStreamParameters ?? { streamId: 0 };
    return {
      carrier: 'data',
      consumerId: consumer.id,
      producerId: producer.id,
      sctpStreamParameters: { streamId, ordered, maxPacketLifeTime },
    };
  }

  #keep({ id, observer }: Closable, kept: types.Consumer | PictureConsumer): void {
    this.#consumers.set(id, kept);
    observer.once('close', () => {
      this.#consumers.delete(id);
      this.#flows.forget(id);
      this.#viewers.forget(id, kept.producerId);
    });
  }

  /** What is consumed in the worker to receive a producer. */
  #outletIdOf(producer: AnyProducer): string {
    return 'rtpParameters' in producer ? this.#parts.gate.outletOf(producer).id : producer.id;
  }

  #canReceive(producer: AnyProducer): boolean {
    const { router, rtpCapabilities } = this.#parts;
    return !('rtpParameters' in producer) || router.canConsume({ producerId: producer.id, rtpCapabilities });
  }

  #closeConsumersOf(producers: readonly AnyProducer[]): void {
    const producerIds = new Set(producers.map((producer) => this.#outletIdOf(producer)));
    for (const consumer of this.#consumers.values())
      if (producerIds.has(consumer.producerId)) consumer.close();
  }

  #require(consumerId: string): types.Consumer | PictureConsumer {
    const consumer = this.#consumers.get(consumerId);
    if (consumer === undefined) throw new RequestError('no-such-consumer');
    return consumer;
  }
}
