// Sends a camera or screen as H.264 or JPEG, by what the person chose. Used by own-camera and own-screen.
import type { StoreApi } from 'zustand';
import { reachesBlock } from '../../codecs/h264-limits.ts';
import {
  type CameraPreset,
  cameraCodecOptions,
  cameraEncodings,
  screenCodecOptions,
  screenEncodings,
} from '../../codecs/h264-settings.ts';
import type { PictureSize } from '../../protocol/room/roster.ts';
import { startJpegSender } from '../media/jpeg-sender.ts';
import type { JpegSender, PictureSource } from '../media/picture-contract.ts';
import { cameraPictures, screenPictures } from '../media/picture-presets.ts';
import { JpegTurn } from './jpeg-turn.ts';
import type { MeetingState, PictureCodec } from './meeting-model.ts';
import type { VideoSinks } from './video-sinks.ts';
import type { SendingCall } from './source-kind.ts';

export class PicturePublisher {
  readonly #store: StoreApi<MeetingState>;
  readonly #stage: Pick<VideoSinks, 'setOrigin' | 'removeOrigin'>;
  readonly #jpegSenders = new Map<string, JpegSender>();
  readonly #producerOf = new WeakMap<MediaStreamTrack, string>();
  /** Cameras and screens that the H.264 encoder has refused. */
  readonly #refused = new WeakSet<MediaStreamTrack>();
  readonly #lookAgain: (source: PictureSource) => void;
  readonly #jpegTurn = new JpegTurn(() => {
    this.#lookAgain('camera');
    this.#lookAgain('screen');
  });

  /**
   * @param stage where one sees one's own pictures, before any codec
   * @param lookAgain the codec of a source that is sent may have changed
   */
  constructor(
    store: StoreApi<MeetingState>,
    stage: Pick<VideoSinks, 'setOrigin' | 'removeOrigin'>,
    lookAgain: (source: PictureSource) => void,
  ) {
    this.#store = store;
    this.#stage = stage;
    this.#lookAgain = lookAgain;
  }

  /** H.264 where this browser can send it, this camera or screen goes by it, and every member receives it; else JPEG by itself. */
  codecOf(preferred: PictureCodec, device: MediaStreamTrack | undefined): PictureCodec {
    const { h264Available, room } = this.#store.getState();
    if (this.#jpegTurn.isOn(room) || !h264Available) return 'jpeg';
    if (device && !reachesBlock(sizeOf(device))) this.#refused.add(device);
    return device && this.#refused.has(device) ? 'jpeg' : preferred;
  }

  /** As `codecOf`, and a word about it where this browser has no H.264. */
  chooseCodec(preferred: PictureCodec, device: MediaStreamTrack): PictureCodec {
    const { h264Available } = this.#store.getState();
    if (!h264Available && preferred === 'h264')
      this.#store.setState({ problem: { code: 'h264-unsupported' } });
    return this.codecOf(preferred, device);
  }

  cameraPreset(): CameraPreset {
    const { cameraQuality } = this.#store.getState().preferences;
    return cameraQuality === 'off' ? 'low' : cameraQuality;
  }

  /** @param device what tells the size, where the track is made from another. Returns the producer's id. @throws CallError, RequestError */
  async publish(
    call: SendingCall,
    source: PictureSource,
    track: MediaStreamTrack,
    codec: PictureCodec,
    device = track,
  ): Promise<string> {
    // Tells the encoder what to give up first on a slow connection: pictures of text, sharpness of motion.
    if (source === 'screen') track.contentHint = this.#store.getState().preferences.shareMode;
    const earlier = source === 'screen' ? this.#producerOf.get(track) : undefined;
    const producerId = await (codec === 'h264'
      ? this.#publishH264(call, source, track, device, earlier)
      : this.#publishJpeg(call, source, track, earlier));
    this.#producerOf.set(track, producerId);
    if (earlier !== undefined) void call.drawings.goOn(earlier, producerId);
    this.showOwn(producerId, track);
    return producerId;
  }

  /** One sees this track as one's own picture. */
  showOwn(producerId: string, track: MediaStreamTrack): void {
    this.#stage.setOrigin(producerId, { kind: 'track', track });
  }

  /** Sends another track for the same producer, unnoticed by the others; one's own view is left as it is. */
  async replaceTrack(call: SendingCall, producerId: string, track: MediaStreamTrack): Promise<void> {
    const jpegSender = this.#jpegSenders.get(producerId);
    if (jpegSender) jpegSender.replaceTrack(track);
    else await call.replaceTrack(producerId, track);
  }

  /** Ends what `publish` started besides the producer. */
  unpublish(producerId: string): void {
    this.#stage.removeOrigin(producerId);
    this.#jpegSenders.get(producerId)?.stop();
    this.#jpegSenders.delete(producerId);
  }

  /** The receivers of a JPEG source ask for a whole picture; those who fell behind at their pace. */
  requestKeyFrame(producerId: string, bytesPerSecond?: number): void {
    this.#jpegSenders.get(producerId)?.requestKeyFrame(bytesPerSecond);
  }

  /** All receivers of a JPEG source are slow. */
  limitPace(producerId: string, bytesPerSecond: number): void {
    this.#jpegSenders.get(producerId)?.limitPace(bytesPerSecond);
  }

  /** Whether anybody watches a JPEG source. */
  setWatched(producerId: string, watched: boolean): void {
    this.#jpegSenders.get(producerId)?.setWatched(watched);
  }

  #publishH264(
    call: SendingCall,
    source: PictureSource,
    track: MediaStreamTrack,
    device: MediaStreamTrack,
    continues: string | undefined,
  ): Promise<string> {
    const { shareMode } = this.#store.getState().preferences;
    const size = sizeOf(device);
    const settings =
      source === 'camera'
        ? { encodings: cameraEncodings(this.cameraPreset(), size), codecOptions: cameraCodecOptions }
        : { encodings: screenEncodings(shareMode, size), codecOptions: screenCodecOptions };
    return call.sendTrack({
      source,
      codec: 'h264',
      track,
      size,
      onRefused: () => {
        this.#refused.add(device);
        this.#lookAgain(source);
      },
      ...(continues !== undefined && { continues }),
      ...settings,
    });
  }

  async #publishJpeg(
    call: SendingCall,
    source: PictureSource,
    track: MediaStreamTrack,
    continues: string | undefined,
  ): Promise<string> {
    const { shareMode } = this.#store.getState().preferences;
    const wishes = source === 'camera' ? cameraPictures[this.cameraPreset()] : screenPictures[shareMode];
    const channel = await call.sendPictures(source, continues);
    try {
      this.#jpegSenders.set(channel.id, startJpegSender({ track, source, channel, ...wishes }));
    } catch (error) {
      // A track that has ended meanwhile.
      await call.stopSource(channel.id);
      throw error;
    }
    return channel.id;
  }
}

/** What a track gives; a browser that does not say has kept to what the camera was asked for. */
function sizeOf(track: MediaStreamTrack): PictureSize {
  const { width = 1280, height = 720 } = track.getSettings();
  return { width, height };
}
