// Turns what was drawn into the messages of a picture channel, tile by tile; used by camera-pictures and screen-pictures.
import type { Tile } from '../../codecs/picture-tiles.ts';
import { jpegPixelsMax } from '../../protocol/limits.ts';
import { writePicturePacket } from '../../protocol/media/picture-packet.ts';
import type { PictureSource } from './picture-contract.ts';

/** Larger messages are encoded again with less quality: the wire carries 256 kB, and a message that long must be rare. */
const messageMaxBytes = 200_000;
const qualityMin = 0.2;

/** The messages of one frame, one per tile. */
export interface EncodedPicture {
  readonly messages: readonly ArrayBuffer[];
  readonly width: number;
  readonly height: number;
}

/** A tile and the quality of its JPEG, 0..1. */
export interface TileWish {
  readonly tile: Tile;
  readonly quality: number;
}

export interface PictureEncoder {
  /**
   * Takes in the newest picture, which is not kept.
   * @param widthMax wider ones are scaled down to this many pixels
   * @param widthRatio 0..1, scales whatever came out of that
   */
  draw(picture: VideoFrame | ImageBitmap, widthMax: number, widthRatio: number): void;
  /** What was drawn last. */
  readonly width: number;
  readonly height: number;
  pixels(): Uint8ClampedArray;
  /** Encodes these tiles of what was drawn last as one frame. @param whole they cover the picture */
  encode(wishes: readonly TileWish[], whole: boolean): Promise<EncodedPicture>;
}

export function createPictureEncoder(source: PictureSource): PictureEncoder {
  const canvas = new OffscreenCanvas(1, 1);
  const context = require2d(canvas);
  let sequence = 0;
  let capturedAtMs = 0;

  return {
    get width() {
      return canvas.width;
    },
    get height() {
      return canvas.height;
    },
    pixels: () => context.getImageData(0, 0, canvas.width, canvas.height).data,
    draw(picture, widthMax, widthRatio) {
      const { width, height } = fitWidth(sizeOf(picture), widthMax, widthRatio);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      context.drawImage(picture, 0, 0, width, height);
      capturedAtMs = Date.now();
    },
    async encode(wishes, whole) {
      const { width, height } = canvas;
      sequence = (sequence + 1) >>> 0;
      const packet = { source, whole, sequence, capturedAtMs, width, height, tileCount: wishes.length };
      const jpegs = await Promise.all(wishes.map(({ tile, quality }) => encodeTile(canvas, tile, quality)));
      const messages = wishes.map(({ tile: { x, y } }, tileIndex) => {
        const jpeg = jpegs[tileIndex] ?? new Uint8Array();
        return writePicturePacket({ ...packet, x, y, tileIndex, jpeg }).buffer;
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
  // A little less than viewers take, since sides are rounded.
  const area = Math.sqrt((0.99 * jpegPixelsMax) / (size.width * size.height));
  const scale = Math.min(1, widthMax / size.width, area) * widthRatio;
  const even = (length: number) => Math.max(2, 2 * Math.round((length * scale) / 2));
  return { width: even(size.width), height: even(size.height) };
}
