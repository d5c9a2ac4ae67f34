// The bytes inside the audio carrier when the codec is Speex: new frames of 20 ms, and copies of earlier ones against loss.
// Written by the sender's encoded transform, read by the receiver's and by the load tester; see ARCHITECTURE.
//
//   0       version (high 4 bits), number of new frames (low 4 bits)
//   1       number of copies (high 4 bits), band: 0 narrowband, 1 wideband, 2 ultra-wideband (low 4 bits)
//   2..3    sequence number of the last new frame, modulo 65536, big-endian
//   then    per new frame, oldest first: length (1 byte; 0: nothing was sent, silence), bytes
//   then    per copy, oldest first: how many frames before the first new one it was (1 byte, 1: directly before), length, bytes

/** 1 had only copies of the frames directly before. */
const version = 2;
const headerBytes = 4;
/** Frames one packet can carry, new ones and copies: at Speex's usual 70 bytes they stay well below 1200 bytes. */
export const voicePacketFramesMax = 12;
/** An encoded frame fits its length byte; Speex's largest (ultra-wideband, quality 10) has 106 bytes. */
export const voiceFrameMaxBytes = 255;
/** How far before the first new frame a copy may have been: 5 s. */
export const voiceCopyDistanceMax = 255;

export const speexBands = ['narrowband', 'wideband', 'ultra-wideband'] as const;
export type SpeexBand = (typeof speexBands)[number];

/** A frame that was sent before and rides along against loss. */
export interface VoiceCopy {
  /** Frames between it and the first new one, plus one: 1..255. */
  readonly distance: number;
  readonly frame: Uint8Array;
}

export interface VoicePacket {
  readonly band: SpeexBand;
  /** Sequence number of the last new frame, 0..65535; the one before it in `frames` has one less, modulo 65536. */
  readonly lastSequence: number;
  /** Encoded frames that were not sent before, oldest first; an empty one means silence. */
  readonly frames: readonly Uint8Array[];
  /** Oldest first. */
  readonly copies: readonly VoiceCopy[];
}

/**
 * Packs encoded frames.
 * @throws RangeError when there are more than 12 frames and copies, a frame is longer than 255 bytes, or a copy's distance is
 * not 1..255
 */
export function writeVoicePacket({
  band,
  lastSequence,
  frames,
  copies,
}: VoicePacket): Uint8Array<ArrayBuffer> {
  if (frames.length + copies.length > voicePacketFramesMax) {
    throw new RangeError(`A voice packet carries at most ${voicePacketFramesMax} frames.`);
  }
  const bytes = new Uint8Array(
    headerBytes +
      frames.reduce((sum, frame) => sum + 1 + frame.length, 0) +
      copies.reduce((sum, { frame }) => sum + 2 + frame.length, 0),
  );
  bytes[0] = (version << 4) | frames.length;
  bytes[1] = (copies.length << 4) | speexBands.indexOf(band);
  bytes[2] = (lastSequence >> 8) & 0xff;
  bytes[3] = lastSequence & 0xff;
  let offset = headerBytes;
  const append = (frame: Uint8Array) => {
    if (frame.length > voiceFrameMaxBytes) {
      throw new RangeError(`An encoded voice frame has at most ${voiceFrameMaxBytes} bytes.`);
    }
    bytes[offset] = frame.length;
    bytes.set(frame, offset + 1);
    offset += 1 + frame.length;
  };
  for (const frame of frames) append(frame);
  for (const { distance, frame } of copies) {
    if (distance < 1 || distance > voiceCopyDistanceMax) {
      throw new RangeError(`A copy is 1 to ${voiceCopyDistanceMax} frames older than what is new.`);
    }
    bytes[offset] = distance;
    offset += 1;
    append(frame);
  }
  return bytes;
}

/** Unpacks a packet; `undefined` for anything that is not one, to the last byte. The frames are views of `bytes`. */
export function readVoicePacket(bytes: Uint8Array): VoicePacket | undefined {
  const [first, second, high, low] = bytes;
  if (first === undefined || second === undefined || high === undefined || low === undefined)
    return undefined;
  const band = speexBands[second & 0x0f];
  const [frameCount, copyCount] = [first & 0x0f, second >> 4];
  if (first >> 4 !== version || band === undefined) return undefined;
  if (frameCount + copyCount > voicePacketFramesMax) return undefined;
  const frames: Uint8Array[] = [];
  const copies: VoiceCopy[] = [];
  let offset = headerBytes;
  for (let index = 0; index < frameCount; index += 1) {
    const frame = readFrame(bytes, offset);
    if (frame === undefined) return undefined;
    frames.push(frame);
    offset += 1 + frame.length;
  }
  for (let index = 0; index < copyCount; index += 1) {
    const distance = bytes[offset] ?? 0;
    const frame = readFrame(bytes, offset + 1);
    if (frame === undefined || distance === 0) return undefined;
    copies.push({ distance, frame });
    offset += 2 + frame.length;
  }
  return offset === bytes.length ? { band, lastSequence: (high << 8) | low, frames, copies } : undefined;
}

/** The frame whose length stands at the offset; `undefined` when the bytes end before it does. */
function readFrame(bytes: Uint8Array, offset: number): Uint8Array | undefined {
  const length = bytes[offset];
  if (length === undefined || offset + 1 + length > bytes.length) return undefined;
  return bytes.subarray(offset + 1, offset + 1 + length);
}
