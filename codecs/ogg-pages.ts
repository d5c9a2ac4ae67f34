// Pages of an Ogg stream, written and read. RFC 3533. Own: no package of the registry writes Ogg in a browser without an encoder.

export type Bytes = Uint8Array<ArrayBuffer>;

const headerBytes = 27;
/** A page has so many segments of at most 255 bytes each. */
const segmentsMax = 255;

/** CRC-32 with polynomial 0x04c11db7, unreflected, from 0: the one of Ogg, not that of zip. */
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
  return crc;
});

function crcOf(page: Bytes): number {
  let crc = 0;
  for (const byte of page) crc = (crc << 8) ^ (crcTable[((crc >>> 24) ^ byte) & 0xff] ?? 0);
  return crc >>> 0;
}

export interface OggPage {
  /** Whole packets. */
  readonly packets: readonly Bytes[];
  /** Samples up to the end of the page; 0 of headers. */
  readonly granule: number;
  readonly sequence: number;
  readonly serial: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** @throws RangeError when the packets do not fit one page */
export function writeOggPage({ packets, granule, sequence, serial, isFirst, isLast }: OggPage): Bytes {
  const lengths = packets.flatMap(({ length }) => [
    ...Array.from({ length: Math.floor(length / 255) }, () => 255),
    length % 255,
  ]);
  if (lengths.length > segmentsMax) throw new RangeError('An Ogg page has at most 255 segments.');
  const start = headerBytes + lengths.length;
  const page = new Uint8Array(start + packets.reduce((sum, { length }) => sum + length, 0));
  const view = new DataView(page.buffer);
  page.set([0x4f, 0x67, 0x67, 0x53]);
  page[5] = (isFirst ? 2 : 0) | (isLast ? 4 : 0);
  view.setBigInt64(6, BigInt(granule), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, sequence, true);
  page[26] = lengths.length;
  page.set(lengths, headerBytes);
  let at = start;
  for (const packet of packets) {
    page.set(packet, at);
    at += packet.length;
  }
  view.setUint32(22, crcOf(page), true);
  return page;
}

/** The pages of a file up to the first that is broken or cut short; a packet that goes over pages is no part of any. */
export function* readOggPages(file: Bytes): Generator<OggPage> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 0; at + headerBytes <= file.length; ) {
    if (view.getUint32(at) !== 0x4f676753) return;
    const segments = file[at + 26] ?? 0;
    const start = at + headerBytes + segments;
    const lengths = file.subarray(at + headerBytes, start);
    const end = start + lengths.reduce((sum, length) => sum + length, 0);
    if (end > file.length) return;
    const page = file.slice(at, end);
    new DataView(page.buffer).setUint32(22, 0, true);
    if (crcOf(page) !== view.getUint32(at + 22, true)) return;
    const flags = file[at + 5] ?? 0;
    yield {
      packets: packetsOf(file, start, lengths),
      granule: Number(view.getBigInt64(at + 6, true)),
      serial: view.getUint32(at + 14, true),
      sequence: view.getUint32(at + 18, true),
      isFirst: (flags & 2) !== 0,
      isLast: (flags & 4) !== 0,
    };
    at = end;
  }
}

function packetsOf(file: Bytes, start: number, lengths: Bytes): Bytes[] {
  const packets: Bytes[] = [];
  let [from, at] = [start, start];
  for (const length of lengths) {
    at += length;
    if (length === 255) continue;
    packets.push(file.slice(from, at));
    from = at;
  }
  return packets;
}
