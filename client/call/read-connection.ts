// What browsers report of both transports, as one measurement of this connection. Pure; used by media-connection and h264-layers.
import type { PeerInfo } from '../../protocol/room/roster.ts';

/** One measurement of this client's connection. */
export interface ConnectionSample {
  /** Packets of any kind from the server since the transports were opened; `undefined` where browsers do not count them. */
  readonly packetsReceived: number | undefined;
  /** By stream, as the relay reports what it gets from here. */
  readonly sent: ReadonlyMap<string, Counts>;
  /** By sender. */
  readonly received: ReadonlyMap<string, Counts>;
  /** To the server and back; `undefined` before the first answer. */
  readonly roundTripMs: number | undefined;
  /** What the connection is thought to carry up, while a camera or screen is sent as H.264. */
  readonly pictureUplinkBps: number | undefined;
}

/** Packets since the beginning that should have arrived, and those among them that were lost. */
export interface Counts {
  readonly expected: number;
  readonly lost: number;
}

/** The entries of reports as far as they are read here; W3C "Identifiers for WebRTC's Statistics API". */
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly kind?: string;
  readonly mid?: string;
  readonly packetsSent?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly localId?: string;
  readonly selectedCandidatePairId?: string;
  readonly currentRoundTripTime?: number;
  readonly availableOutgoingBitrate?: number;
}

export type Report = ReadonlyMap<string, unknown>;

/** A stream that is received: whose it is, and by which section of the connection it comes. */
export interface ReceivedStream {
  readonly mid: string;
  readonly peer: Pick<PeerInfo, 'peerId' | 'trouble'>;
}

/** @param streams all that are received; those of people with trouble of their own tell nothing of this connection */
export function readConnection(
  send: Report,
  receive: Report,
  streams: readonly ReceivedStream[],
): ConnectionSample {
  const [up, down] = [entriesOf(send), entriesOf(receive)];
  const pairs = [up, down].flatMap((entries) => selectedPair(entries) ?? []);
  const roundTripsMs = pairs.flatMap(({ currentRoundTripTime: seconds }) =>
    seconds === undefined ? [] : [1000 * seconds],
  );
  const packets = [up, down].flatMap((entries) => entries.flatMap(transportPackets));
  const sendsPictures = up.some(({ type, kind }) => type === 'outbound-rtp' && kind === 'video');
  return {
    packetsReceived: packets.length === 0 ? undefined : packets.reduce((total, count) => total + count, 0),
    sent: sentCounts(up),
    received: receivedCounts(down, streams),
    roundTripMs: roundTripsMs.length === 0 ? undefined : Math.max(...roundTripsMs),
    pictureUplinkBps: sendsPictures ? readUplinkBps(send) : undefined,
  };
}

/** What the browser believes that the connection carries up, all sources together, in bits a second. */
export function readUplinkBps(send: Report): number | undefined {
  return selectedPair(entriesOf(send))?.availableOutgoingBitrate;
}

function entriesOf(report: Report): Entry[] {
  return Array.from(report.values()) as Entry[];
}

/** After a change of network there are several pairs; this is the one that packets take now. */
export function selectedPair(entries: readonly Entry[]): Entry | undefined {
  const selectedId = entries.find(({ type }) => type === 'transport')?.selectedCandidatePairId;
  return entries.find(({ id }) => id === selectedId);
}

function transportPackets({ type, packetsReceived }: Entry): number[] {
  return type === 'transport' && packetsReceived !== undefined ? [packetsReceived] : [];
}

function sentCounts(entries: readonly Entry[]): Map<string, Counts> {
  const reported = entries.filter(({ type }) => type === 'remote-inbound-rtp');
  return new Map(
    reported.map(({ id, localId, packetsLost = 0 }) => {
      const expected = entries.find((entry) => entry.id === localId)?.packetsSent ?? 0;
      return [id, { expected, lost: Math.max(0, packetsLost) }];
    }),
  );
}

function receivedCounts(entries: readonly Entry[], streams: readonly ReceivedStream[]): Map<string, Counts> {
  const bySender = new Map<string, Counts>();
  for (const { mid, peer } of streams) {
    const inbound = entries.find((entry) => entry.type === 'inbound-rtp' && entry.mid === mid);
    if (!inbound || peer.trouble) continue;
    const before = bySender.get(peer.peerId) ?? { expected: 0, lost: 0 };
    // Negative where packets came twice.
    const lost = Math.max(0, inbound.packetsLost ?? 0);
    bySender.set(peer.peerId, {
      expected: before.expected + lost + (inbound.packetsReceived ?? 0),
      lost: before.lost + lost,
    });
  }
  return bySender;
}
