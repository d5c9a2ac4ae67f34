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
}

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

/** One layer for a screen: every viewer needs the letters, thus the full size. Text changes seldom and must be sharp. */
export const screenEncodings: Readonly<Record<'text' | 'motion', readonly H264Encoding[]>> = {
  text: [{ maxBitrate: 2_500_000, maxFramerate: 15 }],
  motion: [{ maxBitrate: 3_000_000, maxFramerate: 30 }],
};
