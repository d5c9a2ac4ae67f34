// The figures of one own stream from what the browser reports of its sending. Pure; used by sample-streams.
import type { PeerInfo, SourceInfo } from '../../protocol/room/roster.ts';
import type { Carrier } from '../call/media-receiver.ts';
import type { StreamSample } from './meeting-model.ts';

/** What browsers report of a stream and of its way, as far as it is used here. */
export interface ReportEntry {
  readonly id: string;
  readonly type: string;
  readonly mid?: string;
  /** Of a report from the other end: the stream here that it is about. */
  readonly localId?: string;
  readonly dataChannelIdentifier?: number;
  readonly bytesReceived?: number;
  readonly bytesSent?: number;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
  readonly framesPerSecond?: number;
  readonly packetsReceived?: number;
  readonly packetsSent?: number;
  readonly packetsLost?: number;
  readonly jitterBufferDelay?: number;
  readonly jitterBufferEmittedCount?: number;
  readonly selectedCandidatePairId?: string;
  readonly currentRoundTripTime?: number;
}

interface Outbound {
  /** One per simulcast layer, or the channel. */
  readonly layers: readonly ReportEntry[];
  /** What the server says has not arrived, per layer. */
  readonly reports: readonly ReportEntry[];
}

export function findOutbound(entries: readonly ReportEntry[], carrier: Carrier | undefined): Outbound {
  if (!carrier) return { layers: [], reports: [] };
  const layers = entries.filter((entry) =>
    'mid' in carrier
      ? entry.type === 'outbound-rtp' && entry.mid === carrier.mid
      : entry.type === 'data-channel' && entry.dataChannelIdentifier === carrier.dataChannelIdentifier,
  );
  const ids = new Set<string | undefined>(layers.map(({ id }) => id));
  const reports = entries.filter(({ type, localId }) => type === 'remote-inbound-rtp' && ids.has(localId));
  return { layers, reports };
}

/** All layers together; the picture is that of the largest which goes out. */
export function sampleSent(
  { peerId, nickname }: PeerInfo,
  { producerId, source, codec }: SourceInfo,
  { layers, reports }: Outbound,
): Omit<StreamSample, 'takenAtMs' | 'roundTripMs'> {
  const lost = sum(reports.map(({ packetsLost }) => packetsLost));
  const live = layers.filter(({ framesPerSecond = 0 }) => framesPerSecond > 0);
  const largest = live.toSorted((left, right) => (right.frameWidth ?? 0) - (left.frameWidth ?? 0))[0];
  return {
    key: producerId,
    direction: 'sent',
    peerId,
    nickname,
    source,
    codec,
    bytes: layers.length === 0 ? undefined : sum(layers.map(({ bytesSent }) => bytesSent)),
    received: Math.max(0, sum(layers.map(({ packetsSent }) => packetsSent)) - lost),
    lost,
    delayMs: undefined,
    buffered: undefined,
    layer: source === 'camera' && live.length > 0 ? live.length - 1 : undefined,
    picture: largest && {
      width: largest.frameWidth ?? 0,
      height: largest.frameHeight ?? 0,
      framesPerSecond: largest.framesPerSecond ?? 0,
    },
  };
}

function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
