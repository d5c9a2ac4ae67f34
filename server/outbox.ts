// Carries the rooms' notices to sockets: by peer, encoded once for all who get the same. Made by createApp.
import type { Notice } from '../protocol/notices.ts';
import type { Outbox } from '../rooms/outbox.ts';
import type { Connection } from './connections.ts';

export interface SocketOutboxParts {
  /** The connection of a peer's account, if it has one now. */
  readonly connectionOf: (peerId: string) => Connection | undefined;
  /** Writes one notice to many sockets, encoding it once. */
  readonly broadcast: (socketIds: string[], notice: Notice) => void;
}

/** A peer whose connection is broken is passed over: it gets a snapshot when it comes back. */
export class SocketOutbox implements Outbox {
  readonly #parts: SocketOutboxParts;

  constructor(parts: SocketOutboxParts) {
    this.#parts = parts;
  }

  send(peerIds: readonly string[], notice: Notice): void {
    const socketIds: string[] = [];
    for (const peerId of peerIds) {
      const connection = this.#parts.connectionOf(peerId);
      if (connection === undefined || connection.closed) continue;
      if (connection.busy) connection.hold(notice);
      else socketIds.push(connection.wire.socketId);
    }
    if (socketIds.length > 0) this.#parts.broadcast(socketIds, notice);
  }
}
