// What a peer says of itself, and that the others are sent it. Called by the server's handlers.
import type { ConnectionQuality } from '../protocol/room/roster.ts';
import { type Outbox, tellRoom } from './outbox.ts';
import type { Peer } from './room.ts';
import type { RoomManager } from './room-manager.ts';

export interface PeerReportsParts {
  readonly rooms: Pick<RoomManager, 'requirePeer'>;
  readonly outbox: Outbox;
}

/** Methods throw RequestError `not-in-room` for a peer that is in no room. */
export class PeerReports {
  readonly #parts: PeerReportsParts;

  constructor(parts: PeerReportsParts) {
    this.#parts = parts;
  }

  /** What the peer's connection suffers from, as it says itself; `undefined`: nothing any more. */
  changeTrouble(peerId: string, trouble: ConnectionQuality | undefined): void {
    const peer = this.#parts.rooms.requirePeer(peerId);
    const before = peer.trouble;
    if (before?.level === trouble?.level && before?.cause === trouble?.cause) return;
    peer.trouble = trouble;
    const body = { peerId, ...(trouble && { trouble }) };
    tellRoom(this.#parts.outbox, peer.room, peer, { name: 'peer:trouble-changed', body });
  }

  /** Which formats of pictures the peer receives, as it says itself each time it opens media. */
  changeFormats(peerId: string, { playsH264 }: Pick<Peer, 'playsH264'>): void {
    const peer = this.#parts.rooms.requirePeer(peerId);
    if (peer.playsH264 === playsH264) return;
    peer.playsH264 = playsH264;
    const body = { peerId, playsH264 };
    tellRoom(this.#parts.outbox, peer.room, peer, { name: 'peer:formats-changed', body });
  }
}
