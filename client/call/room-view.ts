// The client's picture of its room: a snapshot from the server, brought forward notice by notice. Pure.
import type { Notice } from '../../protocol/notices.ts';
import type { PeerInfo, RoomSnapshot, SourceInfo } from '../../protocol/room/roster.ts';

/** The room after a notice; the same object when the notice changes nothing in it. */
export function applyNotice(room: RoomSnapshot, notice: Notice): RoomSnapshot {
  switch (notice.name) {
    case 'peer:joined': {
      const { peer, before } = notice.body;
      const others = room.peers.filter(({ peerId }) => peerId !== peer.peerId);
      const place = others.findIndex(({ peerId }) => peerId === before);
      return { ...room, peers: others.toSpliced(place === -1 ? others.length : place, 0, peer) };
    }
    case 'peer:left':
      return { ...room, peers: room.peers.filter((peer) => peer.peerId !== notice.body.peerId) };
    case 'peer:connection-changed':
      return changePeer(room, notice.body.peerId, (peer) => ({ ...peer, connected: notice.body.connected }));
    case 'peer:trouble-changed': {
      const { peerId, trouble } = notice.body;
      return changePeer(room, peerId, ({ trouble: _before, ...peer }) => ({
        ...peer,
        ...(trouble && { trouble }),
      }));
    }
    case 'peer:formats-changed': {
      const { peerId, playsH264 } = notice.body;
      return changePeer(room, peerId, ({ playsH264: _before, ...peer }) => ({
        ...peer,
        ...(!playsH264 && { playsH264 }),
      }));
    }
    case 'source:started':
      return changePeer(room, notice.body.peerId, (peer) => ({
        ...peer,
        sources: [...without(peer.sources, notice.body.source.producerId), notice.body.source],
      }));
    case 'source:paused':
      return changePeer(room, notice.body.peerId, (peer) => ({
        ...peer,
        sources: peer.sources.map((source) =>
          source.producerId === notice.body.producerId ? { ...source, paused: notice.body.paused } : source,
        ),
      }));
    case 'source:stopped':
      return changePeer(room, notice.body.peerId, (peer) => ({
        ...peer,
        sources: without(peer.sources, notice.body.producerId),
      }));
    case 'room:pin-changed': {
      const { pin: _pin, pinGuesses: _guesses, ...rest } = room;
      return { ...rest, ...notice.body };
    }
    case 'room:pin-guessed':
      return { ...room, ...notice.body };
    case 'room:locked': {
      const { locked } = notice.body;
      const { secret: _secret, ...rest } = room;
      return { ...(locked ? rest : room), locked };
    }
    case 'room:chat-opened':
      return { ...room, ...notice.body };
    case 'room:voice-changed':
      return { ...room, voice: notice.body.voice };
    case 'room:host-changed':
      return { ...room, ...notice.body };
    case 'media:lost':
      return { ...room, peers: room.peers.map((peer) => ({ ...peer, sources: [] })) };
    default:
      return room;
  }
}

/** The sources of all other peers, with their owners: what this peer could receive. */
export function sourcesOfOthers(room: RoomSnapshot): { peerId: string; source: SourceInfo }[] {
  return room.peers
    .filter((peer) => peer.peerId !== room.selfPeerId)
    .flatMap((peer) => peer.sources.map((source) => ({ peerId: peer.peerId, source })));
}

function changePeer(room: RoomSnapshot, peerId: string, change: (peer: PeerInfo) => PeerInfo): RoomSnapshot {
  return { ...room, peers: room.peers.map((peer) => (peer.peerId === peerId ? change(peer) : peer)) };
}

function without(sources: readonly SourceInfo[], producerId: string): SourceInfo[] {
  return sources.filter((source) => source.producerId !== producerId);
}
