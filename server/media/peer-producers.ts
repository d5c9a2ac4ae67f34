// What one peer sends: its voices pass the gate, and the layers of its pictures are asked for. Owned by peer-media.
import type { types } from 'mediasoup';
import { RequestError } from '../../protocol/error-codes.ts';
import type { RequestInput } from '../../protocol/requests.ts';
import type { Codec, Source } from '../../protocol/room/roster.ts';
import { askWorker } from './ask-worker.ts';
import { carriedParameters } from './carried-parameters.ts';
import { countPackets, type PacketCount } from './count-packets.ts';
import type { LayerRequests } from './layer-requests.ts';
import { keyFrameRequestDelayMs } from './media-settings.ts';
import type { SourceCeilings } from './source-ceilings.ts';
import type { ActiveSpeakerSelector } from './active-speaker-selector.ts';
import type { Ask } from './worker-questions.ts';

/** What every producer's appData says of it. */
export type SourceData = { source: Source; codec: Codec };
export type RtpProducer = types.Producer<SourceData>;
export type PictureProducer = types.DataProducer<SourceData>;
export type AnyProducer = RtpProducer | PictureProducer;
/** What the worker may close by itself. */
export interface Closable {
  readonly id: string;
  readonly observer: { once(event: 'close', listener: () => void): unknown };
}

export interface PeerProducersParts {
  /** Whose peer it is. What it sends counts on for the account when the peer leaves and comes in again as another one. */
  readonly accountId: string;
  readonly sendTransport: types.WebRtcTransport;
  /** The way of this peer to its worker. */
  readonly ask: Ask;
  /** Learns which layers of the room's pictures are watched. */
  readonly layerRequests: LayerRequests;
  /** Where the room's microphones pass. */
  readonly gate: ActiveSpeakerSelector;
  /** Keeps count of what was sent of each kind. */
  readonly ceilings: SourceCeilings;
}

/**
 * All methods throw RequestError as `askWorker` does, `no-such-producer` for one that this peer does not have, and `too-often` when it is to
 * send something and has just sent far too much of it.
 */
export class PeerProducers {
  readonly #parts: PeerProducersParts;
  readonly #producers = new Map<string, AnyProducer>();

  constructor(parts: PeerProducersParts) {
    this.#parts = parts;
  }

  /** Everything that is on. */
  all(): AnyProducer[] {
    return [...this.#producers.values()];
  }

  find(producerId: string): AnyProducer | undefined {
    return this.#producers.get(producerId);
  }

  async produce(input: RequestInput<'media:produce'>): Promise<RtpProducer> {
    const { source, codec, paused = false } = input;
    this.#requireEven({ source, codec });
    const { sendTransport, ask } = this.#parts;
    const options: types.ProducerOptions<SourceData> = {
      kind: codec === 'h264' ? 'video' : 'audio',
      rtpParameters: carriedParameters(input.rtpParameters),
      paused,
      keyFrameRequestDelay: keyFrameRequestDelayMs,
      appData: { source, codec },
    };
    const producer = await askWorker(
      sendTransport,
      ask(() => sendTransport.produce(options)),
    );
    this.#keep(producer, codec === 'h264' ? input.rtpParameters.encodings.length : 0);
    if (source === 'microphone') await this.#passGate(producer);
    return producer;
  }

  async produceData(input: RequestInput<'media:produce-data'>): Promise<PictureProducer> {
    const appData: SourceData = { source: input.source, codec: 'jpeg' };
    this.#requireEven(appData);
    const { sendTransport, ask } = this.#parts;
    const options: types.DataProducerOptions<SourceData> = {
      sctpStreamParameters: input.sctpStreamParameters as types.SctpStreamParameters,
      appData,
    };
    const producer = await askWorker(
      sendTransport,
      ask(() => sendTransport.produceData(options)),
    );
    this.#keep(producer, 1);
    return producer;
  }

  async pause(producerId: string, paused: boolean): Promise<void> {
    const producer = this.#require(producerId);
    await askWorker(
      this.#parts.sendTransport,
      this.#parts.ask(() => (paused ? producer.pause() : producer.resume())),
    );
  }

  close(producerId: string): void {
    const producer = this.#require(producerId);
    this.#parts.ceilings.closing(this.#parts.accountId, producer);
    producer.close();
  }

  /** Packets received. @param ask the counting caller's queue to the worker */
  countPackets(ask: Ask): Promise<PacketCount[]> {
    return countPackets('in', this.#producers.values(), ask);
  }

  /** Tells the peer again which layers of its pictures are watched. */
  repeatLayerRequests(): void {
    for (const producerId of this.#producers.keys()) this.#parts.layerRequests.repeat(producerId);
  }

  /** Closes everything. */
  closeAll(): void {
    for (const producerId of this.#producers.keys()) this.close(producerId);
  }

  /** @param layerCount of a picture; 0 for a voice */
  #keep(producer: AnyProducer, layerCount: number): void {
    const { layerRequests } = this.#parts;
    this.#producers.set(producer.id, producer);
    if (layerCount > 0) layerRequests.open(producer.id, layerCount);
    (producer as Closable).observer.once('close', () => {
      this.#producers.delete(producer.id);
      layerRequests.close(producer.id);
    });
  }

  async #passGate(microphone: RtpProducer): Promise<void> {
    try {
      await askWorker(this.#parts.sendTransport, this.#parts.gate.admit(microphone, this.#parts.accountId));
    } catch (error) {
      microphone.close();
      throw error;
    }
  }

  #requireEven(source: SourceData): void {
    this.#parts.ceilings.requireEven(this.#parts.accountId, source);
  }

  #require(producerId: string): AnyProducer {
    const producer = this.#producers.get(producerId);
    if (producer === undefined) throw new RequestError('no-such-producer');
    return producer;
  }
}
