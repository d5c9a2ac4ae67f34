// Number and time of sending at the end of each payload, so that every relay's losses and delays are seen alike. Pure; used by parts.

/** 4 bytes of number, 8 of time. */
export const packetStampBytes = 12;

export interface PacketStamp {
  /** 0..2^32-1. */
  readonly sequence: number;
  /** When it was sent, in milliseconds on the clock of `peers/media/stamp.ts`. */
  readonly atMs: number;
}

/** Writes into the last 12 bytes. */
export function writePacketStamp(payload: Uint8Array, { sequence, atMs }: PacketStamp): void {
  const view = new DataView(payload.buffer, payload.byteOffset + payload.length - packetStampBytes);
  view.setUint32(0, sequence);
  view.setFloat64(4, atMs);
}

/** @returns nothing of a payload that is shorter than a stamp */
export function readPacketStamp(payload: Uint8Array): PacketStamp | undefined {
  if (payload.length < packetStampBytes) return undefined;
  const view = new DataView(payload.buffer, payload.byteOffset + payload.length - packetStampBytes);
  return { sequence: view.getUint32(0), atMs: view.getFloat64(4) };
}
