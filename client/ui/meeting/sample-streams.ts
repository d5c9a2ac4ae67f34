// One look at everything that is received, for the statistics panel and the connection marks; asked once a second while open.
import type { PeerInfo, SourceInfo } from '../../../protocol/roster.ts';
import type { Call } from '../../call/call.ts';
import type { MeetingState, StreamSample } from './meeting-model.ts';
import type { ReceivedMedia } from './received-media.ts';

/** What browsers report of a received stream and of its way, as far as it is used here. */
interface ReportEntry {
  readonly type: string;
  readonly bytesReceived?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly jitterBufferDelay?: number;
  readonly jitterBufferEmittedCount?: number;
  readonly nominated?: boolean;
  readonly currentRoundTripTime?: number;
}

/** The streams of everybody else, in the order of the room; outside a call there are none. */
export async function sampleStreams(
  { room }: MeetingState,
  received: ReceivedMedia,
  call: Call | undefined,
): Promise<StreamSample[]> {
  const others = room?.peers.filter(({ peerId }) => peerId !== room.selfPeerId) ?? [];
  const streams = others.flatMap((peer) => peer.sources.map((source) => ({ peer, source })));
  return Promise.all(
    streams.map(async ({ peer, source }) => {
      const report = await call?.statsOf(source.producerId);
      return sampleStream(peer, source, received, Array.from(report?.values() ?? []) as ReportEntry[]);
    }),
  );
}

function sampleStream(
  { peerId, nickname }: PeerInfo,
  { producerId, source, codec }: SourceInfo,
  received: ReceivedMedia,
  report: readonly ReportEntry[],
): StreamSample {
  const inbound = report.find(({ type }) => type === 'inbound-rtp');
  const way = report.find(({ type, nominated }) => type === 'candidate-pair' && nominated === true);
  const voice = source === 'microphone' ? received.voiceStatsOf(producerId) : undefined;
  const picture =
    source === 'camera' || source === 'screen' ? received.pictureStatsOf(producerId) : undefined;
  const roundTripMs = way?.currentRoundTripTime && 1000 * way.currentRoundTripTime;
  return {
    key: producerId,
    peerId,
    nickname,
    source,
    codec,
    takenAtMs: performance.now(),
    bytesReceived: inbound?.bytesReceived,
    received: voice?.received ?? inbound?.packetsReceived ?? 0,
    lost: (voice?.lost ?? inbound?.packetsLost ?? 0) + (voice?.concealed ?? 0),
    delayMs: voice?.delayMs ?? bufferedMs(inbound),
    roundTripMs,
    layer: codec === 'h264' && source === 'camera' ? received.layerOf(producerId) : undefined,
    picture: picture && {
      width: picture.width,
      height: picture.height,
      framesPerSecond: picture.framesPerSecond,
    },
  };
}

function bufferedMs(inbound: ReportEntry | undefined): number | undefined {
  const { jitterBufferDelay, jitterBufferEmittedCount } = inbound ?? {};
  if (jitterBufferDelay === undefined || !jitterBufferEmittedCount) return undefined;
  return (1000 * jitterBufferDelay) / jitterBufferEmittedCount;
}
