// A room full of made-up people, for looking at the screens. Used by the preview.
import type { PeerInfo, RoomSnapshot, SourceInfo } from '../../../protocol/room/roster.ts';

const names = [
  'Ada Lovelace',
  '王小明',
  'Jo',
  'Bartholomew Featherstonehaugh-Cholmondeley',
  '田中さくら',
  'Grace Hopper',
  '김민준',
  'Łukasz',
  'Zoë',
  '李雷',
  '韩梅梅',
  'Mary Jackson',
  'Søren',
  'Tōru Iwatani',
  '欧阳修',
  'Ngũgĩ',
  'Ann',
  'Renée',
  'Bo',
  'Vint',
]; // prettier-ignore

function source(
  peerId: string,
  kind: SourceInfo['source'],
  codec: SourceInfo['codec'],
  paused = false,
): SourceInfo {
  return { producerId: `${peerId}-${kind}`, source: kind, codec, paused };
}

function peer(
  index: number,
  sharing: boolean,
  nicknames: readonly string[],
  looksLikeOlder = false,
): PeerInfo {
  const peerId = `peer${index}`;
  const sources = [
    ...(index % 4 === 1 ? [] : [source(peerId, 'microphone', 'speex', index % 3 === 2)]),
    ...(index % 5 === 3 ? [] : [source(peerId, 'camera', index % 2 === 0 ? 'h264' : 'jpeg')]),
    ...(sharing ? [source(peerId, 'screen', index % 2 === 0 ? 'jpeg' : 'h264')] : []),
  ];
  return {
    peerId,
    nickname: nicknames[index % nicknames.length] ?? peerId,
    ...(looksLikeOlder && { looksLikeOlder }),
    connected: index % 9 !== 7,
    ...(index % 5 === 2 && { trouble: { level: 'poor', cause: 'loss' } }),
    ...(index % 5 === 4 && { trouble: { level: 'fair', cause: 'bandwidth' } }),
    sources: nicknames === names ? sources : sources.filter((one) => one.source === 'screen'),
  };
}

export interface RoomScene {
  /** Oneself (`peer0`) included. */
  readonly people: number;
  /** The first so many others share their screen. */
  readonly screens: number;
  /** Whether oneself is the host. */
  readonly host: boolean;
  /** A member cannot play Speex. */
  readonly opusNeeded: boolean;
  /** The last so many others have a nickname that looks like an older one. */
  readonly lookAlikes: number;
  /** In place of the made-up names; people of these names have nothing on but screens, so that there can be many. */
  readonly nicknames: readonly string[] | undefined;
}

export function makeRoom(scene: RoomScene): RoomSnapshot {
  const { people, screens, host, opusNeeded, lookAlikes, nicknames = names } = scene;
  const self = { ...peer(0, false, nicknames), sources: [] };
  const others = Array.from({ length: people - 1 }, (_, index) =>
    peer(index + 1, index < screens, nicknames, index >= people - 1 - lookAlikes),
  );
  return {
    number: '04217',
    secret: 'c2VjcmV0LW9mLXRoZS1yb29t',
    locked: false,
    voice: { chosen: 'speex', used: opusNeeded ? 'opus' : 'speex' },
    hostPeerId: host ? 'peer0' : 'peer1',
    selfPeerId: 'peer0',
    peers: [self, ...others],
  };
}

/** Switches a source of one's own on or off. */
export function withOwnSource(
  room: RoomSnapshot,
  kind: SourceInfo['source'],
  codec: SourceInfo['codec'] | undefined,
) {
  const peers = room.peers.map((candidate) => {
    if (candidate.peerId !== room.selfPeerId) return candidate;
    const others = candidate.sources.filter((existing) => existing.source !== kind);
    return { ...candidate, sources: codec ? [...others, source(candidate.peerId, kind, codec)] : others };
  });
  return { ...room, peers };
}
