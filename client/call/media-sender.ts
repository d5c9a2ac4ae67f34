// What this peer sends: one producer per source, RTP for voice and H.264, a data channel for JPEG. Used by call only.
import type {
  DataProducer,
  Producer,
  ProducerCodecOptions,
  RtpEncodingParameters,
} from 'mediasoup-client/types';
import { RequestError } from '../../protocol/error-codes.ts';
import type { Codec, PictureSize, Source, SourceInfo } from '../../protocol/room/roster.ts';
import { CallError } from '../link/call-error.ts';
import { watchEncoder } from './encoder-watch.ts';
import type { Carrier } from './media-receiver.ts';
import type { MediaTransports, ProducerFacts } from './media-transports.ts';
import { H264Layers } from './h264-layers.ts';
import type { Signalling } from '../link/signalling.ts';
import { ProducerTeller } from './tell-producers.ts';

/** How long a message of a picture channel may be on its way before it is given up, in milliseconds (as the relay's own). */
const pictureLifeTimeMs = 2000;

export interface OutgoingTrack {
  readonly source: Source;
  readonly codec: Exclude<Codec, 'jpeg'>;
  readonly track: MediaStreamTrack;
  /** Starts muted. */
  readonly paused?: boolean;
  /** Of the largest layer; H.264 only. */
  readonly size?: PictureSize;
  /** The producer of the same screen that was sent before, whose annotations stay. */
  readonly continues?: string;
  /** Simulcast layers, smallest first; none for sound. */
  readonly encodings?: readonly RtpEncodingParameters[];
  readonly codecOptions?: ProducerCodecOptions;
  /** Called synchronously when the sender exists; the only moment at which an encoded transform can be set. */
  readonly onSender?: (sender: RTCRtpSender) => void;
  /** Called once when the encoder takes none of the track's pictures; H.264 only. */
  readonly onRefused?: () => void;
}

/** The sending half of a call. */
export class MediaSender {
  readonly #link: Pick<MediaTransports, 'device' | 'send' | 'closed'>;
  readonly #producers = new Map<string, Producer>();
  readonly #pictures = new Map<string, DataProducer>();
  /** What is being started just now: the server may know of it before this side does. */
  readonly #starting = new Set<Source>();
  readonly #layers = new Map<string, H264Layers>();
  readonly #teller: ProducerTeller;

