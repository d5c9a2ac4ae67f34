// What a member knows who believes its snapshot and every notice after it. Used by the property test of the rooms.
import type { Notice } from '../protocol/notices.ts';
import type { PeerInfo, RoomSnapshot } from '../protocol/room/roster.ts';

/** The snapshot after a notice. @throws Error for a notice that changes nothing or does not fit: doubled, or one before it lost */
export function afterNotice(view: RoomSnapshot, notice: Notice): RoomSnapshot {
  switch (notice.name) {
    case 'peer:joined': {
      const { peer, before } = notice.body;
      const place = view.peers.findIndex(({ peerId }) => peerId === before);
      demand(before === undefined || place !== -1, notice);
      demand(
        view.peers.every((known) => known.peerId !== peer.peerId),
        notice,
      );
      return { ...view, peers: view.peers.toSpliced(place === -1 ? view.peers.length : place, 0, peer) };
    }
    case 'peer:left': {
      const peers = view.peers.filter((peer) => peer.peerId !== notice.body.peerId);
      demand(peers.length === view.peers.length - 1, notice);
      return { ...view, peers };
    }
    case 'peer:connection-changed':
      return withPeer(view, notice, notice.body.peerId, (peer) => {
        demand(peer.connected !== notice.body.connected, notice);
        return { ...peer, connected: notice.body.connected };
      });
    case 'peer:trouble-changed':
      return withPeer(view, notice, notice.body.peerId, ({ trouble: before, ...peer }) => {
        const { trouble } = notice.body;
        demand(before?.level !== trouble?.level || before?.cause !== trouble?.cause, notice);
        return { ...peer, ...(trouble && { trouble }) };
      });
    case 'peer:formats-changed':
      return withPeer(view, notice, notice.body.peerId, ({ playsH264: before = true, ...peer }) => {
        const { playsH264 } = notice.body;
        demand(before !== playsH264, notice);
        return { ...peer, ...(!playsH264 && { playsH264 }) };
      });
    case 'source:started':
      return withPeer(view, notice, notice.body.peerId, (peer) => {
        demand(
          peer.sources.every((known) => known.producerId !== notice.body.source.producerId),
          notice,
        );
        return { ...peer, sources: [...peer.sources, notice.body.source] };
      });
    case 'source:paused':
      return withPeer(view, notice, notice.body.peerId, (peer) => {
        const { producerId, paused } = notice.body;
        demand(
          peer.sources.some((known) => known.producerId === producerId && known.paused !== paused),
          notice,
        );
        const sources = peer.sources.map((known) =>
          known.producerId === producerId ? { ...known, paused } : known,
        );
        return { ...peer, sources };
      });
    case 'source:stopped':
      return withPeer(view, notice, notice.body.peerId, (peer) => {
        const sources = peer.sources.filter((known) => known.producerId !== notice.body.producerId);
        demand(sources.length === peer.sources.length - 1, notice);
        return { ...peer, sources };
      });
    case 'room:locked':
      demand(view.locked !== notice.body.locked, notice);
      return { ...(notice.body.locked ? withoutSecret(view) : view), locked: notice.body.locked };
    case 'room:pin-changed': {
      const { pin: _, ...rest } = view;
      return { ...rest, ...notice.body };
    }
    case 'room:voice-changed': {
      const { voice } = notice.body;
      demand(view.voice.chosen !== voice.chosen || view.voice.used !== voice.used, notice);
      return { ...view, voice };
    }
    case 'room:host-changed':
      demand(view.hostPeerId !== notice.body.hostPeerId, notice);
      return { ...view, ...notice.body };
    case 'media:lost':
      return { ...view, peers: view.peers.map((peer) => ({ ...peer, sources: [] })) };
    default:
      throw new Error(`a room does not send ${notice.name}`);
  }
}

function withoutSecret(snapshot: RoomSnapshot): RoomSnapshot {
  const { secret: _, ...view } = snapshot;
  return view;
}

function withPeer(
  view: RoomSnapshot,
  notice: Notice,
  peerId: string,
  change: (peer: PeerInfo) => PeerInfo,
): RoomSnapshot {
  demand(
    view.peers.some((peer) => peer.peerId === peerId),
    notice,
  );
  return { ...view, peers: view.peers.map((peer) => (peer.peerId === peerId ? change(peer) : peer)) };
}

function demand(condition: boolean, notice: Notice): void {
  if (!condition) throw new Error(`doubled, or one before it lost: ${JSON.stringify(notice)}`);
}
