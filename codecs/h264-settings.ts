// How cameras and screens are sent as H.264: simulcast layers, bitrates, frame rates. Plain data, read by the client.

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
  /** `L1T3`: the frame rate can be halved twice on the way without touching the size. */
  readonly scalabilityMode?: string;
}

/** What a shared screen shows: letters that must be sharp, or films and animations that must be smooth. */
export type ScreenMode = 'text' | 'motion';

/** How much a camera may cost its sender: `low` for weak machines and lines, `high` for sharpness in motion. */
export type CameraPreset = 'low' | 'standard' | 'high';

/**
 * Layers of a camera, smallest first: 320x180, 640x360, and but for `low`, whose camera gives no more, 1280x720. The standard
 * bitrates are what OpenH264 needs at these sizes for a talking head without blocks; each step is about three times the
 * one below, as the pixels are four times. `high` doubles them.
 */
export const cameraEncodings: Readonly<Record<CameraPreset, readonly H264Encoding[]>> = {
  low: [
    { rid: 'q', maxBitrate: 100_000, maxFramerate: 15, scaleResolutionDownBy: 2 },
    { rid: 'h', maxBitrate: 350_000, maxFramerate: 15, scaleResolutionDownBy: 1 },
  ],
  standard: [
    { rid: 'q', maxBitrate: 150_000, maxFramerate: 15, scaleResolutionDownBy: 4 },
    { rid: 'h', maxBitrate: 500_000, maxFramerate: 30, scaleResolutionDownBy: 2 },
    { rid: 'f', maxBitrate: 1_500_000, maxFramerate: 30, scaleResolutionDownBy: 1 },
  ],
  high: [
    { rid: 'q', maxBitrate: 300_000, maxFramerate: 30, scaleResolutionDownBy: 4 },
    { rid: 'h', maxBitrate: 1_000_000, maxFramerate: 30, scaleResolutionDownBy: 2 },
    { rid: 'f', maxBitrate: 3_000_000, maxFramerate: 30, scaleResolutionDownBy: 1 },
  ],
};

/** Widths of the camera's layers in pixels, smallest first; a tile asks for the one that fills it, the server gives what there is. */
export const cameraLayerWidths: readonly number[] = [320, 640, 1280];

/**
 * One size for a screen: every viewer needs the letters. Text changes seldom and must be sharp; a viewer with a narrow line
 * gets fewer pictures of it, not smaller ones.
 */
export const screenEncodings: Readonly<Record<ScreenMode, readonly H264Encoding[]>> = {
  text: [{ maxBitrate: 2_500_000, maxFramerate: 15, scalabilityMode: 'L1T3' }],
  motion: [{ maxBitrate: 3_000_000, maxFramerate: 30 }],
};

/**
 * For `transport.produce({ codecOptions })` of a screen: without it the sender feels its way up from 300 kbit/s, and the first
 * seconds of a page are a blur. In kbit/s; a line that is slower brings it down within a second.
 */
export const screenCodecOptions = { videoGoogleStartBitrate: 2000 } as const;
