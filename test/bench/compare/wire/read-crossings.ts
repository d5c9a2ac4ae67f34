// How long a relay keeps the packets of one stream: from the moment that the kernel hands it one to the moment that the kernel has its
// copy for a receiver. Pure; used by the delay part.
import type { CapturedPacket } from './read-capture.ts';

/** One packet's way through the relay. */
export interface Crossing {
  /** How many packets of its stream were sent before it. */
  readonly number: number;
  /** When it went in, in milliseconds since 1970. */
  readonly inAtMs: number;
  readonly delayMs: number;
}

export interface Crossings {
  /** The packets of a stream that came out again, in the order in which they went in. */
  readonly crossings: readonly Crossing[];
  /** How many went in. */
  readonly sent: number;
}

/** When each packet of a stream was seen, by how much later its number is than the first one's. */
type SeenAt = ReadonlyMap<number, number>;

/**
 * Both streams are numbered from their first packet on, since a relay numbers anew: the capture has to begin before the first one.
 * @param ports of one sender and one receiver, who sends nothing
 */
export function readCrossings(packets: readonly CapturedPacket[], ports: ReadonlySet<number>): Crossings {
  const media = packets.filter(({ head }) => isMedia(head));
  const into = seenAt(media.filter(({ sourcePort }) => ports.has(sourcePort)));
  const outOf = seenAt(media.filter(({ destinationPort }) => ports.has(destinationPort)));
  const crossings = [...into].flatMap(([number, inAtMs]) => {
    const outAtMs = outOf.get(number);
    return outAtMs === undefined ? [] : [{ number, inAtMs, delayMs: outAtMs - inAtMs }];
  });
  return { crossings, sent: into.size };
}

/** RTP, not RTCP (RFC 5761), DTLS or STUN (RFC 7983). */
function isMedia(head: Uint8Array): boolean {
  const [first = 0, second = 0] = head;
  return head.length >= 12 && first >= 128 && first < 192 && (second < 192 || second > 223);
}

function seenAt(packets: readonly CapturedPacket[]): SeenAt {
  const stream = mainStream(packets);
  const first = stream[0] === undefined ? 0 : numberOf(stream[0]);
  const segmentBytes = Math.min(...stream.map(({ payloadBytes }) => payloadBytes));
  const seen = new Map<number, number>();
  for (const packet of stream) {
    // The kernel carries packets that were handed over together as one until they arrive, and shows the first one's head.
    const count = Math.max(1, Math.round(packet.payloadBytes / segmentBytes));
    for (let index = 0; index < count; index += 1) {
      seen.set((numberOf(packet) + index - first) & 0xffff, packet.atMs);
    }
  }
  return seen;
}

/** Without what a relay sends besides: repeated packets and probes have sources of their own. */
function mainStream(packets: readonly CapturedPacket[]): CapturedPacket[] {
  const bySource = Map.groupBy(packets, ({ head }) => viewOf(head).getUint32(8));
  return [...bySource.values()].toSorted((left, right) => right.length - left.length)[0] ?? [];
}

function numberOf({ head }: CapturedPacket): number {
  return viewOf(head).getUint16(2);
}

function viewOf(head: Uint8Array): DataView {
  return new DataView(head.buffer, head.byteOffset, head.byteLength);
}
