// Answers what is asked about annotations on shared screens. A part of the drawing feature.
import type { RequestNameOf } from '../../../protocol/requests.ts';
import type { RoomDrawings } from '../../../rooms/room-drawings.ts';
import type { Handlers } from '../../dispatch/handler.ts';

export type DrawingRequestName = Extract<RequestNameOf<'socket'>, `drawing:${string}`>;

export interface DrawingHandlerParts {
  readonly drawings: RoomDrawings;
}

export function createDrawingHandlers({ drawings }: DrawingHandlerParts): Handlers<DrawingRequestName> {
  return {
    'drawing:read': async ({ producerId }, { peerId }) => drawings.read(peerId, producerId),

    'drawing:allow': async ({ producerId, drawers }, { peerId }) => {
      drawings.allow(peerId, producerId, drawers);
      return {};
    },

    'drawing:point': async ({ producerId, at }, { peerId }) => {
      drawings.point(peerId, producerId, at);
      return {};
    },

    'drawing:draw': async ({ producerId, ...piece }, { peerId }) => {
      drawings.draw(peerId, producerId, piece);
      return {};
    },

    'drawing:erase': async ({ producerId, erasure }, { peerId }) => {
      drawings.erase(peerId, producerId, erasure);
      return {};
    },
  };
}
