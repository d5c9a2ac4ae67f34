// How a camera or screen is sent as JPEG, by what its sender chose; read by the call's controller.
import type { CameraPreset, ScreenMode } from '../../codecs/h264-settings.ts';
import type { JpegSenderOptions } from './picture-contract.ts';

type KeyFrameRequests = Pick<JpegSenderOptions, 'framesPerSecond' | 'quality' | 'widthMax'>;

/** `standard` is what the sender does by itself. */
export const cameraPictures: Readonly<Record<CameraPreset, KeyFrameRequests>> = {
  low: { framesPerSecond: 10, quality: 0.6, widthMax: 640 },
  standard: {},
  high: { framesPerSecond: 20, quality: 0.85 },
};

/** `text` is what the sender does by itself; motion gives up sharpness for smoothness. */
export const screenPictures: Readonly<Record<ScreenMode, KeyFrameRequests>> = {
  text: {},
  motion: { framesPerSecond: 15, quality: 0.65, widthMax: 1280 },
};
