// RTP and RTCP as bytes, as far as a simulated peer speaks them. Pure; used by the sources and by room-peer.

const rtpHeaderBytes = 12;
/** Seconds between 1900, where NTP's clock begins, and 1970. */
const ntpEpochSeconds = 2_208_988_800;

export interface RtpHeader {
  readonly payloadType: number;
  /** The last packet of a picture. */
  readonly marker: boolean;
  /** 0..65535. */
  readonly sequence: number;
  /** 0..2^32-1, in units of the format's clock. */
  readonly time: number;
  readonly ssrc: number;
  /** How loud the voice is, for RFC 6464's extension: 0 (loudest) to 127. */
  readonly level?: { readonly extensionId: number; readonly value: number };
}

/** Where the payload goes behind such a header. */
export function headerBytes({ level }: Pick<RtpHeader, 'level'>): number {
  return level === undefined ? rtpHeaderBytes : rtpHeaderBytes + 8;
}

/** Writes a header at the beginning of `bytes`; the payload is the caller's. @returns the offset of the payload */
export function writeRtpHeader(bytes: Buffer, header: RtpHeader): number {
  const { level } = header;
  bytes[0] = level === undefined ? 0x80 : 0x90;
  bytes[1] = (header.marker ? 0x80 : 0) | header.payloadType;
  bytes.writeUInt16BE(header.sequence, 2);
  bytes.writeUInt32BE(header.time, 4);
  bytes.writeUInt32BE(header.ssrc, 8);
  if (level !== undefined) {
    bytes.writeUInt32BE(0xbede_0001, 12);
    bytes.writeUInt32BE(((level.extensionId << 4) << 24) | (level.value << 16), 16);
  }
  return headerBytes(header);
}

/** Whether a packet is RTCP (RFC 5761). */
export function isRtcp(bytes: Uint8Array): boolean {
  const type = bytes[1] ?? 0;
  return type >= 192 && type <= 223;
}

/** Offset of the payload of an RTP packet. */
export function payloadOffset(bytes: Buffer): number {
  const first = bytes[0] ?? 0;
  const contributors = rtpHeaderBytes + 4 * (first & 0x0f);
  const hasExtension = (first & 0x10) !== 0 && bytes.length >= contributors + 4;
  return hasExtension ? contributors + 4 + 4 * bytes.readUInt16BE(contributors + 2) : contributors;
}

/** The streams whose key frame a compound RTCP packet requests (PLI of RFC 4585, FIR of RFC 5104). */
export function readKeyFrameRequests(bytes: Buffer): number[] {
  const wishes: number[] = [];
  for (let offset = 0; offset + 12 <= bytes.length; ) {
    const format = (bytes[offset] ?? 0) & 0x1f;
    const length = 4 * (bytes.readUInt16BE(offset + 2) + 1);
    const isPayloadSpecific = bytes[offset + 1] === 206;
    if (isPayloadSpecific && format === 1) wishes.push(bytes.readUInt32BE(offset + 8));
    if (isPayloadSpecific && format === 4 && offset + 16 <= bytes.length) {
      wishes.push(bytes.readUInt32BE(offset + 12));
    }
    offset += length;
  }
  return wishes;
}

export interface SenderReport {
  readonly ssrc: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** The RTP time of that moment. */
  readonly time: number;
  readonly packets: number;
  readonly bytes: number;
}

/** A sender report (RFC 3550), by which the relay lines up the layers of a picture. */
export function writeSenderReport(report: SenderReport): Buffer {
  const bytes = Buffer.alloc(28);
  bytes[0] = 0x80;
  bytes[1] = 200;
  bytes.writeUInt16BE(6, 2);
  bytes.writeUInt32BE(report.ssrc, 4);
  const seconds = Math.floor(report.atMs / 1000);
  bytes.writeUInt32BE((seconds + ntpEpochSeconds) >>> 0, 8);
  bytes.writeUInt32BE(Math.floor(((report.atMs - seconds * 1000) / 1000) * 2 ** 32) >>> 0, 12);
  bytes.writeUInt32BE(report.time >>> 0, 16);
  bytes.writeUInt32BE(report.packets >>> 0, 20);
  bytes.writeUInt32BE(report.bytes >>> 0, 24);
  return bytes;
}
