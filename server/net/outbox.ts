// Carries notices to sockets: by peer, account or connection, encoded once for all who get the same, and those of a crowd in few messages.
// Made by createApp.
import type { Notice, NoticeName } from '../../protocol/notices.ts';
import type { Outbox } from '../../rooms/outbox.ts';
import type { AccountOutbox } from '../dispatch/account-outbox.ts';
import { laneOf } from './answer-lane.ts';
import type { Connection } from './connections.ts';

/**
 * After a notice of an arrival, a departure or a source, a peer gets the notices of the next so many milliseconds in one message:
 * fifty people who join at once cause fifty times fifty notices. The first notice after a pause goes out at once.
 */
export const gatherMs = 50;

/** Notices that come in bursts when many join or leave. All others go out at once. */
const gatherable: ReadonlySet<NoticeName> = new Set([
  'peer:joined',
  'peer:left',
  'peer:connection-changed',
  'peer:trouble-changed',
  'peer:formats-changed',
  'source:started',
  'source:paused',
  'source:stopped',
]);

export interface SocketOutboxParts {
  /** The connection of a peer's window, if it has one now. */
  readonly connectionOf: (peerId: string) => Connection | undefined;
  /** The connections of an account: its windows and devices. */
  readonly connectionsOf: (accountId: string) => readonly Connection[];
  /**
   * Writes notices to many sockets in one message, encoding it once.
   * @param to ids of sockets, or rooms of them by name
   * @param except ids of sockets that do not get it
   */
  readonly broadcast: (to: string[], notices: readonly Notice[], except?: string[]) => void;
}

/** The room of socket.io in which the sockets of an account are from their handshake on. */
export const accountRoom = (accountId: string): string => `account:${accountId}`;

/** A peer whose connection is broken is passed over: it gets a snapshot when it comes back. */
export class SocketOutbox implements Outbox, AccountOutbox {
  readonly #parts: SocketOutboxParts;
  readonly #toldAtMs = new WeakMap<Connection, number>();
  readonly #gathering = new Set<Connection>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: SocketOutboxParts) {
    this.#parts = parts;
  }

  /** Sends a notice to the connections of peers, each at the window that has the place. */
  send(peerIds: readonly string[], notice: Notice): void {
    const connections: Connection[] = [];
    for (const peerId of peerIds) {
      const connection = this.#parts.connectionOf(peerId);
      if (connection !== undefined) connections.push(connection);
    }
    this.toConnections(connections, notice);
  }

  /**
   * Sends a notice to every connection of an account, whether it has a place in a meeting or not. An account without a connection gets
   * nothing: what must not be missed is kept where the client asks for it when it comes back.
   */
  toAccount(accountId: string, notice: Notice): void {
    this.toAccounts([accountId], notice);
  }

  /**
   * The same for several accounts, each named once; the notice is encoded once for all of them. It goes to their rooms, in which sockets
   * of other servers may be too; those here that wait for an answer get it after the answer.
   */
  toAccounts(accountIds: readonly string[], notice: Notice): void {
    const connections = accountIds.flatMap((accountId) => this.#parts.connectionsOf(accountId));
    const free = new Set(this.#holdFor(connections, notice));
    const except = connections.filter((connection) => !free.has(connection)).map(({ id }) => id);
    this.#parts.broadcast(accountIds.map(accountRoom), [notice], except);
  }

  /** Sends a notice to these connections: after the answer of the request that each of them is waiting for, and in order. */
  toConnections(connections: readonly Connection[], notice: Notice): void {
    this.#tell(this.#holdFor(connections, notice), [notice]);
  }

  /** Keeps a notice for the connections that get it later. @returns those that get it now, which have been sent what came before it */
  #holdFor(connections: readonly Connection[], notice: Notice): readonly Connection[] {
    const free: Connection[] = [];
    const lane = laneOf(notice.name);
    for (const connection of connections) {
      if (connection.closed) continue;
      if (connection.isBusy(lane)) connection.hold(lane, notice);
      else if (this.#mayWait(connection, notice)) this.#gather(connection, notice);
      else free.push(connection);
    }
    // What was said before goes out before.
    if (free.some((connection) => connection.gathers)) this.#flush();
    return free;
  }

  #mayWait(connection: Connection, { name }: Notice): boolean {
    if (!gatherable.has(name)) return false;
    const toldAtMs = this.#toldAtMs.get(connection) ?? Number.NEGATIVE_INFINITY;
    return connection.gathers || performance.now() - toldAtMs < gatherMs;
  }

  #gather(connection: Connection, notice: Notice): void {
    connection.gather(notice);
    this.#gathering.add(connection);
    this.#timer ??= setTimeout(() => this.#flush(), gatherMs);
  }

  /** Those who get the same are told by one message; who came in between gets less than those who were there. */
  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const numbers = new Map<Notice, number>();
    const groups = new Map<string, { readonly connections: Connection[]; readonly notices: Notice[] }>();
    for (const connection of this.#gathering) {
      const notices = connection.takeGathered();
      if (connection.closed || notices.length === 0) continue;
      for (const notice of notices) if (!numbers.has(notice)) numbers.set(notice, numbers.size);
      const key = notices.map((notice) => numbers.get(notice)).join(' ');
      const group = groups.get(key) ?? { connections: [], notices };
      groups.set(key, group);
      group.connections.push(connection);
    }
    this.#gathering.clear();
    for (const { connections, notices } of groups.values()) this.#tell(connections, notices);
  }

  #tell(connections: readonly Connection[], notices: readonly Notice[]): void {
    if (connections.length === 0) return;
    const nowMs = performance.now();
    if (notices.some(({ name }) => gatherable.has(name)))
      for (const connection of connections) this.#toldAtMs.set(connection, nowMs);
    this.#parts.broadcast(
      connections.map(({ id }) => id),
      notices,
    );
  }
}
