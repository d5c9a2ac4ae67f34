// Sends what one simulated person has to send, whenever it is due. Told the time by the crew's beat.
import { writePicturePacket } from '../../protocol/media/picture-packet.ts';
import type { MediaMeter, Meter } from './meter.ts';
import type { PublishedMedia } from './published-media.ts';
import type { RoomPeer } from '../../peers/room-peer.ts';
import { voiceBeatMs } from '../../peers/voice-source.ts';
import { voiceStampBytes, writeLetterStamp, writeVoiceStamp } from '../../peers/media/stamp.ts';

/** A publisher further behind than this skips what is overdue, which would only come in a burst. */
const behindMaxMs = 500;
const reportIntervalMs = 1000;

/** Something that is to be done at equal intervals. */
interface Rhythm {
  dueAtMs: number;
  readonly intervalMs: number;
  readonly play: (count: number, atMs: number) => void;
  count: number;
}

/** What sends: a room-peer, or a peer of another relay that is to send the same. */
export type SendingPeer = Pick<
  RoomPeer,
  'bufferedAmount' | 'sendPicture' | 'speak' | 'startMicrophone' | 'startPictures' | 'startVideo' | 'video'
>;

interface PendingPacket {
  readonly dueAtMs: number;
  readonly send: () => void;
}

export class Publisher {
  readonly #peer: SendingPeer;
  readonly #media: PublishedMedia;
  readonly #meter: Meter;
  readonly #phase: number;
  readonly #rhythms: Rhythm[] = [];
  #pending: PendingPacket[] = [];
  #isPictureWatched = true;
  /** A JPEG source sends no more than this, in bytes a second, until it is told otherwise. */
  #picturesFromMs = 0;
  #bytesPerSecondMax = Number.POSITIVE_INFINITY;

  /** @param phase where in speech and clip it begins, 0..1 */
  constructor(peer: SendingPeer, media: PublishedMedia, meter: Meter, phase: number) {
    this.#peer = peer;
    this.#media = media;
    this.#meter = meter;
    this.#phase = phase;
  }

  /** Switches everything on that is to be sent. @param atMs now, on the meter's clock */
  async start(atMs: number): Promise<void> {
    const { picture, voice, layers, jpegs } = this.#media;
    if (voice.length > 0) {
      await this.#peer.startMicrophone();
      this.#begin(atMs, voiceBeatMs, (count) => this.#speak(count));
    }
    const [largest] = layers.slice(-1);
    if (largest !== undefined) {
      await this.#peer.startVideo(picture, layers.length, largest.format);
      layers.forEach(({ format }, index) =>
        this.#begin(atMs, 1000 / format.framesPerSecond, (_count, dueAtMs) => this.#show(index, dueAtMs)),
      );
      this.#begin(atMs, reportIntervalMs, () => this.#peer.video?.report(this.#meter.nowMs()));
    }
    if (jpegs !== undefined) {
      await this.#peer.startPictures(picture);
      this.#begin(atMs, 1000 / jpegs.format.framesPerSecond, (count) => this.#showJpeg(count));
    }
  }

  /** The relay told which layers are watched. */
  watch(layers: readonly number[]): void {
    this.#isPictureWatched = layers.length > 0;
    this.#peer.video?.watch(layers);
  }

  /** The relay told that all receivers are slow. */
  limit(bytesPerSecond: number): void {
    this.#bytesPerSecondMax = Math.max(1, bytesPerSecond);
  }

  /** Sends what is due. */
  tick(nowMs: number): void {
    for (const rhythm of this.#rhythms) this.#play(rhythm, nowMs);
    if (this.#pending.length === 0) return;
    const due = this.#pending.filter(({ dueAtMs }) => dueAtMs <= nowMs);
    this.#pending = this.#pending.filter(({ dueAtMs }) => dueAtMs > nowMs);
    for (const { send } of due) send();
  }

  #begin(atMs: number, intervalMs: number, play: Rhythm['play']): void {
    this.#rhythms.push({ dueAtMs: atMs + this.#phase * intervalMs, intervalMs, play, count: 0 });
  }

  #play(rhythm: Rhythm, nowMs: number): void {
    if (nowMs - rhythm.dueAtMs > behindMaxMs) {
      this.#meter.late(nowMs - rhythm.dueAtMs);
      rhythm.dueAtMs = nowMs;
    }
    for (; rhythm.dueAtMs <= nowMs; rhythm.dueAtMs += rhythm.intervalMs) {
      this.#meter.late(nowMs - rhythm.dueAtMs);
      rhythm.play(rhythm.count, rhythm.dueAtMs);
      rhythm.count += 1;
    }
  }

  #speak(count: number): void {
    const { voice } = this.#media;
    const beat = voice[(Math.floor(this.#phase * voice.length) + count) % voice.length];
    if (beat === undefined) return;
    const stamp = new Uint8Array(voiceStampBytes);
    writeVoiceStamp(stamp, this.#meter.nowMs());
    count1(this.#meter.voice, this.#peer.speak(beat, 0, stamp));
  }

  #show(index: number, dueAtMs: number): void {
    const layer = this.#media.layers[index];
    const { video } = this.#peer;
    if (layer === undefined || !video?.isWatched(index)) return;
    const position = video.takeKeyFrameRequest(index, dueAtMs)
      ? 0
      : layer.positionAfter(this.#positions[index]);
    this.#positions[index] = position;
    const frame = layer.frames[position];
    if (frame === undefined) return;
    const stepMs = this.#media.paceMs / frame.payloads.length;
    frame.payloads.forEach((payload, place) => {
      const marker = place === frame.payloads.length - 1;
      const send = (): void => {
        // The clock that counts is that of the last packet: only then is the frame out.
        if (place === 0) {
          const outAtMs = this.#meter.nowMs() + stepMs * (frame.payloads.length - 1);
          writeLetterStamp(payload, frame.stampOffset, outAtMs);
        }
        count1(this.#meter.video, video.send(index, { payload, marker }, dueAtMs));
      };
      if (place === 0 || stepMs === 0) send();
      else this.#pending.push({ dueAtMs: dueAtMs + place * stepMs, send });
    });
  }

  /** Frame that each layer sent last. */
  readonly #positions: number[] = [];
  #jpegSequence = 0;

  #showJpeg(count: number): void {
    const { jpegs, picture } = this.#media;
    const nowMs = this.#meter.nowMs();
    const jpeg = jpegs?.pictures[count % jpegs.pictures.length];
    // As the client does: a picture is left out while the ones before it wait, or while the receivers are slow.
    const isWaiting = jpeg === undefined || this.#peer.bufferedAmount > 2 * jpeg.length;
    if (jpegs === undefined || isWaiting || !this.#isPictureWatched || nowMs < this.#picturesFromMs) return;
    this.#picturesFromMs = nowMs + (1000 * jpeg.length) / this.#bytesPerSecondMax;
    this.#jpegSequence += 1;
    const { width, height } = jpegs.format;
    const message = writePicturePacket({
      source: picture,
      whole: true,
      sequence: this.#jpegSequence,
      capturedAtMs: nowMs,
      width,
      height,
      x: 0,
      y: 0,
      tileIndex: 0,
      tileCount: 1,
      jpeg,
    });
    count1(this.#meter.video, this.#peer.sendPicture(message));
  }
}

function count1(media: MediaMeter, left: boolean): void {
  if (left) media.sent += 1;
}
