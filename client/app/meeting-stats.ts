// What `window.plenum.stats()` tells: per other peer, how its voice and its pictures do. Operators and tests script against it.
import type { PeerInfo, SourceInfo } from '../../protocol/room/roster.ts';
import type { VoiceStats } from '../media/voice-contract.ts';
import type { MeetingState, PictureCodec } from './meeting-model.ts';
import type { ReceivedMedia } from './received-media.ts';

export interface PictureReport {
  readonly source: 'camera' | 'screen';
  readonly codec: PictureCodec;
  readonly width: number;
  readonly height: number;
  readonly framesDecoded: number;
  readonly framesPerSecond: number;
}

export interface MeetingStats {
  readonly peers: readonly {
    readonly peer: string;
    readonly nickname: string;
    /** `null` while the peer's microphone was never on. */
    readonly voice: VoiceStats | null;
    readonly pictures: readonly PictureReport[];
  }[];
}

/** Outside a call there are no peers. */
export async function readStats(state: MeetingState, received: ReceivedMedia): Promise<MeetingStats> {
  const others = state.room?.peers.filter(({ peerId }) => peerId !== state.room?.selfPeerId) ?? [];
  return { peers: others.map((peer) => reportPeer(peer, received)) };
}

function reportPeer(peer: PeerInfo, received: ReceivedMedia): MeetingStats['peers'][number] {
  const microphone = peer.sources.find(({ source }) => source === 'microphone');
  return {
    peer: peer.peerId,
    nickname: peer.nickname,
    voice: (microphone && received.voiceStatsOf(microphone.producerId)) ?? null,
    pictures: peer.sources.flatMap((source) => reportPicture(source, received)),
  };
}

/** A picture that is not shown is not received and reports zeros. */
function reportPicture({ producerId, source, codec }: SourceInfo, received: ReceivedMedia): PictureReport[] {
  if (source !== 'camera' && source !== 'screen') return [];
  if (codec !== 'h264' && codec !== 'jpeg') return [];
  const stats = received.pictureStatsOf(producerId) ?? {
    width: 0,
    height: 0,
    framesDecoded: 0,
    framesPerSecond: 0,
  };
  return [{ source, codec, ...stats }];
}
