// All handlers together; the compiler refuses this when a request of the protocol has none. Called by createApp.
import type { Handlers } from '../dispatch/handler.ts';
import { type ConnectionRequestName, createConnectionHandlers } from './meeting/connection-handlers.ts';
import {
  createDrawingHandlers,
  type DrawingHandlerParts,
  type DrawingRequestName,
} from './meeting/drawing-handlers.ts';
import { createMediaHandlers, type MediaHandlerParts } from './meeting/media-handlers.ts';
import { createRoomHandlers, type RoomHandlerParts, type RoomRequestName } from './meeting/room-handlers.ts';
import type { MediaRequestName } from './meeting/media-handlers.ts';

/** Account requests are answered by the sign-in part. */
export type AccountHandlers = Omit<
  Handlers,
  ConnectionRequestName | RoomRequestName | MediaRequestName | DrawingRequestName
>;

export function createHandlers(
  parts: RoomHandlerParts & MediaHandlerParts & DrawingHandlerParts,
  accounts: AccountHandlers,
): Handlers {
  return {
    ...accounts,
    ...createConnectionHandlers(parts),
    ...createRoomHandlers(parts),
    ...createMediaHandlers(parts),
    ...createDrawingHandlers(parts),
  };
}
