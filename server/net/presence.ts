// Who is there: ties sockets that open, break and close to the peers of their accounts. Called by the socket door.
import type { RoomManager } from '../../rooms/room-manager.ts';
import type { Connection, Connections } from './connections.ts';

/** How often it is looked for peers that did not come back in time, voices that can go back to Speex. */
const roomsCheckMs = 1000;

export interface PresenceParts {
  readonly connections: Connections;
  readonly rooms: RoomManager;
}

export class Presence {
  readonly #parts: PresenceParts;
  readonly #timer: NodeJS.Timeout;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => {
      parts.rooms.dropLost();
      parts.rooms.settleVoices();
    }, roomsCheckMs);
    this.#timer.unref();
  }

  /**
   * A socket is open. The same window takes its place in the room up again; another one ends the earlier, whose peer
   * leaves.
   * @param returning whether the window opened it by itself, after a break, a sleep or a reload, or to be ready: where the account is in
   * use in another one, it is sent away as replaced
   */
  open(connection: Connection, returning: boolean): void {
    const { connections, rooms } = this.#parts;
    const { accountId, clientId } = connection.caller;
    const others = [
      connections.ofAccount(accountId)?.caller.clientId,
      rooms.peerOfAccount(accountId)?.clientId,
    ];
    if (returning && others.some((other) => other !== undefined && other !== clientId))
      return connection.end({ name: 'session:replaced', body: {} });
    const earlier = connections.add(connection);
    const sameWindow = earlier?.caller.clientId === clientId;
    earlier?.end(sameWindow ? undefined : { name: 'session:replaced', body: {} });
    const peer = rooms.peerOfAccount(accountId);
    if (peer?.clientId === clientId) rooms.connectionRestored(peer.peerId);
    else if (peer !== undefined) rooms.leave(peer.peerId, 'signed-in-elsewhere');
  }

  /** A socket is gone. A window that said goodbye leaves its room at once; a broken line gets the grace time. */
  gone(connection: Connection, closedCleanly: boolean): void {
    const { connections, rooms } = this.#parts;
    const wasCurrent = connections.remove(connection);
    const peer = rooms.peerOfAccount(connection.caller.accountId);
    if (!wasCurrent || peer === undefined) return;
    if (closedCleanly) rooms.leave(peer.peerId, 'left');
    else rooms.connectionLost(peer.peerId);
  }

  /** Sessions of an account were revoked: its socket is closed and its peer leaves, if it is of one of them. */
  endSessions(accountId: string, isRevoked: (sessionId: string) => boolean): void {
    const { connections, rooms } = this.#parts;
    const connection = connections.ofAccount(accountId);
    if (connection === undefined || !isRevoked(connection.caller.sessionId)) return;
    connections.remove(connection);
    const peer = rooms.peerOfAccount(accountId);
    if (peer !== undefined) rooms.leave(peer.peerId, 'signed-out');
    connection.end({ name: 'session:ended', body: {} });
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
