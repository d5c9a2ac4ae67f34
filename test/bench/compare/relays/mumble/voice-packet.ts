// Mumble's UDP packets before they are sealed (protocol of version 1.3): voice, which the server forwards, and pings, which it gives
// back. Used by mumble.ts. The server looks at none of the sound, so any bytes pass as Opus.

const typeShift = 5;
const pingType = 1;
const opusType = 4;

/** What a listener receives. */
export interface HeardPacket {
  /** The session of the speaker. */
  readonly session: number;
  /** In units of 10 ms of sound. */
  readonly sequence: number;
  readonly frame: Buffer;
}

/** @param sequence from 0, in units of 10 ms of sound @param frame shorter than 8192 bytes */
export function writeVoice(sequence: number, frame: Uint8Array): Buffer {
  const head = [opusType << typeShift, ...varint(sequence), ...varint(frame.length)];
  return Buffer.concat([Buffer.from(head), frame]);
}

/** @returns what the server gives back as it is */
export function writePing(): Buffer {
  return Buffer.from([pingType << typeShift, ...varint(0)]);
}

/** @returns `undefined` for pings and for what is cut off */
export function readVoice(packet: Buffer): HeardPacket | undefined {
  if (packet.length === 0 || packet.readUInt8(0) >> typeShift !== opusType) return undefined;
  try {
    const session = readVarint(packet, 1);
    const sequence = readVarint(packet, session.end);
    const length = readVarint(packet, sequence.end);
    const frame = packet.subarray(length.end, length.end + length.value);
    if (frame.length < length.value) return undefined;
    return { session: session.value, sequence: sequence.value, frame };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Mumble's own numbers of variable length: the leading ones of the first byte say how many follow. */
function varint(value: number): number[] {
  if (value < 0x80) return [value];
  if (value < 0x4000) return [0x80 | (value >> 8), value & 0xff];
  if (value < 0x20_0000) return [0xc0 | (value >> 16), (value >> 8) & 0xff, value & 0xff];
  return [0xf0, (value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

/** @throws RangeError when the packet ends before the number does */
function readVarint(packet: Buffer, offset: number): { value: number; end: number } {
  const first = packet.readUInt8(offset);
  if (first < 0x80) return { value: first, end: offset + 1 };
  if (first < 0xc0) return { value: packet.readUInt16BE(offset) & 0x3fff, end: offset + 2 };
  if (first < 0xe0) return { value: packet.readUIntBE(offset, 3) & 0x1f_ffff, end: offset + 3 };
  if (first < 0xf0) return { value: packet.readUInt32BE(offset) & 0xfff_ffff, end: offset + 4 };
  return { value: packet.readUInt32BE(offset + 1), end: offset + 5 };
}
