// One look at everything that is received, for the statistics panel and the connection marks; asked once a second while open.
import { cameraLayerWidths } from '../../../codecs/h264-settings.ts';
import type { PeerInfo, SourceInfo } from '../../../protocol/roster.ts';
import type { Call } from '../../call/call.ts';
import type { Carrier } from '../../call/incoming-media.ts';
import { selectedPair } from '../../call/read-line.ts';
import type { MeetingState, StreamSample } from './meeting-model.ts';
import type { ReceivedMedia } from './received-media.ts';

/** What browsers report of a received stream and of its way, as far as it is used here. */
interface ReportEntry {
  readonly id: string;
  readonly type: string;
  readonly mid?: string;
  readonly dataChannelIdentifier?: number;
  readonly bytesReceived?: number;
  readonly frameWidth?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly jitterBufferDelay?: number;
  readonly jitterBufferEmittedCount?: number;
  readonly selectedCandidatePairId?: string;
  readonly currentRoundTripTime?: number;
}

/** The streams of everybody else, in the order of the room; outside a call there are none. */
export async function sampleStreams(
  { room }: MeetingState,
  received: ReceivedMedia,
  call: Call | undefined,
): Promise<StreamSample[]> {
  if (!room || !call) return [];
  const report = await call.receiveReport();
  const takenAtMs = performance.now();
  const entries = Array.from(report?.values() ?? []) as ReportEntry[];
  const roundTripSeconds = selectedPair(entries)?.currentRoundTripTime;
  const way = { takenAtMs, roundTripMs: roundTripSeconds && 1000 * roundTripSeconds };
  return room.peers
    .filter(({ peerId }) => peerId !== room.selfPeerId)
    .flatMap((peer) =>
      peer.sources.map((source) => {
        const inbound = findInbound(entries, call.carrierOf(source.producerId));
        return { ...way, ...sampleStream(peer, source, received, inbound) };
      }),
    );
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
    peerId,
    nickname,
    source,
    codec,
    bytesReceived: inbound?.bytesReceived,
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
