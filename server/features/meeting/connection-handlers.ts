// Answers what is said and asked about the line between a window and the server. A part of the meeting feature.
import type { RoomManager } from '../../../rooms/room-manager.ts';
import type { Handlers } from '../../dispatch/handler.ts';

export type ConnectionRequestName = 'connection:check' | 'connection:report';

export function createConnectionHandlers({
  rooms,
}: {
  readonly rooms: RoomManager;
}): Handlers<ConnectionRequestName> {
  return {
    'connection:check': async () => ({}),

    'connection:report': async ({ trouble }, { peerId }) => {
      rooms.changeTrouble(peerId, trouble);
      return {};
    },
  };
}
