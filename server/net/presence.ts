// Who is there: ties sockets that open, break and close to the peers of their accounts. Called by the socket transport.
import type { RoomManager } from '../../rooms/room-manager.ts';
import type { Connection, Connections } from './connections.ts';

/** How often it is looked for peers that did not come back in time, voices that can go back to Speex. */
const roomsCheckMs = 1000;

export interface PresenceParts {
  readonly connections: Connections;
  readonly rooms: RoomManager;
}

/** Looks every `roomsCheckMs` for what is overdue in the rooms, until it is closed. */
export class Presence {
  readonly #parts: PresenceParts;
  readonly #timer: NodeJS.Timeout;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => {
      parts.rooms.dropLost();
      parts.rooms.voices.settleAll();
    }, roomsCheckMs);
    this.#timer.unref();
  }

  /**
   * A socket is open: it stands beside those of other windows and devices of its account. A window whose line broke takes its place in
   * the room up again, and no other window has a part in that place.
   */
  open(connection: Connection): void {
    const { connections, rooms } = this.#parts;
    const { caller } = connection;
    // Those that were let in at the same moment; the next try is refused with a reason (socket-transport).
    if (!connections.hasRoomFor(caller)) return connection.end();
    connections.add(connection)?.end();
    const peer = rooms.peerOfClient(caller);
    if (peer !== undefined) rooms.connectionRestored(peer.peerId, caller.sessionId);
  }

  /** A socket is gone. A window that said goodbye leaves its room at once; a broken line gets the grace time. */
  gone(connection: Connection, closedCleanly: boolean): void {
    const { connections, rooms } = this.#parts;
    if (!connections.remove(connection)) return;
    const peer = rooms.peerOfClient(connection.caller);
    if (peer === undefined) return;
    if (closedCleanly) rooms.leave(peer.peerId, 'left');
    else rooms.connectionLost(peer.peerId);
  }

  /** Sessions of an account were revoked: all their sockets are closed, and its peer leaves, if it is of one of them. */
  endSessions(accountId: string, isRevoked: (sessionId: string) => boolean): void {
    const { connections, rooms } = this.#parts;
    const peer = rooms.peerOfAccount(accountId);
    // Of a line that is broken as well: it could not come back.
    if (peer?.sessionId !== undefined && isRevoked(peer.sessionId)) rooms.leave(peer.peerId, 'signed-out');
    for (const connection of connections.ofAccount(accountId)) {
      if (!isRevoked(connection.caller.sessionId)) continue;
      connections.remove(connection);
      connection.end({ name: 'session:ended', body: {} });
    }
  }

  /** Looks for nothing any more; sockets and peers stay as they are. */
  close(): void {
    clearInterval(this.#timer);
  }
}
