// What one simulated peer receives: the transport, its streams and channels. Owned by room-peer.
import type { ConsumerOptions, OpenedMedia } from '../protocol/media/media-parameters.ts';
import { NativeLink, opened } from './native-link.ts';
import type { Requester } from './requester.ts';
import { isRtcp } from './rtp.ts';

/** What arrives: RTP packets, and messages of picture channels. */
export interface Arrivals {
  readonly onRtp?: (producerId: string, packet: Buffer) => void;
  readonly onPicture?: (producerId: string, message: Uint8Array) => void;
}

export class Downlink {
  readonly #member: Requester;
  readonly #link: NativeLink;
  /** What the server opened together with the transports, by producer. */
  readonly #given: Map<string, ConsumerOptions>;
  /** By the stream on which it comes. */
  readonly #receivers = new Map<number, { readonly producerId: string; readonly arrivals: Arrivals }>();
  /** RTP packets so far. */
  received = 0;

  private constructor(member: Requester, link: NativeLink, given: readonly ConsumerOptions[]) {
    this.#member = member;
    this.#link = link;
    this.#given = new Map(given.map((options) => [options.producerId, options]));
  }

  /**
   * Packets look for their way from now on; it need not be found to ask for sources.
   * @param media what the room's reply named
   */
  static open(member: Requester, media: OpenedMedia, carriesPictures: boolean): Downlink {
    const server = media.receiveTransport;
    const link = NativeLink.begin({
      direction: 'receive',
      server,
      carriesPictures,
      connect: async (dtlsParameters) => {
        await member.request('media:connect', { transportId: server.id, dtlsParameters });
      },
    });
    const downlink = new Downlink(member, link, media.consumers);
    link.onPacket((bytes) => downlink.#take(bytes));
    return downlink;
  }

  /**
   * Receives sources of others from now on; those that have just gone are left out. Resolves when packets pass.
   * @returns the consumers' ids, by producer
   * @throws what the member's requests throw, and Error when the transport does not open
   */
  async receive(producerIds: readonly string[], arrivals: Arrivals): Promise<Map<string, string>> {
    const consumers = await this.#openConsumers(producerIds);
    const channels = consumers.map((consumer) => this.#expect(consumer, arrivals));
    const consumerIds = consumers.map(({ consumerId }) => consumerId);
    await Promise.all([
      this.#link.opened,
      consumerIds.length > 0 && this.#member.request('media:resume', { consumerIds }),
    ]);
    await Promise.all(channels);
    return new Map(consumers.map(({ producerId, consumerId }) => [producerId, consumerId]));
  }

  close(): void {
    this.#link.close();
  }

  /** Those that the server opened unasked, and the others, which it is asked for. */
  async #openConsumers(producerIds: readonly string[]): Promise<ConsumerOptions[]> {
    const given = producerIds.flatMap((producerId) => this.#given.get(producerId) ?? []);
    const asked = producerIds.filter((producerId) => !this.#given.delete(producerId));
    if (asked.length === 0) return given;
    const { consumers } = await this.#member.request('media:consume', { producerIds: asked });
    return [...given, ...consumers];
  }

  async #expect(consumer: ConsumerOptions, arrivals: Arrivals): Promise<void> {
    const { producerId } = consumer;
    if (consumer.carrier === 'rtp') {
      const ssrc = (consumer.rtpParameters['encodings'] as { ssrc: number }[])[0]?.ssrc;
      if (ssrc !== undefined) this.#receivers.set(ssrc, { producerId, arrivals });
      return;
    }
    const { streamId, maxPacketLifeTime } = consumer.sctpStreamParameters;
    const channel = this.#link.openChannel(streamId, maxPacketLifeTime);
    channel.onMessage((message) => {
      if (typeof message !== 'string') arrivals.onPicture?.(producerId, new Uint8Array(message));
    });
    await opened(channel);
  }

  #take(bytes: Buffer): void {
    if (isRtcp(bytes) || bytes.length < 12) return;
    const receiver = this.#receivers.get(bytes.readUInt32BE(8));
    if (receiver === undefined) return;
    this.received += 1;
    receiver.arrivals.onRtp?.(receiver.producerId, bytes);
  }
}
