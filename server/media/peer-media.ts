// What the relay carries for one peer: a transport each way, its producers and its consumers. Owned by the relay.
import type { types } from 'mediasoup';
import { RequestError } from '../../protocol/error-codes.ts';
import { consumersPerPeerMax } from '../../protocol/limits.ts';
import type { RequestInput, RequestOutput } from '../../protocol/requests.ts';
import type { Codec, Source } from '../../protocol/roster.ts';
import { ConsumerFlows } from './consumer-flows.ts';
import type { LayerWishes } from './layer-wishes.ts';
import { keyFrameRequestDelayMs, pictureLifeTimeMs } from './media-settings.ts';
import { PictureConsumer } from './picture-consumer.ts';
import { PictureViewers } from './picture-viewers.ts';
import type { VoiceGate } from './voice-gate.ts';

/** What every producer's appData says of it. */
export type SourceData = { source: Source; codec: Codec };
export type RtpProducer = types.Producer<SourceData>;
export type PictureProducer = types.DataProducer<SourceData>;
type AnyProducer = RtpProducer | PictureProducer;
/** What the worker may close by itself. */
interface Closable {
  readonly id: string;
  readonly observer: { once(event: 'close', listener: () => void): unknown };
}
type ConsumerOptions = RequestOutput<'media:consume'>['consumers'][number];

/** What a peer's media needs of its room. */
export interface PeerMediaParts {
  readonly router: types.Router;
  readonly sendTransport: types.WebRtcTransport;
  readonly receiveTransport: types.WebRtcTransport;
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

/** All methods throw RequestError: `media-rejected` for what the worker refuses, `media-unavailable` when it is gone. */
export class PeerMedia {
  readonly #parts: PeerMediaParts;
  readonly #producers = new Map<string, AnyProducer>();
  readonly #consumers = new Map<string, types.Consumer | PictureConsumer>();
  readonly #flows: ConsumerFlows;
  readonly #viewers: PictureViewers;
  #rtpCapabilities: types.RtpCapabilities | undefined;

  constructor(parts: PeerMediaParts) {
    this.#parts = parts;
    this.#flows = new ConsumerFlows((producerId) => parts.gate.holds(producerId));
    this.#viewers = new PictureViewers(parts);
  }

  get closed(): boolean {
    return this.#parts.sendTransport.closed;
  }

  /** A producer of this peer. */
  producer(producerId: string): AnyProducer | undefined {
    return this.#producers.get(producerId);
  }

  /** Says what the peer's side can receive. */
  describe(rtpCapabilities: types.RtpCapabilities): void {
    this.#rtpCapabilities = rtpCapabilities;
  }

  async connect(transportId: string, dtlsParameters: types.DtlsParameters): Promise<void> {
    await this.#ask(this.#requireTransport(transportId).connect({ dtlsParameters }));
  }

  async restartIce(transportId: string): Promise<types.IceParameters> {
    return this.#ask(this.#requireTransport(transportId).restartIce());
  }

