// Arithmetic of the 16-bit numbers that voice frames have; used by voice-jitter-buffer.

/** How far a 16-bit sequence number lies ahead of a number (negative: behind), the shorter way round. */
export function signedDistance(from: number, sequence: number): number {
  return ((sequence - from + 0x8000) & 0xffff) - 0x8000;
}
