// How cameras and screens are sent as H.264: simulcast layers, bitrates, frame rates. Pure, read by the client.
import type { PictureSize } from '../protocol/room/roster.ts';
import { encoderDivisor, reachesBlock } from './h264-limits.ts';

/** One RTP encoding; the fields of `RTCRtpEncodingParameters` that Plenum sets. */
export interface H264Encoding {
  /** Names the layer inside the stream; simulcast only. */
  readonly rid?: string;
  /** Bits a second at most. More buys sharpness in motion and costs every receiver of the layer as much. */
  readonly maxBitrate: number;
  /** Pictures a second at most. */
  readonly maxFramerate?: number;
  /** The source's width and height are divided by this. */
  readonly scaleResolutionDownBy?: number;
  /** `L1T2`: the frame rate can be halved on the way without touching the size; `L1T3`: twice. */
  readonly scalabilityMode?: string;
}

/** What a shared screen shows: letters that must be sharp, or films and animations that must be smooth. */
export type ScreenMode = 'text' | 'motion';

/** How much a camera may cost its sender: `low` for weak machines and connections, `high` for sharpness in motion. */
export type CameraPreset = 'low' | 'standard' | 'high';

type LayerRate = Pick<H264Encoding, 'maxBitrate' | 'maxFramerate'>;

/**
 * What the layers of a camera may cost, smallest first. The standard bitrates are what OpenH264 needs for a talking head
 * without blocks at 320x180, 640x360 and 1280x720; each step is about three times the one below, as the pixels are four
 * times. `high` doubles them.
 */
const cameraRates: Readonly<Record<CameraPreset, readonly LayerRate[]>> = {
  low: [
    { maxBitrate: 100_000, maxFramerate: 15 },
    { maxBitrate: 350_000, maxFramerate: 15 },
    { maxBitrate: 1_000_000, maxFramerate: 15 },
  ],
  standard: [
    { maxBitrate: 150_000, maxFramerate: 15 },
    { maxBitrate: 500_000, maxFramerate: 30 },
    { maxBitrate: 1_500_000, maxFramerate: 30 },
  ],
  high: [
    { maxBitrate: 300_000, maxFramerate: 30 },
    { maxBitrate: 1_000_000, maxFramerate: 30 },
    { maxBitrate: 3_000_000, maxFramerate: 30 },
  ],
};

/**
 * Every second picture of a camera can be left out on a slow connection. A third rate, a quarter of the pictures, would be four a
 * second of a layer with 15, which looks frozen.
 */
const cameraScalability = 'L1T2';

/** Names of the layers in the stream, smallest first. */
const layerNames = ['q', 'h', 'f'] as const;

/** From so many pixels on there is one more layer: as many as Chromium encodes of a picture, which leaves out the others. */
const twoLayersPixels = 480 * 270;
const threeLayersPixels = 960 * 540;

/** How a camera is sent, smallest layer first, each half as wide as the next. @param size what the camera gives */
export function cameraEncodings(preset: CameraPreset, size: PictureSize): readonly H264Encoding[] {
  const divisors = layerDivisors(size);
  return cameraRates[preset].slice(0, divisors.length).map((rate, index) => ({
    ...rate,
    ...(divisors.length > 1 && { rid: layerNames[index] ?? '' }),
    scaleResolutionDownBy: divisors[index] ?? 1,
    scalabilityMode: cameraScalability,
  }));
}

/** Widths in pixels of what `cameraEncodings` sends, smallest first; a tile asks for the one that fills it. */
export function cameraLayerWidths(size: PictureSize): number[] {
  return layerDivisors(size).map((divisor) => Math.round(size.width / divisor));
}

/** What the encoder does not take is made smaller; a layer with a side too small for it is left out, but not the largest. */
function layerDivisors(size: PictureSize): readonly number[] {
  const { width, height } = size;
  const pixels = width * height;
  const halvings = pixels >= threeLayersPixels ? [4, 2] : pixels >= twoLayersPixels ? [2] : [];
  const divisor = encoderDivisor(size);
  const smaller = halvings
    .map((halving) => halving * divisor)
    .filter((each) => reachesBlock({ width: width / each, height: height / each }));
  return [...smaller, divisor];
}

/**
 * One size for a screen: every viewer needs the letters. Text changes seldom and must be sharp; a viewer with a slow connection
 * gets fewer pictures of it, not smaller ones.
 */
const screenRates: Readonly<Record<ScreenMode, H264Encoding>> = {
  text: { maxBitrate: 2_500_000, maxFramerate: 15, scalabilityMode: 'L1T3' },
  motion: { maxBitrate: 3_000_000, maxFramerate: 30 },
};

/** How a screen is sent. @param size what the screen or window gives; the largest that the encoder takes is sent of it */
export function screenEncodings(mode: ScreenMode, size: PictureSize): readonly H264Encoding[] {
  const divisor = encoderDivisor(size);
  return [{ ...screenRates[mode], ...(divisor > 1 && { scaleResolutionDownBy: divisor }) }];
}

/**
 * For `transport.produce({ codecOptions })` of a camera, in kbit/s: enough for two layers from the first second on. From the
 * usual 300 it takes long on a connection that loses packets, where each loss holds the estimate back.
 */
export const cameraCodecOptions = { videoGoogleStartBitrate: 800 } as const;

/**
 * For `transport.produce({ codecOptions })` of a screen: without it the sender feels its way up from 300 kbit/s, and the first
 * seconds of a page are a blur. In kbit/s; a connection that is slower brings it down within a second.
 */
export const screenCodecOptions = { videoGoogleStartBitrate: 2000 } as const;
