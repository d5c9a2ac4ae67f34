// How a camera is sent as JPEG, by the quality that its sender chose; read by the call's controller.
import type { CameraPreset } from '../../codecs/h264-settings.ts';
import type { JpegSenderOptions } from './picture-contract.ts';

type PictureWishes = Pick<JpegSenderOptions, 'framesPerSecond' | 'quality' | 'widthMax'>;

/** `standard` is what the sender does by itself. */
export const cameraPictures: Readonly<Record<CameraPreset, PictureWishes>> = {
  low: { framesPerSecond: 10, quality: 0.6, widthMax: 640 },
  standard: {},
  high: { framesPerSecond: 20, quality: 0.85 },
};
