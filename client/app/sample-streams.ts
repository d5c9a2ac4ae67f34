// One look at everything that is received and sent, for the statistics panel and the connection badges; asked once a second while open.
import { cameraLayerWidths } from '../../codecs/h264-settings.ts';
import type { PeerInfo, SourceInfo } from '../../protocol/room/roster.ts';
import type { Call } from '../call/call.ts';
import type { Carrier } from '../call/media-receiver.ts';
import { selectedPair } from '../call/read-connection.ts';
import type { MeetingState, StreamSample } from './meeting-model.ts';
import type { ReceivedMedia } from './received-media.ts';
import { findOutbound, type ReportEntry, sampleSent } from './sample-sent.ts';

/** What is sent, then the streams of all others, in the order of the room; outside a call there are none. */
export async function sampleStreams(
  { room }: MeetingState,
  received: ReceivedMedia,
  call: Call | undefined,
): Promise<StreamSample[]> {
  if (!room || !call) return [];
  const [receiveReport, sendReport] = await Promise.all([call.receiveReport(), call.sendReport()]);
  const takenAtMs = performance.now();
  const entries = entriesOf(receiveReport);
  const sentEntries = entriesOf(sendReport);
  const way = { takenAtMs, roundTripMs: roundTripOf(entries) };
  const ownWay = { takenAtMs, roundTripMs: roundTripOf(sentEntries) };
  const streams = room.peers.flatMap((peer) =>
    peer.sources.map((source) => {
      const carrier = call.carrierOf(source.producerId);
      return peer.peerId === room.selfPeerId
        ? { ...ownWay, ...sampleSent(peer, source, findOutbound(sentEntries, carrier)) }
        : { ...way, ...sampleStream(peer, source, received, findInbound(entries, carrier)) };
    }),
  );
  return streams.toSorted(
    (left, right) => Number(right.direction === 'sent') - Number(left.direction === 'sent'),
  );
}

function entriesOf(report: RTCStatsReport | undefined): ReportEntry[] {
  return Array.from(report?.values() ?? []) as ReportEntry[];
}

function roundTripOf(entries: readonly ReportEntry[]): number | undefined {
  const seconds = selectedPair(entries)?.currentRoundTripTime;
  return seconds && 1000 * seconds;
}

function findInbound(entries: readonly ReportEntry[], carrier: Carrier | undefined): ReportEntry | undefined {
  if (!carrier) return undefined;
  return 'mid' in carrier
    ? entries.find(({ type, mid }) => type === 'inbound-rtp' && mid === carrier.mid)
    : entries.find(
        ({ type, dataChannelIdentifier: id }) =>
          type === 'data-channel' && id === carrier.dataChannelIdentifier,
      );
}

function sampleStream(
  { peerId, nickname }: PeerInfo,
  { producerId, source, codec, size }: SourceInfo,
  received: ReceivedMedia,
  inbound: ReportEntry | undefined,
): Omit<StreamSample, 'takenAtMs' | 'roundTripMs'> {
  const voice = source === 'microphone' ? received.voiceStatsOf(producerId) : undefined;
  const picture =
    source === 'camera' || source === 'screen' ? received.pictureStatsOf(producerId) : undefined;
  return {
    key: producerId,
    direction: 'received',
    peerId,
    nickname,
    source,
    codec,
    bytes: inbound?.bytesReceived,
    received: voice?.received ?? inbound?.packetsReceived ?? 0,
    lost: voice?.lost ?? inbound?.packetsLost ?? 0,
    delayMs: voice?.delayMs,
    buffered: bufferedOf(inbound),
    layer:
      source === 'camera' && size ? nearestLayer(inbound?.frameWidth, cameraLayerWidths(size)) : undefined,
    picture: picture && {
      width: picture.width,
      height: picture.height,
      framesPerSecond: picture.framesPerSecond,
    },
  };
}

/** Senders short of power or bandwidth make a layer somewhat smaller than its name says. */
function nearestLayer(frameWidth: number | undefined, layerWidths: readonly number[]): number | undefined {
  if (frameWidth === undefined) return undefined;
  const distances = layerWidths.map((width) => Math.abs(width - frameWidth));
  return distances.indexOf(Math.min(...distances));
}

function bufferedOf(inbound: ReportEntry | undefined): StreamSample['buffered'] {
  const { jitterBufferDelay: seconds, jitterBufferEmittedCount: count } = inbound ?? {};
  return seconds === undefined || count === undefined ? undefined : { seconds, count };
}
