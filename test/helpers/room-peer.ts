// A participant without a browser: signs in like one, sends and receives over real WebRTC transports (libdatachannel).
import { Audio, type PeerConnection, PeerConnection as Connection, type Track } from 'node-datachannel';
import type { TransportOptions } from '../../protocol/media-parameters.ts';
import type { RequestNameOf, RequestOutput } from '../../protocol/requests.ts';
import type { Member } from '../integration/member.ts';
import { soundOnly } from '../integration/rtp-samples.ts';
import { describeServer } from './server-sdp.ts';
import { readVoicePacket, writeVoicePacket } from '../../protocol/voice-packet.ts';

const payloadType = 111;
const levelExtension = { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 1 };
const rtpHeaderBytes = 20;
const samplesPerBeat = 960;

/** What a microphone has to send in 20 ms. */
export interface VoiceBeat {
  /** Encoded frames, mostly one; none while the voice rests. */
  readonly frames: readonly Uint8Array[];
  /** In dBFS, for the level extension. */
  readonly levelDb: number;
}

/** The way to the server: a member of the integration tests, or the product's own signalling. */
export interface Asker {
  request<N extends RequestNameOf<'socket'>>(name: N, input?: unknown): Promise<RequestOutput<N>>;
  close(): void;
}

/** A received packet: whose voice, and the number of its last frame. */
export type PacketListener = (producerId: string, lastSequence: number) => void;

let lastSsrc = 0x10000;

export class RoomPeer<A extends Asker = Member> {
  readonly member: A;
  readonly #ssrc = (lastSsrc += 1);
  readonly #connections: PeerConnection[] = [];
  #joined: RequestOutput<'room:join'>;
  #uplink: Track | undefined;
  #hears = false;
  /** Whose voice each stream is that is received. */
  readonly #producerOf = new Map<number, string>();
  /** Voices that were asked for. */
  readonly #asked = new Set<string>();
  #rtpSequence = 0;
  #rtpTime = 0;
  /** Number of the last voice frame that was sent. */
  lastFrame = 0;
  producerId = '';
  sent = 0;
  received = 0;

  private constructor(member: A, joined: RequestOutput<'room:join'>) {
    this.member = member;
    this.#joined = joined;
  }

  /** Enters a room, or opens one. */
  static async enter<A extends Asker>(member: A, number?: string): Promise<RoomPeer<A>> {
    const joined =
      number === undefined
        ? await member.request('room:create')
        : await member.request('room:join', { number });
    return new RoomPeer(member, joined);
  }

  /** The room as it was on entering. */
  get room(): RequestOutput<'room:join'>['room'] {
    return this.#joined.room;
  }

  /** Port of the media worker that carries this peer. */
  get workerPort(): number {
    return this.#joined.sendTransport.iceCandidates[0]?.port ?? 0;
  }

