// When something was sent, as bytes inside what is sent. Written by publishers, read by watchers.

const hexDigits = 16;
/** Bytes of the stamp of a picture: hexadecimal letters, among which H.264 finds none of its own signs. */
export const letterStampBytes = hexDigits;
/** Bytes of the stamp of a voice. */
export const voiceStampBytes = 8;

/** Milliseconds on the machine's one clock that never goes back, the same in all its processes. */
export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** @param atMs any time from 0 */
export function writeVoiceStamp(bytes: Uint8Array, atMs: number): void {
  new DataView(bytes.buffer, bytes.byteOffset).setFloat64(0, atMs);
}

/**
 * The stamp in a voice packet, which is the last of its copies.
 * @param packet of protocol/voice-packet.ts
 * @returns milliseconds, `undefined` when it carries none
 */
export function readVoiceStamp(packet: Uint8Array): number | undefined {
  const copies = (packet[1] ?? 0) >> 4;
  const offset = packet.length - voiceStampBytes;
  if (copies === 0 || packet[offset - 1] !== voiceStampBytes) return undefined;
  const atMs = new DataView(packet.buffer, packet.byteOffset + offset).getFloat64(0);
  return Number.isFinite(atMs) ? atMs : undefined;
}

/** Sixteen hexadecimal letters of microseconds. @param offset where in `bytes` */
export function writeLetterStamp(bytes: Uint8Array, offset: number, atMs: number): void {
  const letters = Math.round(atMs * 1000)
    .toString(16)
    .padStart(hexDigits, '0');
  for (let index = 0; index < hexDigits; index += 1) bytes[offset + index] = letters.charCodeAt(index);
}

/** @returns milliseconds, `undefined` when there is no stamp at `offset` */
export function readLetterStamp(bytes: Uint8Array, offset: number): number | undefined {
  const letters = String.fromCharCode(...bytes.subarray(offset, offset + hexDigits));
  return /^[0-9a-f]{16}$/.test(letters) ? Number.parseInt(letters, 16) / 1000 : undefined;
}
