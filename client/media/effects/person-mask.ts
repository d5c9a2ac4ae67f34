// Finds the person in a picture: a small picture whose opacity says how sure that is. Used by the effect worker.
import { type Network, writePixels } from './network.ts';
import { requireContext } from './require-context.ts';

/** Below the first it is background, above the second it is the person; between them the edge is soft. */
const [backgroundMax, personMin] = [0.3, 0.7];
/** Of the newest answer; the rest of the one before calms edges that flicker. */
const newestShare = 0.75;

export class PersonMask {
  readonly #network: Network;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #mask: ImageData;
  #sure: Float32Array | undefined;

  /** @param network `selfie_segmentation_landscape.tflite`, which gives one number 0..1 for each pixel */
  constructor(network: Network) {
    this.#network = network;
    const { width, height } = network;
    this.#context = requireContext(new OffscreenCanvas(width, height), { willReadFrequently: true });
    this.#mask = new ImageData(width, height);
  }

  /** Looks at a picture. @returns the mask, the same canvas every time */
  find(picture: CanvasImageSource): OffscreenCanvas {
    const { width, height } = this.#network;
    this.#context.globalCompositeOperation = 'copy';
    this.#context.drawImage(picture, 0, 0, width, height);
    const { data } = this.#context.getImageData(0, 0, width, height);
    writePixels(data, this.#network.input(), { scale: 1 / 255, shift: 0 });
    this.#sure = calmed(this.#network.run(), this.#sure);
    writeOpacity(this.#sure, this.#mask.data);
    this.#context.putImageData(this.#mask, 0, 0);
    return this.#context.canvas;
  }
}

/** @param before the last result, which is written over */
export function calmed(newest: Float32Array, before: Float32Array | undefined): Float32Array {
  if (before === undefined) return newest.slice();
  for (let pixel = 0; pixel < before.length; pixel += 1) {
    const last = before[pixel] ?? 0;
    before[pixel] = last + newestShare * ((newest[pixel] ?? 0) - last);
  }
  return before;
}

/** Writes the opacity of each pixel, by a smooth step from background to person. */
export function writeOpacity(sure: Float32Array, rgba: Uint8ClampedArray): void {
  for (let pixel = 0; pixel < sure.length; pixel += 1) {
    const step = ((sure[pixel] ?? 0) - backgroundMax) / (personMin - backgroundMax);
    const part = Math.min(1, Math.max(0, step));
    rgba[pixel * 4 + 3] = part * part * (3 - 2 * part) * 255;
  }
}
