// What is sent to and received from made-up people, some of them badly. Used by the preview.
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import type { StreamSample } from '../../app/meeting-model.ts';

export function makeStreams(room: RoomSnapshot | undefined): StreamSample[] {
  const seconds = performance.now() / 1000;
  const peers = room?.peers ?? [];
  return peers.flatMap(({ peerId, nickname, sources }, index) =>
    sources.map(({ producerId, source, codec }) => ({
      key: producerId,
      direction: peerId === room?.selfPeerId ? ('sent' as const) : ('received' as const),
      peerId,
      nickname,
      source,
      codec,
      takenAtMs: seconds * 1000,
      bytes: seconds * (source === 'microphone' ? 4000 : 60_000),
      received: seconds * 50,
      lost: seconds * (index % 3) * 3,
      delayMs: 60,
      buffered: undefined,
      roundTripMs: 24,
      layer: codec === 'h264' ? 1 : undefined,
      picture: source === 'microphone' ? undefined : { width: 640, height: 360, framesPerSecond: 30 },
    })),
  );
}