  /** What somebody would have to know of this peer to pretend to be it. */
  get target(): { usernameFragment: string; password: string; ssrcs: readonly number[] } {
    return { ...this.#joined.sendTransport.iceParameters, ssrcs: [this.#ssrc] };
  }

  /** Asks for new transports; whatever was sent and received is over. */
  async reopen(): Promise<void> {
    this.dropMedia();
    this.#joined = { ...this.#joined, ...(await this.member.request('media:reopen')) };
  }

  /** Enters the same room again after its place was lost. */
  async enterAgain(): Promise<void> {
    this.dropMedia();
    const { number, secret } = this.#joined.room;
    this.#joined = await this.member.request('room:join', { number, secret });
  }

  /** Closes what is sent and received; the place in the room stays. */
  dropMedia(): void {
    this.#closeConnections();
    this.#uplink = undefined;
    this.#hears = false;
    this.#producerOf.clear();
    this.#asked.clear();
  }

  /** Whether the microphone is on and its packets leave. */
  get canSpeak(): boolean {
    return this.#uplink?.isOpen() ?? false;
  }

  /** Whether this voice was asked for. */
  isListeningTo(producerId: string): boolean {
    return this.#asked.has(producerId);
  }

  get peerId(): string {
    return this.#joined.room.selfPeerId;
  }

  get roomNumber(): string {
    return this.#joined.room.number;
  }

  /** Switches the microphone on; resolves when packets can be sent. */
  async startMicrophone(): Promise<void> {
    const audio = new Audio('0', 'SendOnly');
    audio.addOpusCodec(payloadType);
    audio.addSSRC(this.#ssrc, 'bench', 'bench', 'bench');
    const connection = this.#openConnection();
    const track = connection.addTrack(audio);
    connection.setLocalDescription('offer');
    const server = this.#joined.sendTransport;
    await this.#connect(connection, server);
    connection.setRemoteDescription(describeServer(server, { payloadType, ssrcs: [] }), 'answer');
    await opened(track);
    this.#uplink = track;
    const { producerId } = await this.member.request('media:produce', {
      source: 'microphone',
      codec: 'speex',
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus', payloadType, clockRate: 48_000, channels: 2 }],
        headerExtensions: [levelExtension],
        encodings: [{ ssrc: this.#ssrc, dtx: true }],
        rtcp: { cname: 'bench' },
      },
    });
    this.producerId = producerId;
  }

  /** Receives these voices too. */
  async listenTo(producerIds: readonly string[], onPacket?: PacketListener): Promise<void> {
    for (const producerId of producerIds) this.#asked.add(producerId);
    if (!this.#hears) await this.member.request('media:describe', { rtpCapabilities: soundOnly });
    const { consumers } = await this.member.request('media:consume', { producerIds });
    for (const consumer of consumers) {
      if (consumer.carrier !== 'rtp') continue;
      const ssrc = (consumer.rtpParameters['encodings'] as { ssrc: number }[])[0]?.ssrc;
      if (ssrc !== undefined) this.#producerOf.set(ssrc, consumer.producerId);
    }
    if (!this.#hears && this.#producerOf.size > 0) await this.#openDownlink(onPacket);
    await this.member.request('media:resume', {
      consumerIds: consumers.map(({ consumerId }) => consumerId),
    });
  }

  /** One track takes everything that comes; whose it is tells the number of its stream. */
  async #openDownlink(onPacket: PacketListener | undefined): Promise<void> {
    this.#hears = true;
    const connection = this.#openConnection();
    const server = this.#joined.receiveTransport;
    const coming = new Promise<Track>((resolve) => connection.onTrack(resolve));
    const description = { payloadType: 100, ssrcs: [...this.#producerOf.keys()] };
    connection.setRemoteDescription(describeServer(server, description), 'offer');
    const track = await coming;
    track.onMessage((bytes) => this.#receive(bytes, onPacket));
    connection.setLocalDescription('answer');
    await this.#connect(connection, server);
    await opened(track);
  }

  /** Sends what a microphone has for this beat of 20 ms. @param gainDb by how much the voice is said to be louder */
  speak({ frames, levelDb }: VoiceBeat, gainDb = 0): void {
    this.#rtpTime = (this.#rtpTime + samplesPerBeat) >>> 0;
    if (frames.length === 0) return;
    this.lastFrame = (this.lastFrame + frames.length) & 0xffff;
    const packet = writeVoicePacket({ band: 'wideband', lastSequence: this.lastFrame, frames, copies: [] });
    this.#rtpSequence = (this.#rtpSequence + 1) & 0xffff;
    const bytes = Buffer.alloc(rtpHeaderBytes + packet.length);
    bytes[0] = 0x90;
    bytes[1] = payloadType;
    bytes.writeUInt16BE(this.#rtpSequence, 2);
    bytes.writeUInt32BE(this.#rtpTime, 4);
    bytes.writeUInt32BE(this.#ssrc, 8);
    bytes.writeUInt32BE(0xbede_0001, 12);
    bytes[16] = levelExtension.id << 4;
    bytes[17] = Math.round(Math.min(127, Math.max(0, -levelDb - gainDb)));
    bytes.set(packet, rtpHeaderBytes);
    if (this.canSpeak && this.#uplink?.sendMessageBinary(bytes)) this.sent += 1;
  }

  async stopMicrophone(): Promise<void> {
    await this.member.request('media:close', { producerId: this.producerId });
    this.#uplink = undefined;
  }

  /** Leaves the room; the member stays signed in. */
  async leave(): Promise<void> {
    this.#closeConnections();
    await this.member.request('room:leave');
  }

  /** Ends everything. */
  close(): void {
    this.#closeConnections();
    this.member.close();
  }

  #closeConnections(): void {
    for (const connection of this.#connections.splice(0)) connection.close();
  }

  #openConnection(): PeerConnection {
    const options = { iceServers: [], bindAddress: '127.0.0.1', disableAutoNegotiation: true };
    const connection = new Connection('bench', options);
    this.#connections.push(connection);
    return connection;
  }

  async #connect(connection: PeerConnection, { id: transportId }: TransportOptions): Promise<void> {
    const sdp = connection.localDescription()?.sdp ?? '';
    const value = /^a=fingerprint:sha-256 (\S+)/im.exec(sdp)?.[1] ?? '';
    const dtlsParameters = { role: 'client', fingerprints: [{ algorithm: 'sha-256', value }] };
    await this.member.request('media:connect', { transportId, dtlsParameters });
  }

  #receive(bytes: Buffer, onPacket: PacketListener | undefined): void {
    const isRtcp = (bytes[1] ?? 0) >= 192 && (bytes[1] ?? 0) <= 223;
    const producerId = isRtcp ? undefined : this.#producerOf.get(bytes.readUInt32BE(8));
    if (producerId === undefined) return;
    this.received += 1;
    const hasExtension = ((bytes[0] ?? 0) & 0x10) !== 0;
    const payload = hasExtension ? 16 + 4 * bytes.readUInt16BE(14) : 12;
    const packet = onPacket && readVoicePacket(bytes.subarray(payload));
    if (packet) onPacket?.(producerId, packet.lastSequence);
  }
}

async function opened(track: Track): Promise<void> {
  if (track.isOpen()) return;
  if (track.isClosed()) throw new Error('A transport was closed before it opened.');
  await new Promise<void>((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error('A transport did not open within 10 s.')), 10_000);
    track.onOpen(() => {
      clearTimeout(giveUp);
      resolve();
    });
    track.onClosed(() => {
      clearTimeout(giveUp);
      reject(new Error('A transport was closed before it opened.'));
    });
  });
}
