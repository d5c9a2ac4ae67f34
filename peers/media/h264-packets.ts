// H.264 as RTP packets (RFC 6184): cuts a clip into frames and frames into packets, each with room for the time of sending. Pure.
import { letterStampBytes } from './stamp.ts';

/** Payload of a packet: with headers, SRTP and UDP it stays below what every connection takes whole. */
export const payloadMaxBytes = 1100;

export const nalType = {
  slice: 1,
  keySlice: 5,
  sei: 6,
  sps: 7,
  pps: 8,
  delimiter: 9,
  stapA: 24,
  fuA: 28,
} as const;

/** Marks our message among others of its kind (any 16 bytes without zeros). */
export const stampUuid = Buffer.from('plenum-load-time', 'latin1');
/** Of the message (user_data_unregistered, type 5) before its 16 letters. */
export const seiPrefix = Buffer.concat([
  Buffer.from([nalType.sei, 5, stampUuid.length + letterStampBytes]),
  stampUuid,
]);
const seiBytes = seiPrefix.length + letterStampBytes + 1;

/** A frame, ready to be sent but for its time. */
export interface PacketizedFrame {
  readonly isKey: boolean;
  readonly payloads: readonly Buffer[];
  /** Where in the first payload the time goes. */
  readonly stampOffset: number;
}

/** The frames of an Annex B stream in which every frame begins with a delimiter. */
export function splitFrames(stream: Buffer): Buffer[][] {
  const frames: Buffer[][] = [];
  for (const nal of splitNals(stream)) {
    const type = (nal[0] ?? 0) & 0x1f;
    if (type === nalType.delimiter) frames.push([]);
    else if (type !== nalType.sei) frames.at(-1)?.push(nal);
  }
  return frames.filter((frame) => frame.length > 0);
}

/** The NAL units between start codes. */
function splitNals(stream: Buffer): Buffer[] {
  const nals: Buffer[] = [];
  const startCode = Buffer.from([0, 0, 1]);
  for (let start = stream.indexOf(startCode); start !== -1; ) {
    const next = stream.indexOf(startCode, start + 3);
    let end = next === -1 ? stream.length : next;
    // Zeros before a start code belong to it: a NAL unit never ends with one.
    while (stream[end - 1] === 0) end -= 1;
    nals.push(stream.subarray(start + 3, end));
    start = next;
  }
  return nals;
}

/** What is small goes together into the first packet, behind the time; large slices are cut into fragments. */
export function packetizeFrame(nals: readonly Buffer[]): PacketizedFrame {
  const sei = Buffer.concat([seiPrefix, Buffer.alloc(letterStampBytes, '0'), Buffer.of(0x80)]);
  const together: Buffer[] = [];
  const fragments: Buffer[] = [];
  let togetherBytes = 1 + 2 + seiBytes;
  const isKey = nals.some((nal) => typeOf(nal) === nalType.keySlice);
  for (const nal of nals) {
    if (fragments.length === 0 && togetherBytes + 2 + nal.length <= payloadMaxBytes) {
      together.push(nal);
      togetherBytes += 2 + nal.length;
    } else {
      fragments.push(...fragment(nal));
    }
  }
  const parameterSets = together.filter((nal) => isParameterSet(nal));
  const slices = together.filter((nal) => !isParameterSet(nal));
  const first = aggregate([...parameterSets, sei, ...slices]);
  const before = parameterSets.reduce((sum, nal) => sum + 2 + nal.length, 0);
  const stampOffset = 1 + before + 2 + seiPrefix.length;
  return { isKey, payloads: [first, ...fragments], stampOffset };
}

function aggregate(nals: readonly Buffer[]): Buffer {
  const header = Math.max(...nals.map((nal) => (nal[0] ?? 0) & 0x60)) | nalType.stapA;
  const parts = nals.flatMap((nal) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(nal.length);
    return [length, nal];
  });
  return Buffer.concat([Buffer.of(header), ...parts]);
}

/** FU-A: each fragment says whether it is the first or the last. */
function fragment(nal: Buffer): Buffer[] {
  const header = nal[0] ?? 0;
  const bytesEach = payloadMaxBytes - 2;
  const fragments: Buffer[] = [];
  for (let from = 1; from < nal.length; from += bytesEach) {
    const isLast = from + bytesEach >= nal.length;
    const marks = (from === 1 ? 0x80 : 0) | (isLast ? 0x40 : 0);
    const indicator = Buffer.of((header & 0xe0) | nalType.fuA, marks | (header & 0x1f));
    fragments.push(Buffer.concat([indicator, nal.subarray(from, from + bytesEach)]));
  }
  return fragments;
}

function typeOf(nal: Buffer): number {
  return (nal[0] ?? 0) & 0x1f;
}

function isParameterSet(nal: Buffer): boolean {
  return typeOf(nal) === nalType.sps || typeOf(nal) === nalType.pps;
}
