// Turns pictures into the messages of a picture channel: a camera as one JPEG, a screen as the tiles that changed.
import { findChangedTiles, planTiles, type Tile } from '../../codecs/picture-tiles.ts';
import { writePicturePacket } from '../../protocol/picture-packet.ts';
import type { PictureSource } from './picture-contract.ts';

/** Larger messages are encoded again with less quality: the wire carries 256 kB, and a message that long must be rare. */
const messageMaxBytes = 200_000;
const qualityMin = 0.2;

/** The messages of one picture; none when nothing has changed. */
export interface EncodedPicture {
  readonly messages: readonly ArrayBuffer[];
  readonly width: number;
  readonly height: number;
}

export interface PictureEncoder {
  /**
   * Takes in the newest picture, which is not kept.
   * @param widthMax wider ones are scaled down to this many pixels
   * @param widthRatio 0..1, scales whatever came out of that
   */
  draw(picture: VideoFrame | ImageBitmap, widthMax: number, widthRatio: number): void;
  /**
   * Encodes what was drawn last.
   * @param whole everything, not only what has changed since the last call
   * @param quality of the JPEG, 0..1
   */
  encode(whole: boolean, quality: number): Promise<EncodedPicture>;
}

export function createPictureEncoder(source: PictureSource): PictureEncoder {
  const canvas = new OffscreenCanvas(1, 1);
  const context = require2d(canvas);
  let sequence = 0;
  let capturedAtMs = 0;
  let shown: Uint8ClampedArray | undefined;

  const planWhole = (): Tile[] =>
    source === 'screen'
      ? planTiles(canvas.width, canvas.height)
      : [{ x: 0, y: 0, width: canvas.width, height: canvas.height }];

  const planChanged = (): Tile[] => {
    if (source === 'camera') return planWhole();
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const tiles = shown ? findChangedTiles(shown, data, canvas.width, canvas.height) : planWhole();
    shown = data;
    return tiles;
  };

  return {
    draw(picture, widthMax, widthRatio) {
      const { width, height } = fitWidth(sizeOf(picture), widthMax, widthRatio);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
        shown = undefined;
      }
      context.drawImage(picture, 0, 0, width, height);
      capturedAtMs = Date.now();
    },
    async encode(wanted, quality) {
      const { width, height } = canvas;
      const whole = wanted || shown === undefined || source === 'camera';
      const changed = planChanged();
      const tiles = whole ? planWhole() : changed;
      sequence = (sequence + 1) >>> 0;
      const packet = { source, whole, sequence, capturedAtMs, width, height };
      const jpegs = await Promise.all(tiles.map((tile) => encodeTile(canvas, tile, quality)));
      const messages = jpegs.map((jpeg, tileIndex) => {
        const { x, y } = tiles[tileIndex] ?? { x: 0, y: 0 };
        return writePicturePacket({ ...packet, x, y, tileIndex, tileCount: tiles.length, jpeg }).buffer;
      });
      return { messages, width, height };
    },
  };
}

/** Cuts the tile out before anything is awaited: the canvas may be drawn over while JPEGs are made. */
async function encodeTile(canvas: OffscreenCanvas, tile: Tile, quality: number): Promise<Uint8Array> {
  const piece = new OffscreenCanvas(tile.width, tile.height);
  require2d(piece).drawImage(canvas, -tile.x, -tile.y);
  let jpeg: Blob;
  let tried = quality;
  do {
    jpeg = await piece.convertToBlob({ type: 'image/jpeg', quality: tried });
    tried -= 0.2;
  } while (jpeg.size > messageMaxBytes && tried >= qualityMin);
  return new Uint8Array(await jpeg.arrayBuffer());
}

function require2d(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  // Pixels are read back for every JPEG, thus they had better stay in main memory.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser cannot draw in a worker.');
  return context;
}

function sizeOf(picture: VideoFrame | ImageBitmap): { width: number; height: number } {
  return picture instanceof ImageBitmap
    ? { width: picture.width, height: picture.height }
    : { width: picture.displayWidth, height: picture.displayHeight };
}

/** The same proportions, with even sides as JPEG's halved chroma likes them. */
function fitWidth(size: { width: number; height: number }, widthMax: number, widthRatio: number) {
  const scale = Math.min(1, widthMax / size.width) * widthRatio;
  const even = (length: number) => Math.max(2, 2 * Math.round((length * scale) / 2));
  return { width: even(size.width), height: even(size.height) };
}
