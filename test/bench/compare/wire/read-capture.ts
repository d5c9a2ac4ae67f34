// Reads what tcpdump wrote: UDP packets over IPv4 on an interface that looks like Ethernet, with their first bytes. Pure.
// The format is pcap's with nanoseconds (draft-ietf-opsawg-pcap).

export interface CapturedPacket {
  /** When the kernel saw it, in milliseconds since 1970. */
  readonly atMs: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Length of its whole UDP payload; `head` may be only its beginning. */
  readonly payloadBytes: number;
  readonly head: Uint8Array;
}

const magicWithNanoseconds = 0xa1b23c4d;
const fileHeadBytes = 24;
const recordHeadBytes = 16;
const ethernetBytes = 14;
const udpBytes = 8;

/** @throws Error when it is no capture, or one without nanoseconds */
export function readCapture(file: Uint8Array): CapturedPacket[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < fileHeadBytes || view.getUint32(0, true) !== magicWithNanoseconds)
    throw new Error('This is no capture with nanoseconds.');
  const packets: CapturedPacket[] = [];
  for (let at = fileHeadBytes; at + recordHeadBytes <= file.length; ) {
    const [seconds, nanoseconds, keptBytes] = [0, 4, 8].map((offset) => view.getUint32(at + offset, true));
    const end = at + recordHeadBytes + (keptBytes ?? 0);
    // The last one may have been cut off with the program.
    if (end > file.length) break;
    const packet = readUdp(file.subarray(at + recordHeadBytes, end));
    if (packet) packets.push({ ...packet, atMs: 1000 * (seconds ?? 0) + (nanoseconds ?? 0) / 1e6 });
    at = end;
  }
  return packets;
}

function readUdp(frame: Uint8Array): Omit<CapturedPacket, 'atMs'> | undefined {
  const ipBytes = 4 * ((frame[ethernetBytes] ?? 0) & 0x0f);
  const udpAt = ethernetBytes + ipBytes;
  if (frame.length < udpAt + udpBytes) return undefined;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  return {
    sourcePort: view.getUint16(udpAt),
    destinationPort: view.getUint16(udpAt + 2),
    // UDP's own length is that of one segment where the kernel carries several as one.
    payloadBytes: view.getUint16(ethernetBytes + 2) - ipBytes - udpBytes,
    head: frame.subarray(udpAt + udpBytes),
  };
}
