// Drawing on shared screens, as a feature.
import { drawingPaces } from '../../../protocol/limits.ts';
import type { Outbox } from '../../../rooms/outbox.ts';
import { RoomDrawings } from '../../../rooms/room-drawings.ts';
import type { RoomManager } from '../../../rooms/room-manager.ts';
import type { Clock } from '../../dispatch/clock.ts';
import type { Feature } from '../../dispatch/feature.ts';
import { PaceKeeper } from '../../limits/pace-keeper.ts';
import { createDrawingHandlers, type DrawingRequestName } from './drawing-handlers.ts';

/** How often it is looked for drawings that a peer missed while it did not keep up. */
const missedCheckMs = 1000;

export interface DrawingPorts {
  readonly rooms: RoomManager;
  readonly outbox: Outbox;
  /** Whether a peer is sent a source. */
  readonly relay: { isWatching(peerId: string, producerId: string): boolean };
  /** Whether a peer has a connection that reads what it is sent in time. */
  readonly keepsUp: (peerId: string) => boolean;
  readonly clock: Clock;
}

/** Marks are sent to peers that watch the screen and keep up, at the pace of `drawingPaces`; others are sent word each second. */
export function createDrawing({
  rooms,
  outbox,
  relay,
  keepsUp,
  clock,
}: DrawingPorts): Feature<DrawingRequestName> {
  const pace = new PaceKeeper();
  const drawings = new RoomDrawings({
    rooms,
    outbox,
    spend: (roomNumber, peerId, bytes) => {
      const shares = [
        { key: roomNumber, limits: drawingPaces.room },
        { key: peerId, limits: drawingPaces.peer },
      ];
      return pace.spend(shares, bytes, clock.elapsedMs());
    },
    follows: (peerId, producerId) => relay.isWatching(peerId, producerId) && keepsUp(peerId),
  });
  const timer = setInterval(() => drawings.tellMissed(), missedCheckMs);
  timer.unref();
  return { handlers: createDrawingHandlers({ drawings }), close: () => clearInterval(timer) };
}
