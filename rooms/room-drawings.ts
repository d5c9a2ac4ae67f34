// Pointing and drawing on shared screens: asks who may, keeps what stands while the share lasts, tells the others.
import type { Drawers, Erasure, MarkPoint, ShareDrawing, StrokePiece } from '../protocol/drawing.ts';
import { RequestError } from '../protocol/error-codes.ts';
import type { Notice } from '../protocol/notices.ts';
import {
  addPiece,
  countPointer,
  type Drawing,
  emptyDrawing,
  erase,
  requireDrawer,
  shareDrawingOf,
} from './drawing.ts';
import type { Outbox } from './outbox.ts';
import { listenersOf, type Peer } from './room.ts';
import type { RoomManager } from './room-manager.ts';

export interface RoomDrawingsParts {
  readonly rooms: RoomManager;
  readonly outbox: Outbox;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * What stands on a screen belongs to its sharer's peer and goes with the share (room-sources). Every method throws
 * RequestError `not-in-room` for a peer that is in no room and `no-such-producer` for a screen that is not shared in it.
 */
export class RoomDrawings {
  readonly #parts: RoomDrawingsParts;

  constructor(parts: RoomDrawingsParts) {
    this.#parts = parts;
  }

  /** Who may draw on a screen and what stands on it. */
  read(peerId: string, producerId: string): ShareDrawing {
    const sharer = this.#requireSharer(peerId, producerId);
    return shareDrawingOf(sharer.drawings.get(producerId) ?? emptyDrawing());
  }

  /** The sharer lets others draw, or no longer; what they drew stays. @throws RequestError `no-such-producer` for others */
  allow(peerId: string, producerId: string, drawers: Drawers): void {
    const sharer = this.#requireSharer(peerId, producerId);
    if (sharer.peerId !== peerId) throw new RequestError('no-such-producer');
    drawingOf(sharer, producerId).drawers = drawers;
    this.#tell(sharer, { name: 'drawing:allowed', body: { producerId, drawers } });
  }

  /** Somebody points at a place. @throws RequestError `not-allowed-by-sharer` */
  point(peerId: string, producerId: string, at: MarkPoint): void {
    const { peer, drawing } = this.#requireDrawing(peerId, producerId);
    if (countPointer(drawing, this.#parts.now()))
      this.#tell(peer, { name: 'drawing:pointed', body: { producerId, peerId, at } });
  }

  /** Somebody draws on. @throws RequestError `not-allowed-by-sharer`, `drawing-full` */
  draw(peerId: string, producerId: string, piece: StrokePiece): void {
    const { peer, drawing } = this.#requireDrawing(peerId, producerId);
    const from = addPiece(drawing, peerId, piece);
    this.#tell(peer, { name: 'drawing:drawn', body: { producerId, peerId, from, ...piece } });
  }

  /**
   * Takes away strokes of one's own, for which nobody needs to be allowed any more, or all of them as the sharer.
   * @throws RequestError `not-allowed-by-sharer` for anybody else who wants to take away all
   */
  erase(peerId: string, producerId: string, erasure: Erasure): void {
    const sharer = this.#requireSharer(peerId, producerId);
    if (erasure.what === 'all' && sharer.peerId !== peerId) throw new RequestError('not-allowed-by-sharer');
    const drawing = sharer.drawings.get(producerId);
    if (drawing === undefined || !erase(drawing, peerId, erasure)) return;
    const peer = this.#parts.rooms.requirePeer(peerId);
    this.#tell(peer, { name: 'drawing:erased', body: { producerId, peerId, erasure } });
  }

  #requireDrawing(peerId: string, producerId: string): { peer: Peer; drawing: Drawing } {
    const sharer = this.#requireSharer(peerId, producerId);
    requireDrawer(sharer.drawings.get(producerId) ?? emptyDrawing(), peerId, sharer.peerId);
    return { peer: this.#parts.rooms.requirePeer(peerId), drawing: drawingOf(sharer, producerId) };
  }

  /** Whose screen it is, in the room of the one who asks. */
  #requireSharer(peerId: string, producerId: string): Peer {
    const { peers } = this.#parts.rooms.requirePeer(peerId).room;
    for (const peer of peers.values()) if (peer.sources.get(producerId)?.source === 'screen') return peer;
    throw new RequestError('no-such-producer');
  }

  #tell(causedBy: Peer, notice: Notice): void {
    const peerIds = listenersOf(causedBy.room, causedBy);
    if (peerIds.length > 0) this.#parts.outbox.send(peerIds, notice);
  }
}

function drawingOf(sharer: Peer, producerId: string): Drawing {
  const drawing = sharer.drawings.get(producerId) ?? emptyDrawing();
  sharer.drawings.set(producerId, drawing);
  return drawing;
}
