// What one peer of the bare worker sends and receives: the protocol's requests as calls of mediasoup. Used by bare-worker-process.
import type { types } from 'mediasoup';
import { pictureLifeTimeMs } from '../../../../../server/media/media-settings.ts';
import type { Transports } from '../../../../../server/media/open-transports.ts';

type Input = Readonly<Record<string, unknown>>;
type AnyProducer = types.Producer | types.DataProducer;

export class BarePeer {
  readonly #transports: Transports;
  /** Of all peers, by id. */
  readonly #producers: Map<string, AnyProducer>;
  readonly #consumers = new Map<string, types.Consumer | types.DataConsumer>();
  readonly #rtpCapabilities: types.RtpCapabilities;

  /** @param rtpCapabilities what the peer's side can receive @param producers of all peers; this peer's are added */
  constructor(
    transports: Transports,
    rtpCapabilities: types.RtpCapabilities,
    producers: Map<string, AnyProducer>,
  ) {
    this.#transports = transports;
    this.#rtpCapabilities = rtpCapabilities;
    this.#producers = producers;
  }

  /** What `room:join` answers, as far as a room-peer reads it. */
  describe(peerId: string, room: string): unknown {
    const { send, receive } = this.#transports;
    return {
      room: { selfPeerId: peerId, number: room },
      sendTransport: describeTransport(send),
      receiveTransport: describeTransport(receive),
      consumers: [],
    };
  }

  /** @throws Error for a request that media does not need */
  async answer(name: string, input: Input): Promise<unknown> {
    const { send, receive } = this.#transports;
    switch (name) {
      case 'media:connect': {
        const transport = input['transportId'] === send.id ? send : receive;
        await transport.connect({ dtlsParameters: input['dtlsParameters'] as types.DtlsParameters });
        return {};
      }
      case 'media:produce':
        return this.#keep(
          await send.produce({
            kind: input['source'] === 'microphone' ? 'audio' : 'video',
            rtpParameters: input['rtpParameters'] as types.RtpParameters,
          }),
        );
      case 'media:produce-data':
        return this.#keep(
          await send.produceData({
            sctpStreamParameters: input['sctpStreamParameters'] as types.SctpStreamParameters,
          }),
        );
      case 'media:consume':
        return {
          consumers: await Promise.all((input['producerIds'] as string[]).map((id) => this.#consume(id))),
        };
      case 'media:resume':
        for (const id of input['consumerIds'] as string[]) await this.#consumers.get(id)?.resume();
        return {};
      case 'room:leave':
        send.close();
        receive.close();
        for (const [id, { closed }] of this.#producers) if (closed) this.#producers.delete(id);
        return {};
      default:
        throw new Error(`The bare worker knows no ${name}.`);
    }
  }

  #keep(producer: AnyProducer): { producerId: string } {
    this.#producers.set(producer.id, producer);
    return { producerId: producer.id };
  }

  async #consume(producerId: string): Promise<unknown> {
    const { receive } = this.#transports;
    const producer = this.#producers.get(producerId);
    if (producer === undefined) throw new Error('That source has ended.');
    if ('rtpParameters' in producer) {
      const consumer = await receive.consume({
        producerId,
        rtpCapabilities: this.#rtpCapabilities,
        paused: true,
      });
      this.#consumers.set(consumer.id, consumer);
      const { id: consumerId, kind, rtpParameters } = consumer;
      return { carrier: 'rtp', consumerId, producerId, kind, rtpParameters };
    }
    const consumer = await receive.consumeData({
      dataProducerId: producerId,
      ordered: false,
      maxPacketLifeTime: pictureLifeTimeMs,
      paused: true,
    });
    this.#consumers.set(consumer.id, consumer);
    const { id: consumerId, sctpStreamParameters } = consumer;
    return { carrier: 'sctp', consumerId, producerId, sctpStreamParameters };
  }
}

function describeTransport(transport: types.WebRtcTransport): unknown {
  const { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters } = transport;
  return { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters };
}
