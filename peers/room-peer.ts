// A peer in a room without a browser: sends and receives over real WebRTC transports. Used by participants, tests and benches.
import type { DataChannel } from 'node-datachannel';
import type { RequestOutput } from '../protocol/requests.ts';
import type { PictureSize } from '../protocol/room/roster.ts';
import { readVoicePacket } from '../protocol/media/voice-packet.ts';
import { type Arrivals, Downlink } from './downlink.ts';
import { NativeLink, opened, pictureLifeTimeMs } from './native-link.ts';
import type { Requester } from './requester.ts';
import { receiverCapabilities, videoParameters, voiceParameters } from './rtp-formats.ts';
import { isRtcp, payloadOffset, readKeyFrameRequests } from './rtp.ts';
import { VideoSource } from './video-source.ts';
import { type VoiceBeat, VoiceSource } from './voice-source.ts';

const pictureStreamId = 1;

export interface RoomPeerOptions {
  /** Pictures travel in data channels, which a transport has from its opening on or never. */
  readonly carriesPictures?: boolean;
}

/** A received voice packet: whose voice, and the number of its last frame. */
export type PacketListener = (producerId: string, lastSequence: number) => void;

let lastSsrc = 0x10000;
const nextSsrc = (): number => (lastSsrc += 1);

export class RoomPeer<M extends Requester = Requester> {
  readonly member: M;
  #joined: RequestOutput<'room:join'>;
  readonly #carriesPictures: boolean;
  /** From its beginning: one that is still looking for its way can be closed, too. */
  #uplink: NativeLink | undefined;
  #downlink: Downlink | undefined;
  #voice: VoiceSource | undefined;
  /** That carries the voice. */
  #voiceLink: NativeLink | undefined;
  #lastFrame = 0;
  #video: VideoSource | undefined;
  #pictures: DataChannel | undefined;
  /** Producers that were asked for. */
  readonly #asked = new Set<string>();
  /** Voice packets so far. */
  sent = 0;

  constructor(
    member: M,
    joined: RequestOutput<'room:join'>,
    { carriesPictures = false }: RoomPeerOptions = {},
  ) {
    this.member = member;
    this.#joined = joined;
    this.#carriesPictures = carriesPictures;
  }

  /** Enters a room, or opens one. */
  static async enter<M extends Requester>(
    member: M,
    number?: string,
    options?: RoomPeerOptions,
  ): Promise<RoomPeer<M>> {
    const joined =
      number === undefined
        ? await member.request('room:create', { rtpCapabilities: receiverCapabilities })
        : await member.request('room:join', { number, rtpCapabilities: receiverCapabilities });
    return new RoomPeer(member, joined, options);
  }

  get peerId(): string {
    return this.#joined.room.selfPeerId;
  }

  get roomNumber(): string {
    return this.#joined.room.number;
  }

  /** The server's end of what is sent. */
  get sendTransport(): RequestOutput<'room:join'>['sendTransport'] {
    return this.#joined.sendTransport;
  }

  /** Port of the media worker that carries this peer; 0 when the server offers none. */
  get workerPort(): number {
    return this.#joined.sendTransport.iceCandidates[0]?.port ?? 0;
  }

  /** The room as it was when it was entered. */
  get room(): RequestOutput<'room:join'>['room'] {
    return this.#joined.room;
  }

  /** Stream of the microphone, once it is on. */
  get voiceSsrc(): number | undefined {
    return this.#voice?.ssrc;
  }

  /** Whether the microphone is on and its packets leave. */
  get canSpeak(): boolean {
    return this.#voice !== undefined && (this.#voiceLink?.isOpen ?? false);
  }

  /** Whether this source was asked for. */
  isReceiving(producerId: string): boolean {
    return this.#asked.has(producerId);
  }

  /** RTP packets that arrived so far. */
  get received(): number {
    return this.#downlink?.received ?? 0;
  }

  /** Of the microphone, once it is on. */
  get producerId(): string {
    return this.#voice?.producerId ?? '';
  }

  /** Number of the last voice frame; counts on while none can be sent, as a microphone does. */
  get lastFrame(): number {
    return this.#voice?.lastFrame ?? this.#lastFrame;
  }

  /** The H.264 source, once it is on. */
  get video(): VideoSource | undefined {
    return this.#video;
  }

  /** Bytes of pictures that wait to be sent. */
  get bufferedAmount(): number {
    return this.#pictures?.isOpen() ? this.#pictures.bufferedAmount() : 0;
  }

  /** Switches the microphone on; resolves when packets can be sent. */
  async startMicrophone(): Promise<void> {
    const link = await this.#openUplink();
    const ssrc = nextSsrc();
    const { producerId } = await this.member.request('media:produce', {
      source: 'microphone',
      codec: 'speex',
      rtpParameters: voiceParameters(ssrc),
    });
    this.#voice = new VoiceSource(ssrc, producerId, (bytes) => link.send(bytes), this.lastFrame);
    this.#voiceLink = link;
  }

  /** Switches an H.264 source on. @param layers how many, 1..3 @param size of the largest */
  async startVideo(source: 'camera' | 'screen', layers: number, size: PictureSize): Promise<VideoSource> {
    const link = await this.#openUplink();
    const ssrcs = Array.from({ length: layers }, nextSsrc);
    const rtpParameters = videoParameters(ssrcs);
    const input = { source, codec: 'h264' as const, rtpParameters, size };
    const { producerId } = await this.member.request('media:produce', input);
    this.#video = new VideoSource(producerId, ssrcs, (bytes) => link.send(bytes));
    return this.#video;
  }

