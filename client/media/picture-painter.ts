// One JPEG source on the receiving side: decodes what is worth it and draws it on every canvas that shows it.
import { readPicturePacket, type PicturePacket } from '../../protocol/media/picture-packet.ts';
import { createPictureGaps } from './picture-gaps.ts';
import { createPictureQueue } from './picture-queue.ts';
import { fitsItsPicture } from './read-jpeg-size.ts';

export interface PicturePainter {
  /** One message of the channel; anything that is no picture is left out. */
  receive(message: ArrayBuffer): void;
  /** The canvas gets what is there, and all that comes. Firefox gives the context of a canvas of the page once only. */
  show(canvas: OffscreenCanvasRenderingContext2D): void;
  hide(canvas: OffscreenCanvasRenderingContext2D): void;
}

export interface PicturePainterHooks {
  /** The first tile of another picture was drawn. */
  drawn(width: number, height: number): void;
  /** Tiles of a screen were lost on the way. */
  lost(): void;
}

export function createPicturePainter(hooks: PicturePainterHooks): PicturePainter {
  const gaps = createPictureGaps();
  const queue = createPictureQueue();
  /** The picture as it stands; a canvas that comes later begins with it. */
  const composed = new OffscreenCanvas(1, 1).getContext('2d');
  const shownOn = new Set<OffscreenCanvasRenderingContext2D>();
  let decoding = false;
  /** A picture may come in several frames, and parts of it again. */
  let drawnCapturedAtMs: number | undefined;

  const drawTile = (tile: VideoFrame | ImageBitmap, packet: PicturePacket) => {
    for (const context of composed ? [composed, ...shownOn] : shownOn) {
      resize(context.canvas, packet.width, packet.height);
      context.drawImage(tile, packet.x, packet.y);
    }
    if (packet.capturedAtMs !== drawnCapturedAtMs) hooks.drawn(packet.width, packet.height);
    drawnCapturedAtMs = packet.capturedAtMs;
  };

  /** What cannot be decoded or drawn is left out: it comes from another participant and may be anything. */
  const decodeOne = async (packet: PicturePacket) => {
    const tile = await decodeJpeg(packet.jpeg);
    try {
      if (tile) drawTile(tile, packet);
    } catch {
      // A picture that finds no memory: the next one may be smaller.
    } finally {
      tile?.close();
    }
  };

  const decodeAll = async () => {
    if (decoding) return;
    decoding = true;
    try {
      for (let packet = queue.take(); packet; packet = queue.take()) await decodeOne(packet);
    } finally {
      decoding = false;
    }
  };

  return {
    receive(message) {
      const packet = readPicturePacket(new Uint8Array(message));
      if (packet === undefined || !fitsItsPicture(packet)) return;
      if (packet.source === 'screen' && gaps.push(packet, performance.now())) hooks.lost();
      queue.push(packet);
      void decodeAll();
    },
    show(context) {
      if (shownOn.size === 0) gaps.reset();
      shownOn.add(context);
      if (!composed) return;
      resize(context.canvas, composed.canvas.width, composed.canvas.height);
      context.drawImage(composed.canvas, 0, 0);
    },
    hide(context) {
      shownOn.delete(context);
    },
  };
}

/** Only when it differs: setting a canvas's size empties it. */
function resize(canvas: OffscreenCanvas, width: number, height: number): void {
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
}

/** `undefined` for bytes that are no JPEG: they come from another participant and may be anything. */
async function decodeJpeg(jpeg: Uint8Array): Promise<VideoFrame | ImageBitmap | undefined> {
  const data = jpeg as Uint8Array<ArrayBuffer>;
  try {
    if (!('ImageDecoder' in globalThis))
      return await createImageBitmap(new Blob([data], { type: 'image/jpeg' }));
    const decoder = new ImageDecoder({ data, type: 'image/jpeg' });
    const { image } = await decoder.decode();
    decoder.close();
    return image;
  } catch {
    return undefined;
  }
}
