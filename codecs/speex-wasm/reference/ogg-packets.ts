// Takes the packets out of an Ogg file with one stream, such as speexenc writes; used by debian-speex.ts.

/** Bytes of a page before its table of segments. */
const pageHeaderBytes = 27;
/** A packet goes on in the next segment as long as segments are this long. */
const fullSegmentBytes = 255;

/**
 * @returns all packets, headers included
 * @throws Error when the bytes are not Ogg pages from the first to the last
 */
export function readOggPackets(file: Uint8Array): Uint8Array[] {
  const packets: Uint8Array[] = [];
  let unfinished: Uint8Array[] = [];
  for (let page = 0; page < file.length; ) {
    if (Buffer.from(file.subarray(page, page + 4)).toString('latin1') !== 'OggS') {
      throw new Error(`There is no Ogg page at byte ${page}.`);
    }
    const segments = file.subarray(page + pageHeaderBytes, page + pageHeaderBytes + (file[page + 26] ?? 0));
    let at = page + pageHeaderBytes + segments.length;
    for (const length of segments) {
      unfinished.push(file.subarray(at, at + length));
      at += length;
      if (length === fullSegmentBytes) continue;
      packets.push(Buffer.concat(unfinished));
      unfinished = [];
    }
    page = at;
  }
  return packets;
}
