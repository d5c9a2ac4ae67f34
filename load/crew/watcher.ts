// What one simulated person receives: follows who sends what, asks for all of it, and checks what arrives.
import { createSpeexDecoder } from 'speex-wasm';
import { readSpeexModule } from 'speex-wasm/node';
import type { Notice } from '../../protocol/notices.ts';
import { readPicturePacket } from '../../protocol/media/picture-packet.ts';
import type { PeerInfo, SourceInfo } from '../../protocol/room/roster.ts';
import { readVoicePacket } from '../../protocol/media/voice-packet.ts';
import { createH264Checker, type H264Checker } from '../../peers/media/check-h264.ts';
import { readJpegSize } from '../../peers/media/check-jpeg.ts';
import { readVoiceStamp } from '../../peers/media/stamp.ts';
import type { RoomPeer } from '../../peers/room-peer.ts';
import { payloadOffset } from '../../peers/rtp.ts';
import { planWantedLayer } from '../plan/plan-pictures.ts';
import { type MediaMeter, type Meter, StreamMeter } from './meter.ts';

/** Sources that appear together are asked for together. */
const gatherMs = 50;
/** One of so many voice packets is decoded, and one of so many pictures looked at: all would cost more than they are worth. */
const voiceSample = 50;
const jpegSample = 10;
/** Between two requests for a key frame, after frames that could not be decoded. */
const askAgainMs = 500;
const rtpNumbers = 2 ** 16;
const pictureNumbers = 2 ** 32;

export interface WatcherOptions {
  readonly meter: Meter;
  /** Layers that H.264 cameras have. */
  readonly layers: number;
  /** That is asked for of every camera, 0 is the smallest; without it the one that fits as many tiles as there are cameras. */
  readonly wantedLayer?: number;
  /** Whether every voice is let through, so that silence is a fault. */
  readonly allVoicesFlow: boolean;
  /** Whether JPEG is asked for; a transport carries it from its opening on or never. */
  readonly takesJpeg: boolean;
  readonly onFailed: (error: unknown) => void;
}

interface Stream {
  readonly source: SourceInfo;
  readonly meter: StreamMeter;
  readonly checker: H264Checker | undefined;
  samples: number;
  /** At this side; known once it flows. */
  consumerId: string | undefined;
  askedAtMs: number;
}

let decoder: ReturnType<typeof createSpeexDecoder> | undefined;

