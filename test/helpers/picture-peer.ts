// A participant without a browser that sends or watches JPEG pictures over real data channels (libdatachannel).
import {
  type DataChannel,
  type PeerConnection,
  PeerConnection as Connection,
  type DataChannelInitConfig,
} from 'node-datachannel';
import type { TransportOptions } from '../../protocol/media-parameters.ts';
import type { RequestOutput } from '../../protocol/requests.ts';
import type { Member } from '../integration/member.ts';
import { describeServer } from './server-sdp.ts';

const openTimeoutMs = 10_000;
/** As the client's own channels. */
const lifeTimeMs = 2000;

export class PicturePeer {
  readonly member: Member;
  readonly #joined: RequestOutput<'room:join'>;
  readonly #connections: PeerConnection[] = [];
  #channel: DataChannel | undefined;

  private constructor(member: Member, joined: RequestOutput<'room:join'>) {
    this.member = member;
    this.#joined = joined;
  }

  /** Enters a room, or opens one. */
  static async enter(member: Member, number?: string): Promise<PicturePeer> {
    const joined =
      number === undefined
        ? await member.request('room:create')
        : await member.request('room:join', { number });
    return new PicturePeer(member, joined);
  }

  get roomNumber(): string {
    return this.#joined.room.number;
  }

  /** Bytes that wait to be sent. */
  get bufferedAmount(): number {
    return this.#channel?.bufferedAmount() ?? 0;
  }

  /** Switches a JPEG source on; resolves with the producer's id when pictures can be sent. */
  async startSending(source: 'camera' | 'screen'): Promise<string> {
    const streamId = 1;
    this.#channel = await this.#open(this.#joined.sendTransport, {
      id: streamId,
      maxPacketLifeTime: lifeTimeMs,
    });
    const sctpStreamParameters = { streamId, ordered: false, maxPacketLifeTime: lifeTimeMs };
    const { producerId } = await this.member.request('media:produce-data', { source, sctpStreamParameters });
    return producerId;
  }

  /** Sends one message of a picture channel. */
  send(message: Uint8Array): void {
    this.#channel?.sendMessageBinary(message);
  }

  /** Opens a channel that the server was not told of, beside the one that sends. @param id of its stream; without it the far end is asked */
  openStray(id?: number): DataChannel | undefined {
    const init = id === undefined ? {} : { negotiated: true, id };
    return this.#connections[0]?.createDataChannel('stray', init);
  }

  /** Port of the media worker that carries this peer. */
  get workerPort(): number {
    return this.#joined.sendTransport.iceCandidates[0]?.port ?? 0;
  }

  /** Watches a source; every message is handed over from now on. */
  async watch(producerId: string, receive: (message: Uint8Array) => void): Promise<void> {
    const { consumers } = await this.member.request('media:consume', { producerIds: [producerId] });
    const [consumer] = consumers;
    if (consumer?.carrier !== 'data') throw new Error('There are no pictures to watch.');
    const { streamId, maxPacketLifeTime } = consumer.sctpStreamParameters;
    const channel = await this.#open(this.#joined.receiveTransport, {
      id: streamId,
      ...(maxPacketLifeTime !== undefined && { maxPacketLifeTime }),
    });
    channel.onMessage((message) => {
      if (typeof message !== 'string') receive(new Uint8Array(message));
    });
    await this.member.request('media:resume', { consumerIds: [consumer.consumerId] });
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
    this.member.close();
  }

  async #open(server: TransportOptions, init: DataChannelInitConfig): Promise<DataChannel> {
    const connection = new Connection('pictures', {
      iceServers: [],
      bindAddress: '127.0.0.1',
      disableAutoNegotiation: true,
    });
    this.#connections.push(connection);
    const channel = connection.createDataChannel('pictures', { negotiated: true, unordered: true, ...init });
    const opened = new Promise<void>((resolve, reject) => {
      const giveUp = setTimeout(
        () => reject(new Error('A data channel did not open within 10 s.')),
        openTimeoutMs,
      );
      channel.onOpen(() => {
        clearTimeout(giveUp);
        resolve();
      });
    });
    connection.setLocalDescription('offer');
    const sdp = connection.localDescription()?.sdp ?? '';
    const value = /^a=fingerprint:sha-256 (\S+)/im.exec(sdp)?.[1] ?? '';
    const dtlsParameters = { role: 'client', fingerprints: [{ algorithm: 'sha-256', value }] };
    await this.member.request('media:connect', { transportId: server.id, dtlsParameters });
    connection.setRemoteDescription(describeServer(server, 'data'), 'answer');
    await opened;
    return channel;
  }
}
