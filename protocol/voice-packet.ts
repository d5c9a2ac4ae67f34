// The bytes inside the audio carrier when the codec is Speex: a small header and 0..7 encoded frames of 20 ms.
// Written by the sender's encoded transform, read by the receiver's and by the load tester; see ARCHITECTURE.
//
//   0       version (high 4 bits), number of frames (low 4 bits)
//   1       how many of the frames, the first ones, are copies of frames sent before (high 4 bits),
//           band: 0 narrowband, 1 wideband, 2 ultra-wideband (low 4 bits)
//   2..3    sequence number of the last frame in the packet, modulo 65536, big-endian
//   then    per frame, oldest first: length (1 byte; 0: nothing was sent, silence), bytes

const version = 1;
const headerBytes = 4;
/** Frames one packet can carry: new ones, and copies of earlier ones against loss. */
export const voicePacketFramesMax = 7;
/** An encoded frame fits its length byte; Speex's largest (ultra-wideband, quality 10) has 106 bytes. */
export const voiceFrameMaxBytes = 255;

export const speexBands = ['narrowband', 'wideband', 'ultra-wideband'] as const;
export type SpeexBand = (typeof speexBands)[number];

export interface VoicePacket {
  readonly band: SpeexBand;
  /** Sequence number of the last frame, 0..65535; the one before it in `frames` has one less, modulo 65536. */
  readonly lastSequence: number;
  /** So many frames, counted from the oldest, were sent before and ride along against loss. */
  readonly copies: number;
  /** Encoded frames, oldest first; an empty one means silence. */
  readonly frames: readonly Uint8Array[];
}

/**
 * Packs encoded frames.
 * @throws RangeError when there are more than 7 frames, more copies than frames, or a frame longer than 255 bytes
 */
export function writeVoicePacket(packet: VoicePacket): Uint8Array<ArrayBuffer> {
  if (packet.frames.length > voicePacketFramesMax) {
    throw new RangeError(`A voice packet carries at most ${voicePacketFramesMax} frames.`);
  }
  if (packet.copies > packet.frames.length) throw new RangeError('Every copy is one of the frames.');
  const size = packet.frames.reduce((sum, frame) => sum + 1 + frame.length, headerBytes);
  const bytes = new Uint8Array(size);
  bytes[0] = (version << 4) | packet.frames.length;
  bytes[1] = (packet.copies << 4) | speexBands.indexOf(packet.band);
  bytes[2] = (packet.lastSequence >> 8) & 0xff;
  bytes[3] = packet.lastSequence & 0xff;
  let offset = headerBytes;
  for (const frame of packet.frames) {
    if (frame.length > voiceFrameMaxBytes) {
      throw new RangeError(`An encoded voice frame has at most ${voiceFrameMaxBytes} bytes.`);
    }
    bytes[offset] = frame.length;
    bytes.set(frame, offset + 1);
    offset += 1 + frame.length;
  }
  return bytes;
}

/** Unpacks a packet; `undefined` for anything that is not one, to the last byte. The frames are views of `bytes`. */
export function readVoicePacket(bytes: Uint8Array): VoicePacket | undefined {
  const [first, second, high, low] = bytes;
  if (first === undefined || second === undefined || high === undefined || low === undefined)
    return undefined;
  const band = speexBands[second & 0x0f];
  const copies = second >> 4;
  const count = first & 0x0f;
  if (first >> 4 !== version || band === undefined || count > voicePacketFramesMax) return undefined;
  if (copies > count) return undefined;
  const frames: Uint8Array[] = [];
  let offset = headerBytes;
  for (let index = 0; index < count; index += 1) {
    const length = bytes[offset];
    if (length === undefined || offset + 1 + length > bytes.length) return undefined;
    frames.push(bytes.subarray(offset + 1, offset + 1 + length));
    offset += 1 + length;
  }
  return offset === bytes.length ? { band, lastSequence: (high << 8) | low, copies, frames } : undefined;
}
