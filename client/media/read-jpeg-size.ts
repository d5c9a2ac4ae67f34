// How large a JPEG says it is, before anything is decoded: what others send may claim more than a machine holds. Pure.
import type { PicturePacket } from '../../protocol/media/picture-packet.ts';

const startOfScan = 0xda;
/** Frames of baseline and of extended sequential JPEG, which encoders of browsers write; progressive ones can cost any time. */
const startsOfFrame: readonly number[] = [0xc0, 0xc1];

/** Width and height in pixels; `undefined` for what is no sequential JPEG. Reads headers only. */
export function readJpegSize(
  jpeg: Uint8Array,
): { readonly width: number; readonly height: number } | undefined {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) return undefined;
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = 2; at + 9 <= jpeg.length; ) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff || marker === startOfScan) return undefined;
    if (startsOfFrame.includes(marker)) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    // Marker 0xff fills up; other kinds of frames are not read.
    if (marker === 0xff) at += 1;
    else if (isOtherFrame(marker)) return undefined;
    else at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function isOtherFrame(marker: number): boolean {
  return marker >= 0xc2 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Whether the JPEG of a tile lies within the picture that its packet tells of. */
export function fitsItsPicture({ x, y, width, height, jpeg }: PicturePacket): boolean {
  const tile = readJpegSize(jpeg);
  return (
    tile !== undefined &&
    tile.width >= 1 &&
    tile.height >= 1 &&
    x + tile.width <= width &&
    y + tile.height <= height
  );
}
