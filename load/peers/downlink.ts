// What one simulated peer receives: the transport, its streams and channels. Owned by room-peer.
import type { TransportOptions } from '../../protocol/media-parameters.ts';
import type { RequestOutput } from '../../protocol/requests.ts';
import { NativeLink, opened } from './native-link.ts';
import type { Requester } from './requester.ts';
import { receiverCapabilities } from './rtp-formats.ts';
import { isRtcp } from './rtp.ts';

/** What arrives: RTP packets, and messages of picture channels. */
export interface Arrivals {
  readonly onRtp?: (producerId: string, packet: Buffer) => void;
  readonly onPicture?: (producerId: string, message: Uint8Array) => void;
}

type Consumer = RequestOutput<'media:consume'>['consumers'][number];

export class Downlink {
  readonly #member: Requester;
  readonly #link: NativeLink;
  /** By the stream on which it comes. */
  readonly #receivers = new Map<number, { readonly producerId: string; readonly arrivals: Arrivals }>();
  /** RTP packets so far. */
  received = 0;

  private constructor(member: Requester, link: NativeLink) {
    this.#member = member;
    this.#link = link;
  }

  /** @param server the end that the room's reply named @throws what the member's requests throw, and Error when it does not open */
  static async open(
    member: Requester,
    server: TransportOptions,
    carriesPictures: boolean,
  ): Promise<Downlink> {
    const link = await NativeLink.open({
      direction: 'receive',
      server,
      carriesPictures,
      connect: async (dtlsParameters) => {
        await member.request('media:connect', { transportId: server.id, dtlsParameters });
      },
    });
    const downlink = new Downlink(member, link);
    link.onPacket((bytes) => downlink.#take(bytes));
    await member.request('media:describe', { rtpCapabilities: receiverCapabilities });
    return downlink;
  }

  /**
   * Receives sources of others from now on; those that have just gone are left out.
   * @returns the consumers' ids, by producer
   */
  async receive(producerIds: readonly string[], arrivals: Arrivals): Promise<Map<string, string>> {
    const { consumers } = await this.#member.request('media:consume', { producerIds: [...producerIds] });
    await Promise.all(consumers.map((consumer) => this.#expect(consumer, arrivals)));
    const consumerIds = consumers.map(({ consumerId }) => consumerId);
    if (consumerIds.length > 0) await this.#member.request('media:resume', { consumerIds });
    return new Map(consumers.map(({ producerId, consumerId }) => [producerId, consumerId]));
  }

  close(): void {
    this.#link.close();
  }

  async #expect(consumer: Consumer, arrivals: Arrivals): Promise<void> {
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