  /** Switches a JPEG source on; resolves with the producer's id when pictures can be sent. */
  async startPictures(source: 'camera' | 'screen'): Promise<string> {
    const link = await this.#openUplink();
    const channel = link.openChannel(pictureStreamId);
    await opened(channel);
    this.#pictures = channel;
    const sctpStreamParameters = {
      streamId: pictureStreamId,
      ordered: false,
      maxPacketLifeTime: pictureLifeTimeMs,
    };
    return (await this.member.request('media:produce-data', { source, sctpStreamParameters })).producerId;
  }

  /** Sends what a microphone has for this beat of 20 ms; the parameters are those of `VoiceSource.speak`. */
  speak(beat: VoiceBeat, gainDb = 0, stamp?: Uint8Array): boolean {
    if (this.#voice === undefined) {
      this.#lastFrame = (this.#lastFrame + beat.frames.length) & 0xffff;
      return false;
    }
    const left = this.#voice.speak(beat, gainDb, stamp);
    if (left) this.sent += 1;
    return left;
  }

  /** A data channel beside those of the sources; the parameters are those of `NativeLink.openStrayChannel`. */
  async openStrayChannel(id?: number): Promise<DataChannel> {
    return (await this.#openUplink()).openStrayChannel(id);
  }

  /** Sends one message of a picture channel. */
  sendPicture(message: Uint8Array): boolean {
    try {
      return this.#pictures?.sendMessageBinary(message) ?? false;
    } catch {
      // The other end has just gone.
      this.#pictures = undefined;
      return false;
    }
  }

  async stopMicrophone(): Promise<void> {
    await this.member.request('media:close', { producerId: this.producerId });
    this.#dropVoice();
  }

  /**
   * Receives sources of others from now on; those that have just gone are left out.
   * @returns the consumers' ids, by producer
   */
  async receive(producerIds: readonly string[], arrivals: Arrivals): Promise<Map<string, string>> {
    for (const producerId of producerIds) this.#asked.add(producerId);
    this.#downlink ??= Downlink.open(this.member, this.#joined, this.#carriesPictures);
    return this.#downlink.receive(producerIds, arrivals);
  }

  /** Receives these voices. */
  async listenTo(producerIds: readonly string[], onPacket?: PacketListener): Promise<void> {
    await this.receive(producerIds, {
      onRtp: (producerId, bytes) => {
        const packet = onPacket && readVoicePacket(bytes.subarray(payloadOffset(bytes)));
        if (packet) onPacket?.(producerId, packet.lastSequence);
      },
    });
  }

  /** Watches a JPEG source; every message is handed over from now on. */
  async watch(producerId: string, receive: (message: Uint8Array) => void): Promise<void> {
    const consumers = await this.receive([producerId], {
      onPicture: (_producerId, message) => receive(message),
    });
    if (consumers.size === 0) throw new Error('There are no pictures to watch.');
  }

  /** Leaves the room; the member stays signed in. */
  async leave(): Promise<void> {
    this.closeLinks();
    await this.member.request('room:leave', {});
  }

  /** Ends everything. */
  close(): void {
    this.closeLinks();
    this.member.close();
  }

  /** Asks for new transports; whatever was sent and received is over. */
  async reopen(): Promise<void> {
    this.closeLinks();
    const rtpCapabilities = receiverCapabilities;
    this.#joined = { ...this.#joined, ...(await this.member.request('media:reopen', { rtpCapabilities })) };
  }

  /** Enters the same room again after its place was lost. */
  async enterAgain(): Promise<void> {
    this.closeLinks();
    const { number, secret } = this.#joined.room;
    const rtpCapabilities = receiverCapabilities;
    this.#joined = await this.member.request('room:join', { number, secret, rtpCapabilities });
  }

  /** Ends the transports on this side, with all that is sent and received; the place in the room stays. */
  closeLinks(): void {
    this.#uplink?.close();
    this.#downlink?.close();
    this.#uplink = undefined;
    this.#downlink = undefined;
    this.#asked.clear();
    this.#dropVoice();
    this.#video = undefined;
    this.#pictures = undefined;
  }

  #dropVoice(): void {
    this.#lastFrame = this.lastFrame;
    this.#voice = undefined;
    this.#voiceLink = undefined;
  }

  async #openUplink(): Promise<NativeLink> {
    this.#uplink ??= this.#beginUplink();
    const link = this.#uplink;
    await link.opened;
    return link;
  }

  #beginUplink(): NativeLink {
    const server = this.#joined.sendTransport;
    const link = NativeLink.begin({
      direction: 'send',
      server,
      carriesPictures: this.#carriesPictures,
      connect: async (dtlsParameters) => {
        await this.member.request('media:connect', { transportId: server.id, dtlsParameters });
      },
    });
    link.onPacket((bytes) => this.#obeyFeedback(bytes));
    return link;
  }

  #obeyFeedback(bytes: Buffer): void {
    if (!isRtcp(bytes)) return;
    for (const ssrc of readKeyFrameRequests(bytes)) this.#video?.requestKeyFrame(ssrc);
  }
}