  async produce(input: RequestInput<'media:produce'>): Promise<RtpProducer> {
    const { source, codec, paused = false } = input;
    const producer = await this.#ask(
      this.#parts.sendTransport.produce<SourceData>({
        kind: codec === 'h264' ? 'video' : 'audio',
        rtpParameters: input.rtpParameters as types.RtpParameters,
        paused,
        keyFrameRequestDelay: keyFrameRequestDelayMs,
        appData: { source, codec },
      }),
    );
    this.#keepProducer(producer, codec === 'h264' ? input.rtpParameters.encodings.length : 0);
    if (source === 'microphone') await this.#passGate(producer);
    return producer;
  }

  async produceData(input: RequestInput<'media:produce-data'>): Promise<PictureProducer> {
    const producer = await this.#ask(
      this.#parts.sendTransport.produceData<SourceData>({
        sctpStreamParameters: input.sctpStreamParameters as types.SctpStreamParameters,
        appData: { source: input.source, codec: 'jpeg' },
      }),
    );
    this.#keepProducer(producer, 1);
    return producer;
  }

  async pauseProducer(producerId: string, paused: boolean): Promise<void> {
    const producer = this.#requireProducer(producerId);
    await this.#ask(paused ? producer.pause() : producer.resume());
  }

  closeProducer(producerId: string): void {
    this.#requireProducer(producerId).close();
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
    const consumers = consumerIds.map((id) => [id, this.#requireConsumer(id)] as const);
    await this.#ask(Promise.all(consumers.map(([id, consumer]) => this.#flows.want(id, consumer, flowing))));
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
    const consumer = this.#requireConsumer(consumerId);
    if (consumer instanceof PictureConsumer) return;
    await this.#ask(consumer.setPreferredLayers(layers));
    this.#viewers.tell(consumerId, consumer);
  }

  /** Tells the peer again which layers of its pictures are watched. */
  repeatLayerWishes(): void {
    for (const producerId of this.#producers.keys()) this.#parts.layerWishes.repeat(producerId);
  }

  /** Closes everything; the relay closes the consumers that others have of it. */
  close(): void {
    this.#parts.sendTransport.close();
    this.#parts.receiveTransport.close();
    this.#producers.clear();
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
    const rtpCapabilities = this.#rtpCapabilities ?? { codecs: [] };
    const consumer = await this.#ask(
      this.#parts.receiveTransport.consume({
        producerId: this.#outletIdOf(producer),
        rtpCapabilities,
        paused: true,
      }),
    );
    this.#keepConsumer(consumer, consumer);
    this.#viewers.follow(consumer);
    const { id: consumerId, kind, rtpParameters } = consumer;
    return { carrier: 'rtp', consumerId, producerId: producer.id, kind, rtpParameters };
  }

  async #consumePictures(producer: PictureProducer): Promise<ConsumerOptions> {
    const consumer = await this.#ask(
      this.#parts.receiveTransport.consumeData({
        dataProducerId: producer.id,
        ordered: false,
        maxPacketLifeTime: pictureLifeTimeMs,
        paused: true,
      }),
    );
    const pictures = new PictureConsumer(consumer, {
      wantPicture: (bytesPerSecond) => this.#parts.wantPicture(producer.id, bytesPerSecond),
      fellBehind: (bytesPerSecond) => this.#parts.fellBehind(producer.id, consumer.id, bytesPerSecond),
      watched: (isWatched) => this.#parts.pictureWatched(producer.id, consumer.id, isWatched),
    });
    this.#keepConsumer(consumer, pictures);
    const { streamId, ordered, maxPacketLifeTime } = consumer.sctpStreamParameters ?? { streamId: 0 };
    return {
      carrier: 'data',
      consumerId: consumer.id,
      producerId: producer.id,
      sctpStreamParameters: { streamId, ordered, maxPacketLifeTime },
    };
  }

  /** @param layerCount of a picture; 0 for a voice */
  #keepProducer(producer: AnyProducer, layerCount: number): void {
    const { layerWishes } = this.#parts;
    this.#producers.set(producer.id, producer);
    if (layerCount > 0) layerWishes.open(producer.id, layerCount);
    (producer as Closable).observer.once('close', () => {
      this.#producers.delete(producer.id);
      layerWishes.close(producer.id);
    });
  }

  #keepConsumer({ id, observer }: Closable, kept: types.Consumer | PictureConsumer): void {
    this.#consumers.set(id, kept);
    observer.once('close', () => {
      this.#consumers.delete(id);
      this.#flows.forget(id);
      this.#viewers.forget(id, kept.producerId);
    });
  }

  async #passGate(microphone: RtpProducer): Promise<void> {
    try {
      await this.#ask(this.#parts.gate.admit(microphone));
    } catch (error) {
      microphone.close();
      throw error;
    }
  }

  /** What is consumed in the worker to receive a producer. */
  #outletIdOf(producer: AnyProducer): string {
    return 'rtpParameters' in producer ? this.#parts.gate.outletOf(producer).id : producer.id;
  }

  #canReceive(producer: AnyProducer): boolean {
    if (!('rtpParameters' in producer)) return true;
    const rtpCapabilities = this.#rtpCapabilities;
    return (
      rtpCapabilities !== undefined &&
      this.#parts.router.canConsume({ producerId: producer.id, rtpCapabilities })
    );
  }

  #closeConsumersOf(producers: readonly AnyProducer[]): void {
    const producerIds = new Set(producers.map((producer) => this.#outletIdOf(producer)));
    for (const consumer of this.#consumers.values())
      if (producerIds.has(consumer.producerId)) consumer.close();
  }

  #requireProducer(producerId: string): AnyProducer {
    const producer = this.#producers.get(producerId);
    if (producer === undefined) throw new RequestError('no-such-producer');
    return producer;
  }

  #requireConsumer(consumerId: string): types.Consumer | PictureConsumer {
    const consumer = this.#consumers.get(consumerId);
    if (consumer === undefined) throw new RequestError('no-such-consumer');
    return consumer;
  }

  #requireTransport(transportId: string): types.WebRtcTransport {
    const { sendTransport, receiveTransport } = this.#parts;
    const transport = [sendTransport, receiveTransport].find(({ id }) => id === transportId);
    if (transport === undefined) throw new RequestError('media-rejected');
    return transport;
  }

  async #ask<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch {
      throw new RequestError(this.closed ? 'media-unavailable' : 'media-rejected');
    }
  }
}