  constructor(
    signalling: Pick<Signalling, 'request' | 'online'>,
    link: Pick<MediaTransports, 'device' | 'send' | 'closed'>,
  ) {
    this.#link = link;
    this.#teller = new ProducerTeller({
      ask: (producerId, state) =>
        state === 'over'
          ? signalling.request('media:close', { producerId })
          : signalling.request('media:pause', { producerId, paused: state === 'muted' }),
      isOnline: () => signalling.online,
      isOver: () => link.closed,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      random: Math.random,
    });
  }

  /** Starts a source over RTP; the track stays the caller's. Returns the producer's id. @throws RequestError, CallError */
  sendTrack(outgoing: OutgoingTrack): Promise<string> {
    return this.#start(outgoing.source, () => this.#produce(outgoing));
  }

  /** Settles when the server has heard of all producers that are over. */
  ended(): Promise<void> {
    return this.#teller.ended();
  }

  /** Which figures of a report are a source's. */
  carrierOf(producerId: string): Carrier | undefined {
    const mid = this.#producers.get(producerId)?.rtpParameters.mid;
    if (mid !== undefined) return { mid };
    const channel = this.#pictures.get(producerId);
    return channel && { dataChannelIdentifier: channel.sctpStreamParameters.streamId };
  }

  /** Whether a source of this id is sent, muted or not. */
  isSending(producerId: string): boolean {
    return this.#producers.has(producerId) || this.#pictures.has(producerId);
  }

  /**
   * After a break, in which questions and answers may have been lost: forgets what the server no longer knows.
   * @param told one's own sources as the server has them
   * @returns what the server should be told: sources that are not sent any more, and mutings that it missed
   */
  compare(told: readonly SourceInfo[]): {
    readonly over: readonly string[];
    readonly muted: readonly { readonly producerId: string; readonly paused: boolean }[];
  } {
    const known = new Set(told.map(({ producerId }) => producerId));
    for (const sent of [this.#producers, this.#pictures]) {
      for (const [producerId, producer] of sent) {
        if (known.has(producerId)) continue;
        producer.close();
        sent.delete(producerId);
      }
    }
    const over = told.filter(
      ({ producerId, source }) => !this.isSending(producerId) && !this.#starting.has(source),
    );
    const muted = told.flatMap(({ producerId, paused }) => {
      const producer = this.#producers.get(producerId);
      return producer && producer.paused !== paused ? [{ producerId, paused: producer.paused }] : [];
    });
    return { over: over.map(({ producerId }) => producerId), muted };
  }

  async #produce(outgoing: OutgoingTrack): Promise<string> {
    const {
      source,
      codec,
      track,
      paused = false,
      size,
      continues,
      encodings,
      codecOptions,
      onSender,
    } = outgoing;
    const facts: ProducerFacts = {
      source,
      codec,
      paused,
      ...(size && { size }),
      ...(continues !== undefined && { continues }),
    };
    const routerCodec =
      codec === 'h264'
        ? this.#link.device.sendRtpCapabilities.codecs?.find(
            ({ mimeType }) => mimeType.toLowerCase() === 'video/h264',
          )
        : undefined;
    const producer = await this.#link.send.produce({
      track,
      appData: facts,
      stopTracks: false,
      // A muted microphone keeps its track: the voice engine mutes, and notices who speaks while muted.
      disableTrackOnPause: false,
      zeroRtpOnPause: false,
      ...(routerCodec && { codec: routerCodec }),
      ...(encodings && { encodings: [...encodings] }),
      ...(codecOptions && { codecOptions }),
      ...(onSender && { onRtpSender: onSender }),
    });
    // The library knows of nothing that starts muted.
    if (paused) producer.pause();
    this.#producers.set(producer.id, producer);
    if (codec === 'h264' && producer.rtpSender) this.#followLayers(producer, producer.rtpSender, outgoing);
    return producer.id;
  }

  /** Starts a JPEG source; what is written to the channel goes to all viewers. @throws RequestError, CallError */
  sendPictures(source: 'camera' | 'screen', continues?: string): Promise<DataProducer> {
    return this.#start(source, async () => {
      const facts: ProducerFacts = {
        source,
        codec: 'jpeg',
        paused: false,
        ...(continues !== undefined && { continues }),
      };
      const channel = await this.#link.send.produceData({
        ordered: false,
        maxPacketLifeTime: pictureLifeTimeMs,
        appData: facts,
      });
      this.#pictures.set(channel.id, channel);
      return channel;
    });
  }

  async #start<T>(source: Source, produce: () => Promise<T>): Promise<T> {
    this.#starting.add(source);
    try {
      return await produce();
    } catch (error) {
      // The transport was closed in the middle: the media of the call is opened anew, or the call is over.
      if (this.#link.closed && !(error instanceof RequestError))
        throw new CallError('connection-lost', { cause: error });
      throw error;
    } finally {
      this.#starting.delete(source);
    }
  }

  /** Mutes or unmutes; the server notifies all peers. Settles when the server agrees with the last such call. @throws as `ProducerTeller.tell` */
  async pause(producerId: string, paused: boolean): Promise<void> {
    const producer = this.#producers.get(producerId);
    if (paused) producer?.pause();
    else producer?.resume();
    await this.#teller.tell(producerId, paused ? 'muted' : 'flowing');
  }

  #followLayers(
    producer: Producer,
    sender: RTCRtpSender,
    { size, onRefused = () => undefined }: OutgoingTrack,
  ): void {
    const layers = new H264Layers(sender, size);
    this.#layers.set(producer.id, layers);
    const endWatch = watchEncoder(sender, {
      // A sender that has ended has no size to follow.
      onSize: (given) => void layers.fit(given).catch(() => undefined),
      onRefused,
    });
    producer.observer.once('close', () => {
      endWatch();
      layers.close();
      this.#layers.delete(producer.id);
    });
  }

  /** The layers of an own H.264 picture; `undefined` for other sources. */
  layersOf(producerId: string): H264Layers | undefined {
    return this.#layers.get(producerId);
  }

  /** Another device for the same source, unnoticed by the others. */
  async replaceTrack(producerId: string, track: MediaStreamTrack): Promise<void> {
    await this.#producers.get(producerId)?.replaceTrack({ track });
  }

  /** Ends a source; the server notifies all peers. Settles when the server agrees. @throws as `ProducerTeller.tell` */
  async stop(producerId: string): Promise<void> {
    this.#producers.get(producerId)?.close();
    this.#pictures.get(producerId)?.close();
    this.#producers.delete(producerId);
    this.#pictures.delete(producerId);
    await this.#teller.tell(producerId, 'over');
  }
}