export class Watcher {
  readonly #peer: RoomPeer;
  readonly #options: WatcherOptions;
  readonly #streams = new Map<string, Stream>();
  #waiting: SourceInfo[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(peer: RoomPeer, options: WatcherOptions) {
    this.#peer = peer;
    this.#options = options;
  }

  /** Receives everything that is sent already. */
  async start(peers: readonly PeerInfo[]): Promise<void> {
    const others = peers.filter(({ peerId }) => peerId !== this.#peer.peerId);
    this.#waiting.push(...others.flatMap(({ sources }) => sources));
    await this.#flush();
  }

  /** Handles notices about other peers. */
  take({ name, body }: Notice): void {
    if (name === 'source:started' && body.peerId !== this.#peer.peerId) {
      this.#waiting.push(body.source);
      this.#timer ??= setTimeout(() => void this.#flush().catch(this.#options.onFailed), gatherMs);
    }
    if (name === 'source:stopped') this.#forget(body.producerId);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
    for (const producerId of this.#streams.keys()) this.#forget(producerId);
  }

  async #flush(): Promise<void> {
    this.#timer = undefined;
    const sources = this.#waiting
      .splice(0)
      .filter(({ codec }) => codec !== 'jpeg' || this.#options.takesJpeg);
    if (sources.length === 0) return;
    for (const source of sources) this.#expect(source);
    const consumers = await this.#peer.receive(
      sources.map(({ producerId }) => producerId),
      {
        onRtp: (producerId, packet) => this.#takeRtp(producerId, packet),
        onPicture: (producerId, message) => this.#takePicture(producerId, message),
      },
    );
    for (const { producerId } of sources) {
      const [stream, consumerId] = [this.#streams.get(producerId), consumers.get(producerId)];
      if (consumerId === undefined) this.#forget(producerId);
      else if (stream !== undefined) stream.consumerId = consumerId;
    }
    await this.#preferLayers(consumers);
  }

  #expect(source: SourceInfo): void {
    const { meter, allVoicesFlow } = this.#options;
    const isVoice = source.source === 'microphone';
    const numbers = source.codec === 'jpeg' ? pictureNumbers : rtpNumbers;
    const stream = new StreamMeter(numbers, !isVoice || allVoicesFlow, meter.nowMs());
    this.#mediaOf(source).streams.add(stream);
    const checker = source.codec === 'h264' ? createH264Checker() : undefined;
    this.#streams.set(source.producerId, {
      source,
      meter: stream,
      checker,
      samples: 0,
      consumerId: undefined,
      askedAtMs: 0,
    });
  }

  async #preferLayers(consumers: ReadonlyMap<string, string>): Promise<void> {
    const { layers, wantedLayer } = this.#options;
    if (layers < 2) return;
    const pictures = [...this.#streams.values()].filter(({ source }) => source.codec === 'h264').length;
    const spatialLayer = wantedLayer ?? planWantedLayer(pictures, layers);
    for (const [producerId, consumerId] of consumers) {
      if (this.#streams.get(producerId)?.source.codec !== 'h264') continue;
      await this.#peer.member.request('media:prefer-layers', { consumerId, spatialLayer });
    }
  }

  #forget(producerId: string): void {
    const stream = this.#streams.get(producerId);
    if (stream === undefined) return;
    this.#mediaOf(stream.source).streams.delete(stream.meter);
    this.#streams.delete(producerId);
  }

  #mediaOf({ source }: SourceInfo): MediaMeter {
    return source === 'microphone' ? this.#options.meter.voice : this.#options.meter.video;
  }

  #takeRtp(producerId: string, packet: Buffer): void {
    const stream = this.#streams.get(producerId);
    if (stream === undefined) return;
    const { meter } = this.#options;
    const atMs = meter.nowMs();
    meter.sign(atMs);
    stream.meter.lastAtMs = atMs;
    const follows = stream.meter.sequence.take(packet.readUInt16BE(2));
    const payload = packet.subarray(payloadOffset(packet));
    if (stream.checker === undefined) return this.#takeVoice(stream, payload, atMs);
    const frame = stream.checker.take(payload, ((packet[1] ?? 0) & 0x80) !== 0, follows);
    if (frame === undefined) return;
    if (frame.isDecodable) meter.video.frames += 1;
    else this.#miss(stream, atMs);
    if (frame.sentAtMs !== undefined) meter.video.delays.add(meter.delayMs(frame.sentAtMs, atMs));
  }

  /** A frame that no decoder could take: as the client does, another key frame is asked for. */
  #miss(stream: Stream, atMs: number): void {
    this.#options.meter.video.broken += 1;
    const { consumerId } = stream;
    if (consumerId === undefined || atMs - stream.askedAtMs < askAgainMs) return;
    stream.askedAtMs = atMs;
    this.#peer.member.request('media:resume', { consumerIds: [consumerId] }).catch(this.#options.onFailed);
  }

  #takeVoice(stream: Stream, payload: Buffer, atMs: number): void {
    const { meter } = this.#options;
    const { voice } = meter;
    voice.frames += 1;
    const sentAtMs = readVoiceStamp(payload);
    if (sentAtMs !== undefined) voice.delays.add(meter.delayMs(sentAtMs, atMs));
    stream.samples += 1;
    if (stream.samples % voiceSample === 1 && !canBeHeard(payload)) voice.broken += 1;
  }

  #takePicture(producerId: string, message: Uint8Array): void {
    const stream = this.#streams.get(producerId);
    const packet = readPicturePacket(message);
    const { meter } = this.#options;
    if (stream === undefined) return;
    if (packet === undefined) return void (meter.video.broken += 1);
    const atMs = meter.nowMs();
    meter.sign(atMs);
    stream.meter.lastAtMs = atMs;
    stream.meter.sequence.take(packet.sequence);
    meter.video.delays.add(meter.delayMs(packet.capturedAtMs, atMs));
    stream.samples += 1;
    const size = stream.samples % jpegSample === 1 ? readJpegSize(packet.jpeg) : packet;
    if (size?.width === packet.width && size.height === packet.height) meter.video.frames += 1;
    else meter.video.broken += 1;
  }
}

/** Whether a packet is what it should be, and libspeex can decode each of its frames. */
function canBeHeard(payload: Buffer): boolean {
  const packet = readVoicePacket(payload);
  if (packet === undefined) return false;
  decoder ??= createSpeexDecoder(readSpeexModule());
  try {
    for (const frame of packet.frames) decoder.decode(frame);
    return true;
  } catch {
    return false;
  }
}
