// What is received from made-up people, some of them badly. Used by the preview.
import type { RoomSnapshot } from '../../../protocol/roster.ts';
import type { StreamSample } from '../meeting/meeting-model.ts';

export function makeStreams(room: RoomSnapshot | undefined): StreamSample[] {
  const seconds = performance.now() / 1000;
  const others = room?.peers.filter(({ peerId }) => peerId !== room.selfPeerId) ?? [];
  return others.flatMap(({ peerId, nickname, sources }, index) =>
    sources.map(({ producerId, source, codec }) => ({
      key: producerId,
      peerId,
      nickname,
      source,
      codec,
      takenAtMs: seconds * 1000,
      bytesReceived: seconds * (source === 'microphone' ? 4000 : 60_000),
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
