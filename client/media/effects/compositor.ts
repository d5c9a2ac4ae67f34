// Puts a picture together: the person, what is behind them, what they wear. Used by the effect worker.
import { drawScene } from './draw-scene.ts';
import type { Effect, Scene, Sticker } from './effect-contract.ts';
import type { FacePoints } from './find-faces.ts';
import { placeSticker } from './place-sticker.ts';
import { requireContext } from './require-context.ts';
import { stickerArt } from './sticker-art.ts';

/** Blurred backgrounds are made this small first: cheap, and nothing that could be read is left to sharpen again. */
const blurredWidth = 160;
const blurPixels = 5;
/** Under it, where it is not full, lies a picture of a few soft spots, so that nothing is ever seen through. */
const coarseWidth = 16;
/** Drawn over itself so often, a soft edge is nearly full. */
const fillTimes = 3;

interface Size {
  readonly width: number;
  readonly height: number;
}

export class Compositor {
  readonly #picture = requireContext(new OffscreenCanvas(1, 1), { willReadFrequently: true });
  readonly #tiny = requireContext(new OffscreenCanvas(1, 1), { willReadFrequently: true });
  readonly #small = requireContext(new OffscreenCanvas(1, 1), { willReadFrequently: true });
  readonly #blurred = requireContext(new OffscreenCanvas(1, 1), { willReadFrequently: true });
  readonly #backdrop = requireContext(new OffscreenCanvas(1, 1), { willReadFrequently: true });
  #backdropIs: Scene | ImageBitmap | undefined;
  readonly #stickers = new Map<Sticker, readonly { readonly path: Path2D; readonly fill: string }[]>();

  /** Takes in the camera's picture. @returns a canvas with it, in its size, to search in */
  begin(frame: VideoFrame): OffscreenCanvas {
    const { displayWidth: width, displayHeight: height } = frame;
    resize(this.#picture, { width, height });
    this.#picture.globalCompositeOperation = 'copy';
    this.#picture.drawImage(frame, 0, 0, width, height);
    return this.#picture.canvas;
  }

  /**
   * Keeps of the picture what the mask covers and puts the background behind it.
   * @param own the person's own background picture, where that is the background
   */
  hideBackground(
    mask: OffscreenCanvas,
    background: Effect['background'],
    own: ImageBitmap | undefined,
  ): void {
    const { width, height } = this.#picture.canvas;
    const behind =
      background.kind === 'scene'
        ? this.#drawBackdrop(background.scene)
        : background.kind === 'picture' && own !== undefined
          ? this.#drawBackdrop(own)
          : this.#blur(mask);
    this.#picture.imageSmoothingQuality = 'medium';
    this.#picture.globalCompositeOperation = 'destination-in';
    this.#picture.drawImage(mask, 0, 0, width, height);
    this.#picture.globalCompositeOperation = 'destination-over';
    this.#picture.drawImage(behind, 0, 0, width, height);
  }

  /** @param faces in pixels of the picture */
  wear(stickers: readonly Sticker[], faces: readonly FacePoints[]): void {
    this.#picture.globalCompositeOperation = 'source-over';
    for (const face of faces) for (const sticker of stickers) this.#drawSticker(sticker, face);
    this.#picture.resetTransform();
  }

  #drawSticker(sticker: Sticker, face: FacePoints): void {
    const { x, y, scale, angle } = placeSticker(sticker, face);
    const [along, across] = [scale * Math.cos(angle), scale * Math.sin(angle)];
    this.#picture.setTransform(along, across, -across, along, x, y);
    for (const { path, fill } of this.#shapesOf(sticker)) {
      this.#picture.fillStyle = fill;
      this.#picture.fill(path, 'evenodd');
    }
  }

  #shapesOf(sticker: Sticker) {
    const known = this.#stickers.get(sticker);
    if (known) return known;
    const shapes = stickerArt[sticker].shapes.map(({ path, fill }) => ({ path: new Path2D(path), fill }));
    this.#stickers.set(sticker, shapes);
    return shapes;
  }

  /** Drawn once for each size. */
  #drawBackdrop(wanted: Scene | ImageBitmap): OffscreenCanvas {
    const { width, height } = this.#picture.canvas;
    const resized = resize(this.#backdrop, { width, height });
    if (!resized && this.#backdropIs === wanted) return this.#backdrop.canvas;
    if (wanted instanceof ImageBitmap) drawCovering(this.#backdrop, wanted);
    else drawScene(this.#backdrop, wanted);
    this.#backdropIs = wanted;
    return this.#backdrop.canvas;
  }

  /** What is behind the person, blurred without the person, who would shine around their own edge otherwise. */
  #blur(mask: OffscreenCanvas): OffscreenCanvas {
    const { width, height } = this.#picture.canvas;
    const down = height / width;
    const size = { width: blurredWidth, height: Math.max(1, Math.round(blurredWidth * down)) };
    const [tiny, small, blurred] = [this.#tiny, this.#small, this.#blurred];
    resize(tiny, { width: coarseWidth, height: Math.max(1, Math.round(coarseWidth * down)) });
    for (const context of [small, blurred]) resize(context, size);
    drawCopy(small, this.#picture.canvas);
    drawCopy(tiny, small.canvas);
    drawCopy(blurred, tiny.canvas);
    small.globalCompositeOperation = 'destination-out';
    small.drawImage(mask, 0, 0, size.width, size.height);
    blurred.globalCompositeOperation = 'source-over';
    blurred.filter = `blur(${blurPixels}px)`;
    for (let time = 0; time < fillTimes; time += 1) blurred.drawImage(small.canvas, 0, 0);
    blurred.filter = 'none';
    return blurred.canvas;
  }
}

/** Another canvas, stretched over this one and instead of what it held. */
function drawCopy(context: OffscreenCanvasRenderingContext2D, from: OffscreenCanvas): void {
  context.imageSmoothingQuality = 'medium';
  context.globalCompositeOperation = 'copy';
  context.drawImage(from, 0, 0, context.canvas.width, context.canvas.height);
}

/** @returns whether the size changed, which wipes the canvas */
function resize({ canvas }: OffscreenCanvasRenderingContext2D, { width, height }: Size): boolean {
  if (canvas.width === width && canvas.height === height) return false;
  canvas.width = width;
  canvas.height = height;
  return true;
}

/** Fills the canvas; what does not fit its proportions is cut off evenly. */
function drawCovering(context: OffscreenCanvasRenderingContext2D, picture: ImageBitmap): void {
  const { width, height } = context.canvas;
  const scale = Math.max(width / picture.width, height / picture.height);
  const [wide, high] = [picture.width * scale, picture.height * scale];
  context.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high);
}
