// What an H.264 sender sends of its layers: those that are watched, in steps on a slow connection, and whole pictures when a viewer
// begins to watch. Used by media-sender.
import pLimit from 'p-limit';
import { encoderDivisor } from '../../codecs/h264-limits.ts';
import type { PictureSize } from '../../protocol/room/roster.ts';
import { planBitrate, planShrink } from './plan-bitrate.ts';
import { readUplinkBps } from './read-connection.ts';

/** https://w3c.github.io/webrtc-extensions: a key frame without a loss to repair. Browsers without it ignore the options. */
interface KeyFrameSender {
  setParameters(
    parameters: RTCRtpSendParameters,
    options: { readonly encodingOptions: readonly { readonly keyFrame: boolean }[] },
  ): Promise<void>;
}

const lookIntervalMs = 1000;

/** One sender's parameters are read, changed and set in one go. */
export class H264Layers {
  readonly #sender: RTCRtpSender;
  /** The layers as they are on a fast connection. */
  #wide: readonly RTCRtpEncodingParameters[];
  /** By what they divide the sides of a picture that the encoder takes as it is. */
  readonly #steps: readonly number[];
  /** By what the encoder needs the picture divided besides; 1 for what it takes as it is. */
  #divisor: number;
  readonly #timer: ReturnType<typeof setInterval>;
  /** What begins between reading the parameters and setting them would be refused. */
  readonly #inTurn = pLimit(1);

  /** @param size of the pictures for which the sender's encodings were made */
  constructor(sender: RTCRtpSender, size: PictureSize | undefined) {
    this.#sender = sender;
    this.#wide = sender.getParameters().encodings;
    this.#divisor = size ? encoderDivisor(size) : 1;
    this.#steps = this.#wide.map(
      ({ scaleResolutionDownBy = this.#divisor }) => scaleResolutionDownBy / this.#divisor,
    );
    // A sender that has ended has nothing to plan.
    this.#timer = setInterval(() => void this.#plan().catch(() => undefined), lookIntervalMs);
  }

  /** Only these layers are encoded and sent from now on; 0 is the smallest. */
  send(layers: readonly number[]): Promise<void> {
    return this.#change((encodings) => {
      for (const [layer, encoding] of encodings.entries()) {
        encoding.active = layers.includes(layer);
        this.#narrow(encoding, layer, this.#wide[layer]?.maxBitrate, true);
      }
    });
  }

  /** The next picture of every layer is whole. */
  sendWhole(): Promise<void> {
    return this.#inTurn(async () => {
      const parameters = this.#sender.getParameters();
      const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }));
      await (this.#sender as KeyFrameSender).setParameters(parameters, { encodingOptions });
    });
  }

  /** Pictures of this size come from now on, a window that grew for example: makes them as small as the encoder needs them. */
  async fit(size: PictureSize): Promise<void> {
    const divisor = encoderDivisor(size);
    if (divisor === this.#divisor) return;
    this.#divisor = divisor;
    await this.#change((encodings) => {
      const before = this.#wide;
      this.#wide = before.map((encoding, layer) => ({
        ...encoding,
        scaleResolutionDownBy: (this.#steps[layer] ?? 1) * divisor,
      }));
      for (const [layer, encoding] of encodings.entries()) {
        const { scaleResolutionDownBy: was = 1 } = before[layer] ?? {};
        // A slow connection may have made it smaller still.
        const shrink = (encoding.scaleResolutionDownBy ?? 1) / was;
        encoding.scaleResolutionDownBy = (this.#wide[layer]?.scaleResolutionDownBy ?? 1) * shrink;
      }
    });
  }

  /** The picture is over. */
  close(): void {
    clearInterval(this.#timer);
  }

  /** The largest layer that is sent gives way; those below it come first by themselves. */
  async #plan(): Promise<void> {
    const active = [...this.#sender.getParameters().encodings.entries()].filter(([, { active }]) => active);
    const [layer, encoding] = active.at(-1) ?? [];
    const limits = active.map(([each]) => this.#wide[each]?.maxBitrate ?? 0);
    const limitBps = sum(limits);
    if (layer === undefined || encoding?.maxBitrate === undefined || limitBps === 0) return;
    const availableBps = readUplinkBps(await this.#sender.getStats());
    const belowBps = sum(limits.slice(0, -1));
    const plannedBps = planBitrate({ availableBps, limitBps, currentBps: belowBps + encoding.maxBitrate });
    // Browsers serve the layer with the smallest limit first: it must not become the largest one.
    const capBps = Math.max(0, ...limits.slice(0, -1), plannedBps - belowBps);
    if (capBps === encoding.maxBitrate) return;
    await this.#change((encodings) => {
      const planned = encodings[layer];
      if (planned) this.#narrow(planned, layer, capBps, belowBps === 0);
    });
  }

  /** Text keeps its size: it comes less often instead. So does a layer above others: the viewer gets one of those. */
  #narrow(
    encoding: RTCRtpEncodingParameters,
    layer: number,
    bitrateBps: number | undefined,
    mayShrink: boolean,
  ): void {
    const { maxBitrate: limitBps, scaleResolutionDownBy } = this.#wide[layer] ?? {};
    if (bitrateBps === undefined || limitBps === undefined) return;
    encoding.maxBitrate = bitrateBps;
    if (scaleResolutionDownBy !== undefined && !this.#keepsSize())
      encoding.scaleResolutionDownBy =
        scaleResolutionDownBy * (mayShrink ? planShrink(bitrateBps, limitBps) : 1);
  }

  #keepsSize(): boolean {
    return this.#sender.track?.contentHint === 'text' || this.#sender.track?.contentHint === 'detail';
  }

  #change(change: (encodings: RTCRtpEncodingParameters[]) => void): Promise<void> {
    return this.#inTurn(async () => {
      const parameters = this.#sender.getParameters();
      change(parameters.encodings);
      await this.#sender.setParameters(parameters);
    });
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
