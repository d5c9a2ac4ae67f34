// What publishers send as pictures, and which layer of them a listener asks for. Pure.
import { cameraEncodings, screenEncodings } from '../../codecs/h264-settings.ts';
import type { PictureSize } from '../../protocol/room/roster.ts';
import type { JpegFormat, VideoFormat } from '../../peers/media/clips.ts';

const cameraSize: PictureSize = { width: 1280, height: 720 };
const screenSize: PictureSize = { width: 1280, height: 720 };
const defaultFramesPerSecond = 30;
const cameraJpeg: JpegFormat = { width: 640, height: 360, framesPerSecond: 10 };
const screenJpeg: JpegFormat = { width: 1280, height: 720, framesPerSecond: 5 };

/** Layers of an H.264 source, smallest first, with the product's own bitrates. @param layers of a camera; a screen has one */
export function planLayers(picture: 'camera' | 'screen', layers: number): VideoFormat[] {
  const size = picture === 'camera' ? sizeWithLayers(layers) : screenSize;
  const encodings = picture === 'camera' ? cameraEncodings('standard', size) : screenEncodings('text', size);
  return encodings.map(({ maxBitrate, maxFramerate, scaleResolutionDownBy = 1 }) => ({
    width: Math.round(size.width / scaleResolutionDownBy),
    height: Math.round(size.height / scaleResolutionDownBy),
    framesPerSecond: maxFramerate ?? defaultFramesPerSecond,
    bitsPerSecond: maxBitrate,
  }));
}

/** The camera whose pictures are sent in so many layers. */
function sizeWithLayers(layers: number): PictureSize {
  const divisor = 2 ** (3 - layers);
  return { width: cameraSize.width / divisor, height: cameraSize.height / divisor };
}

export function planJpeg(picture: 'camera' | 'screen'): JpegFormat {
  return picture === 'camera' ? cameraJpeg : screenJpeg;
}

/** Packets of one JPEG, about: the clips have 0.05 to 0.075 bytes a pixel, and a packet carries some 1100. */
export function planJpegPackets({ width, height }: PictureSize): number {
  return Math.ceil((width * height * 0.07) / 1100);
}

/** The layer that fits the tiles of so many pictures: large alone, middle for a few, small in a crowd. */
export function planWantedLayer(pictures: number, layers: number): number {
  if (pictures <= 1) return layers - 1;
  return pictures <= 4 ? Math.max(0, layers - 2) : 0;
}
