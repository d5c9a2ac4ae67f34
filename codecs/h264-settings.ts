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

/**
 * Layers of a 1280x720 camera, smallest first: 320x180, 640x360, 1280x720. Bitrates follow what OpenH264 needs at these sizes
 * for a talking head without blocks; each step is about three times the one below, as the pixels are four times.
 */
export const cameraEncodings: readonly H264Encoding[] = [
  { rid: 'q', maxBitrate: 150_000, maxFramerate: 15, scaleResolutionDownBy: 4 },
  { rid: 'h', maxBitrate: 500_000, maxFramerate: 30, scaleResolutionDownBy: 2 },
  { rid: 'f', maxBitrate: 1_500_000, maxFramerate: 30, scaleResolutionDownBy: 1 },
];

/** Widths of the camera's layers in pixels, smallest first; a tile asks for the one that fills it. */
export const cameraLayerWidths: readonly number[] = [320, 640, 1280];

/** One layer for a screen: every viewer needs the letters, thus the full size. Text changes seldom and must be sharp. */
export const screenEncodings: Readonly<Record<'text' | 'motion', readonly H264Encoding[]>> = {
  text: [{ maxBitrate: 2_500_000, maxFramerate: 15 }],
  motion: [{ maxBitrate: 3_000_000, maxFramerate: 30 }],
};
