// One transport of a peer without a browser: ICE, DTLS, SRTP and data channels by libdatachannel. Used by room-peer.
import {
  Audio,
  type DataChannel,
  type PeerConnection,
  PeerConnection as Connection,
  type Track,
} from 'node-datachannel';
import { areLoopback } from '../protocol/media/are-loopback.ts';
import type { TransportOptions } from '../protocol/media/media-parameters.ts';
import type { RequestInput } from '../protocol/requests.ts';
import { answerAsServer } from './server-sdp.ts';

type DtlsParameters = RequestInput<'media:connect'>['dtlsParameters'];

const openTimeoutMs = 10_000;
/** Any: the description has to name a format, and packets of every other pass as well. */
const describedPayloadType = 111;
/** Of a channel that carries nothing: without one at the beginning there could be none later. */
const placeholderChannelId = 1000;
/** As the client's own channels. */
export const pictureLifeTimeMs = 2000;

export interface LinkOptions {
  readonly direction: 'send' | 'receive';
  /** The server's end. */
  readonly server: TransportOptions;
  /** Tells the server of this end. */
  readonly connect: (dtlsParameters: DtlsParameters) => Promise<void>;
  /** Whether data channels are to be opened. */
  readonly carriesPictures: boolean;
}

/**
 * All RTP of a transport passes one section of media, whatever its streams are: libdatachannel hands over every packet when
 * there is but one, so that nothing is negotiated anew when sources come and go.
 */
export class NativeLink {
  readonly #connection: PeerConnection;
  readonly #track: Track;
  #carriesPictures = false;
  #isClosed = false;
  readonly #closing = Promise.withResolvers<never>();
  /** Resolves when packets pass. Rejects with an Error when that takes longer than 10 s or the link is closed, and with what `connect` throws. */
  readonly opened: Promise<void>;
  /** Kept: a channel without a reference is collected as garbage, and what it receives is lost. */
  readonly #channels: DataChannel[] = [];

  private constructor(connection: PeerConnection, options: LinkOptions) {
    const section = new Audio('0', options.direction === 'send' ? 'SendOnly' : 'RecvOnly');
    section.addOpusCodec(describedPayloadType);
    this.#connection = connection;
    this.#track = connection.addTrack(section);
    this.#carriesPictures = options.carriesPictures;
    if (options.carriesPictures) this.openChannel(placeholderChannelId);
    this.#closing.promise.catch(() => undefined);
    this.opened = Promise.race([this.#negotiate(options), this.#closing.promise]);
    this.opened.catch(() => this.close());
  }

  /** Packets look for their way from now on; `opened` tells when they pass. */
  static begin(options: LinkOptions): NativeLink {
    const connection = new Connection('peer', {
      iceServers: [],
      disableAutoNegotiation: true,
      ...(areLoopback(options.server.iceCandidates) && { bindAddress: '127.0.0.1' }),
    });
    return new NativeLink(connection, options);
  }

  /** As `begin`, and resolves when packets pass. @throws as `opened` does */
  static async open(options: LinkOptions): Promise<NativeLink> {
    const link = NativeLink.begin(options);
    await link.opened;
    return link;
  }

  /** Whether packets pass now, as far as this end knows. */
  get isOpen(): boolean {
    return !this.#isClosed && this.#track.isOpen();
  }

  /** As in browsers, ICE begins while the server is still being sent this end's parameters. */
  async #negotiate({ server, connect }: LinkOptions): Promise<void> {
    this.#connection.setLocalDescription('offer');
    const offer = this.#connection.localDescription()?.sdp ?? '';
    const value = /^a=fingerprint:sha-256 (\S+)/im.exec(offer)?.[1] ?? '';
    const told = connect({ role: 'client', fingerprints: [{ algorithm: 'sha-256', value }] });
    this.#connection.setRemoteDescription(answerAsServer(offer, server), 'answer');
    await Promise.all([told, opened(this.#track)]);
  }

  /** Everything that comes in, RTP and RTCP, from now on. */
  onPacket(receive: (bytes: Buffer) => void): void {
    this.#track.onMessage(receive);
  }

  /** Sends one packet, RTP or RTCP. The bytes may be used again afterwards. @returns whether it left */
  send(bytes: Buffer): boolean {
    if (this.#isClosed) return false;
    try {
      return this.#track.sendMessageBinary(bytes);
    } catch {
      // The other end has just gone.
      this.#isClosed = true;
      return false;
    }
  }

  /** A channel for pictures, which both sides know by its number. @throws Error when the link was opened without channels */
  openChannel(id: number, maxPacketLifeTime = pictureLifeTimeMs): DataChannel {
    if (!this.#carriesPictures) throw new Error('This transport was opened without data channels.');
    const options = { negotiated: true, unordered: true, id, maxPacketLifeTime };
    const channel = this.#connection.createDataChannel('pictures', options);
    this.#channels.push(channel);
    return channel;
  }

  /**
   * A channel that the server was not asked for, as hostile peers open it.
   * @param id of its stream; without it the far end is asked for one
   */
  openStrayChannel(id?: number): DataChannel {
    const channel = this.#connection.createDataChannel(
      'stray',
      id === undefined ? {} : { negotiated: true, id },
    );
    this.#channels.push(channel);
    return channel;
  }

  close(): void {
    this.#isClosed = true;
    this.#closing.reject(new Error('The transport was closed before it was open.'));
    this.#connection.close();
  }
}

/** Resolves when a track or a channel is open. @throws Error after 10 s */
export async function opened(channel: Track | DataChannel): Promise<void> {
  if (channel.isOpen()) return;
  await new Promise<void>((resolve, reject) => {
    const giveUp = setTimeout(
      () => reject(new Error('A transport did not open within 10 s: is UDP to the server blocked?')),
      openTimeoutMs,
    );
    channel.onOpen(() => {
      clearTimeout(giveUp);
      resolve();
    });
  });
}
