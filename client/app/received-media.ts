// Plays and shows what the call receives: voices go to the engine, pictures to the stage.
import type { Call } from '../call/call.ts';
import type { IncomingSink, IncomingSource } from '../call/media-receiver.ts';
import { cameraLayerWidths } from '../../codecs/h264-settings.ts';
import { adaptPictureDelay } from '../media/picture-delay.ts';
import { startJpegReceiver } from '../media/jpeg-receiver.ts';
import type { JpegReceiver, PictureStats } from '../media/picture-contract.ts';
import { createLossReports } from '../media/plan-loss-reports.ts';
import { planLayer } from '../media/plan-layer.ts';
import type { VoiceEngine, VoicePlayback, VoiceStats } from '../media/voice-contract.ts';
import { VideoSinks } from './video-sinks.ts';

/** How often the loss of voices is looked at. */
const lossReportIntervalMs = 500;
/** A request carries at most this many (protocol/media-requests.ts). */
const lossReportsMax = 128;

/** A layout glides to its new sizes for some 220 ms; layers are asked for once it stands. */
const settleMs = 300;

/** One per page; the call changes, the elements on the page may outlive it. */
export class ReceivedMedia implements IncomingSink {
  readonly stage: VideoSinks;
  readonly #engine: () => VoiceEngine;
  readonly #call: () => Call | undefined;
  readonly #sounds = new Map<string, { peerId: string; playback: VoicePlayback }>();
  readonly #receivers = new Map<string, JpegReceiver>();
  readonly #layers = new Map<string, number>();
  /** Of the cameras that have layers to choose from. */
  readonly #layerWidths = new Map<string, readonly number[]>();
  readonly #delays = new Map<string, () => void>();
  readonly #settling = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #volumes = new Map<string, number>();
  readonly #lossReports = createLossReports();
  /** Sources whose pictures are larger than any that a client sends. */
  readonly #oversize = new Set<string>();

  constructor(engine: () => VoiceEngine, call: () => Call | undefined) {
    this.#engine = engine;
    this.#call = call;
    this.stage = new VideoSinks(
      (producerId, cssWidth) => this.#chooseLayer(producerId, cssWidth),
      (producerId) => this.#endOversize(producerId),
    );
    setInterval(() => void this.#reportLosses(), lossReportIntervalMs);
  }

  receiverCreated({ peerId, source }: IncomingSource, receiver: RTCRtpReceiver): void {
    if (receiver.track.kind === 'video') this.#delays.set(source.producerId, adaptPictureDelay(receiver));
    if (receiver.track.kind !== 'audio') return;
    const isVoice = source.source === 'microphone';
    const codec = source.codec === 'speex' ? 'speex' : 'opus';
    const playback = this.#engine().startVoice(isVoice ? peerId : source.producerId, codec);
    playback.setVolume(this.#volumes.get(peerId) ?? 1);
    playback.attachReceiver(receiver);
    this.#sounds.set(source.producerId, { peerId, playback });
  }

  trackReceived({ source }: IncomingSource, track: MediaStreamTrack): void {
    if (track.kind !== 'video') return;
    if (source.source === 'camera' && source.size)
      this.#layerWidths.set(source.producerId, cameraLayerWidths(source.size));
    this.stage.setOrigin(source.producerId, { kind: 'track', track });
    this.#sayWhetherShown(source.producerId);
  }

  picturesReceived(
    { source }: IncomingSource,
    listen: (receive: (message: ArrayBuffer) => void) => void,
  ): void {
    const receiver = startJpegReceiver(() => this.#call()?.askPictureAgain(source.producerId));
    this.#receivers.set(source.producerId, receiver);
    listen((message) => receiver.receive(message));
    this.stage.setOrigin(source.producerId, { kind: 'jpeg', receiver });
    this.#sayWhetherShown(source.producerId);
  }

  sourceEnded(producerId: string): void {
    this.#sounds.get(producerId)?.playback.stop();
    this.#receivers.get(producerId)?.stop();
    this.#delays.get(producerId)?.();
    this.#delays.delete(producerId);
    this.#sounds.delete(producerId);
    this.#receivers.delete(producerId);
    this.#layers.delete(producerId);
    this.#layerWidths.delete(producerId);
    this.#oversize.delete(producerId);
    clearTimeout(this.#settling.get(producerId));
    this.#settling.delete(producerId);
    this.stage.removeOrigin(producerId);
  }

  /** @param volume 0..2, for everything that is heard of this peer, now and later in this page */
  setVolume(peerId: string, volume: number): void {
    this.#volumes.set(peerId, volume);
    for (const sound of this.#sounds.values()) if (sound.peerId === peerId) sound.playback.setVolume(volume);
  }

  voiceStatsOf(producerId: string): VoiceStats | undefined {
    return this.#sounds.get(producerId)?.playback.stats();
  }

  pictureStatsOf(producerId: string): PictureStats | undefined {
    return this.stage.statsOf(producerId);
  }

  /** The senders of voices that are lost on the way here learn of it, through the server. */
  async #reportLosses(): Promise<void> {
    const voices = new Map([...this.#sounds].map(([id, { playback }]) => [id, playback.stats()] as const));
    const reports = this.#lossReports.plan(voices).slice(0, lossReportsMax);
    if (reports.length === 0) return;
    try {
      await this.#call()?.reportLosses(reports);
      this.#lossReports.confirm(reports);
    } catch {
      // While the signalling is down nothing can be said; what is unconfirmed is said at the next look.
    }
  }

  /** A consumer that is new knows nothing yet of the elements that wait for it. */
  #sayWhetherShown(producerId: string): void {
    this.#layers.delete(producerId);
    this.#chooseLayer(producerId, this.stage.widthOf(producerId));
  }

  #chooseLayer(producerId: string, cssWidth: number): void {
    if (this.#oversize.has(producerId)) return;
    const call = this.#call();
    call?.setShown(producerId, cssWidth > 0);
    if (cssWidth === 0) return;
    if (!this.#layers.has(producerId)) return this.#preferLayer(producerId);
    clearTimeout(this.#settling.get(producerId));
    this.#settling.set(
      producerId,
      setTimeout(() => this.#preferLayer(producerId), settleMs),
    );
  }

  /** The source is not sent here any more, whatever is looked at: one such picture takes as much memory as a hundred others. */
  #endOversize(producerId: string): void {
    this.#oversize.add(producerId);
    this.stage.removeOrigin(producerId);
    this.#call()?.setShown(producerId, false);
  }

  #preferLayer(producerId: string): void {
    const cssWidth = this.stage.widthOf(producerId);
    const layerWidths = this.#layerWidths.get(producerId);
    if (cssWidth === 0 || layerWidths === undefined) return;
    const current = this.#layers.get(producerId);
    const layer = planLayer(cssWidth, devicePixelRatio, layerWidths, current);
    if (current === layer) return;
    this.#layers.set(producerId, layer);
    this.#call()?.preferLayer(producerId, layer);
  }
}
