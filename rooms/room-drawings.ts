// Pointing and drawing on shared screens: asks who may, keeps what stands while the share lasts, tells the others.
import type {
  Drawers,
  Erasure,
  AnnotationPoint,
  ShareDrawing,
  StrokePiece,
} from '../protocol/drawing/drawing.ts';
import { RequestError } from '../protocol/error-codes.ts';
import { strokePointsMax } from '../protocol/limits.ts';
import type { Notice } from '../protocol/notices.ts';
import { addPiece, type Drawing, emptyDrawing, erase, requireDrawer, shareDrawingOf } from './drawing.ts';
import { type Outbox, tellRoom } from './outbox.ts';
import { listenersOf, type Peer } from './room.ts';
import type { RoomManager } from './room-manager.ts';

export interface RoomDrawingsParts {
  readonly rooms: RoomManager;
  readonly outbox: Outbox;
  /** Spends bytes of what a peer has a room sent. @returns how long until it may, in milliseconds; 0 when it was spent */
  readonly spend: (roomNumber: string, peerId: string, bytes: number) => number;
  /** Whether a peer looks at a screen and keeps up with what it is sent. */
  readonly follows: (peerId: string, producerId: string) => boolean;
}

/** A peer that may draw on a screen, and the peer that shares it. */
interface Share {
  readonly peer: Peer;
  readonly sharer: Peer;
  readonly drawing: Drawing;
}

/**
 * What stands on a screen belongs to its sharer's peer and goes with the share (room-sources). Every method throws
 * RequestError `not-in-room` for a peer that is in no room and `no-such-producer` for a screen that is not shared in it.
 */
export class RoomDrawings {
  readonly #parts: RoomDrawingsParts;
  /** Screens with strokes that some peer missed, by producer id. */
  readonly #missed = new Map<string, Drawing>();

  constructor(parts: RoomDrawingsParts) {
    this.#parts = parts;
  }

  /** Who may draw on a screen and what stands on it. */
  read(peerId: string, producerId: string): ShareDrawing {
    const drawing = this.#requireSharer(peerId, producerId).drawings.get(producerId) ?? emptyDrawing();
    drawing.missedBy.delete(peerId);
    return shareDrawingOf(drawing);
  }

  /** The sharer lets others draw, or no longer; what they drew stays. @throws RequestError `no-such-producer` for others */
  allow(peerId: string, producerId: string, drawers: Drawers): void {
    const sharer = this.#requireSharer(peerId, producerId);
    if (sharer.peerId !== peerId) throw new RequestError('no-such-producer');
    const drawing = drawingOf(sharer, producerId);
    if (isSameDrawers(drawing.drawers, drawers)) return;
    drawing.drawers = drawers;
    tellRoom(this.#parts.outbox, sharer.room, sharer, {
      name: 'drawing:allowed',
      body: { producerId, drawers },
    });
  }

  /**
   * Shows where a peer points. Beyond the rate of the room it is dropped, since the next position replaces it anyway.
   * @throws RequestError `not-allowed-by-sharer`
   */
  point(peerId: string, producerId: string, at: AnnotationPoint): void {
    const share = this.#requireDrawing(peerId, producerId);
    const notice = { name: 'drawing:pointed', body: { producerId, peerId, at } } as const;
    if (this.#waitMs(share.peer, notice) === 0) this.#show(share, producerId, notice);
  }

  /** Adds a piece to a peer's stroke. @throws RequestError `not-allowed-by-sharer`, `drawing-full`, `too-often` beyond the rate of the room */
  draw(peerId: string, producerId: string, piece: StrokePiece): void {
    const share = this.#requireDrawing(peerId, producerId);
    const body = { producerId, peerId, from: strokePointsMax, ...piece };
    const retryAfterMs = this.#waitMs(share.peer, { name: 'drawing:drawn', body });
    if (retryAfterMs > 0) throw new RequestError('too-often', { retryAfterMs });
    const from = addPiece(share.drawing, peerId, piece);
    this.#show(share, producerId, { name: 'drawing:drawn', body: { ...body, from } });
  }

  /** Tells those who missed something and follow again; asked every second. */
  tellMissed(): void {
    for (const [producerId, { missedBy }] of this.#missed) {
      for (const peerId of missedBy) {
        const isShared = this.#isShared(peerId, producerId);
        if (isShared && !this.#parts.follows(peerId, producerId)) continue;
        missedBy.delete(peerId);
        if (isShared) this.#parts.outbox.send([peerId], { name: 'drawing:missed', body: { producerId } });
      }
      if (missedBy.size === 0) this.#missed.delete(producerId);
    }
  }

  /**
   * Removes the caller's own strokes, even when drawing is no longer allowed, or all strokes when the caller is the sharer.
   * @throws RequestError `not-allowed-by-sharer` for anybody else who wants to take away all
   */
  erase(peerId: string, producerId: string, erasure: Erasure): void {
    const sharer = this.#requireSharer(peerId, producerId);
    if (erasure.what === 'all' && sharer.peerId !== peerId) throw new RequestError('not-allowed-by-sharer');
    const drawing = sharer.drawings.get(producerId);
    if (drawing === undefined || !erase(drawing, peerId, erasure)) return;
    const peer = this.#parts.rooms.requirePeer(peerId);
    tellRoom(this.#parts.outbox, peer.room, peer, {
      name: 'drawing:erased',
      body: { producerId, peerId, erasure },
    });
  }

  #requireDrawing(peerId: string, producerId: string): Share {
    const sharer = this.#requireSharer(peerId, producerId);
    requireDrawer(sharer.drawings.get(producerId) ?? emptyDrawing(), peerId, sharer.peerId);
    return { peer: this.#parts.rooms.requirePeer(peerId), sharer, drawing: drawingOf(sharer, producerId) };
  }

  /** Whether a peer is still in a room in which this screen is shared. */
  #isShared(peerId: string, producerId: string): boolean {
    const { rooms } = this.#parts;
    if (!rooms.hasPeer(peerId)) return false;
    return rooms
      .requirePeer(peerId)
      .room.peers.values()
      .some(({ sources }) => sources.has(producerId));
  }

  #waitMs({ room, peerId }: Peer, notice: Notice): number {
    return this.#parts.spend(room.number, peerId, JSON.stringify(notice).length);
  }

  /** Tells the sharer, and those who look at the screen and keep up; the others are told later that something is there. */
  #show({ peer, sharer, drawing }: Share, producerId: string, notice: Notice): void {
    const isTold = (peerId: string): boolean =>
      peerId === sharer.peerId || this.#parts.follows(peerId, producerId);
    const listeners = listenersOf(peer.room, peer);
    const told = listeners.filter(isTold);
    if (told.length > 0) this.#parts.outbox.send(told, notice);
    if (notice.name === 'drawing:pointed' || told.length === listeners.length) return;
    for (const peerId of listeners) if (!isTold(peerId)) drawing.missedBy.add(peerId);
    this.#missed.set(producerId, drawing);
  }

  /** Whose screen it is, in the room of the one who asks. */
  #requireSharer(peerId: string, producerId: string): Peer {
    const { peers } = this.#parts.rooms.requirePeer(peerId).room;
    for (const peer of peers.values()) if (peer.sources.get(producerId)?.source === 'screen') return peer;
    throw new RequestError('no-such-producer');
  }
}

function isSameDrawers(left: Drawers, right: Drawers): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function drawingOf(sharer: Peer, producerId: string): Drawing {
  const drawing = sharer.drawings.get(producerId) ?? emptyDrawing();
  sharer.drawings.set(producerId, drawing);
  return drawing;
}
