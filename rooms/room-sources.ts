// What each peer has on, microphone, camera or screen, and that the others hear of it. Called by the server's handlers.
import { RequestError } from '../protocol/error-codes.ts';
import { producersPerPeerMax } from '../protocol/limits.ts';
import type { MediaLossReason } from '../protocol/media/notices.ts';
import type { SourceInfo } from '../protocol/room/roster.ts';
import { type Outbox, tellRoom } from './outbox.ts';
import type { Peer } from './room.ts';
import type { RoomManager } from './room-manager.ts';

export interface RoomSourcesParts {
  readonly rooms: RoomManager;
  readonly outbox: Outbox;
}

/** Sources belong to their peer and go with it (room-manager). Methods throw RequestError `not-in-room` as the rooms do. */
export class RoomSources {
  readonly #rooms: RoomManager;
  readonly #outbox: Outbox;

  constructor({ rooms, outbox }: RoomSourcesParts) {
    this.#rooms = rooms;
    this.#outbox = outbox;
  }

  /** Whether one more source of this kind may be switched on. @throws RequestError */
  requireOff(peerId: string, source: SourceInfo['source']): void {
    const { sources } = this.#rooms.requirePeer(peerId);
    if (sources.size >= producersPerPeerMax) throw new RequestError('limit-reached');
    for (const other of sources.values()) {
      if (other.source === source) throw new RequestError('source-already-on');
    }
  }

  /**
   * A source of this peer is on.
   * @param continues the screen that it goes on from, whose annotations it takes over if that was this peer's last one
   * @throws RequestError when one of its kind is on already
   */
  start(peerId: string, source: SourceInfo, continues?: string): void {
    this.requireOff(peerId, source.source);
    const peer = this.#rooms.requirePeer(peerId);
    peer.sources.set(source.producerId, source);
    if (source.source === 'screen') takeOverAnnotations(peer, source.producerId, continues);
    tellRoom(this.#outbox, peer.room, peer, { name: 'source:started', body: { peerId, source } });
  }

  /** A source of this peer is muted, or heard and seen again. @throws RequestError `no-such-producer` */
  pause(peerId: string, producerId: string, paused: boolean): void {
    const peer = this.#rooms.requirePeer(peerId);
    const source = peer.sources.get(producerId);
    if (source === undefined) throw new RequestError('no-such-producer');
    if (source.paused === paused) return;
    peer.sources.set(producerId, { ...source, paused });
    tellRoom(this.#outbox, peer.room, peer, { name: 'source:paused', body: { peerId, producerId, paused } });
  }

  /** A source of this peer is off. @throws RequestError `no-such-producer` */
  stop(peerId: string, producerId: string): void {
    const peer = this.#rooms.requirePeer(peerId);
    if (!peer.sources.delete(producerId)) throw new RequestError('no-such-producer');
    keepAnnotations(peer, producerId);
    tellRoom(this.#outbox, peer.room, peer, { name: 'source:stopped', body: { peerId, producerId } });
  }

  /** The media of a room is gone, every source with it; the one notice says both. */
  loseAll(number: string, reason: MediaLossReason): void {
    const room = this.#rooms.roomOf(number);
    if (room === undefined) return;
    for (const peer of room.peers.values()) {
      peer.sources.clear();
      peer.drawings.clear();
      peer.endedDrawing = undefined;
    }
    tellRoom(this.#outbox, room, undefined, { name: 'media:lost', body: { reason } });
  }
}

function keepAnnotations(peer: Peer, producerId: string): void {
  const drawing = peer.drawings.get(producerId);
  if (drawing === undefined) return;
  peer.drawings.delete(producerId);
  peer.endedDrawing = { producerId, drawing };
}

function takeOverAnnotations(peer: Peer, producerId: string, continues: string | undefined): void {
  const { endedDrawing } = peer;
  peer.endedDrawing = undefined;
  if (endedDrawing !== undefined && endedDrawing.producerId === continues) {
    peer.drawings.set(producerId, endedDrawing.drawing);
  }
}
