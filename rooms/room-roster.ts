// Who is in which room: rooms by number, peers by id and by account. Read by everything about rooms; the room manager alone changes it.
import { RequestError } from '../protocol/error-codes.ts';
import type { RoomSnapshot } from '../protocol/room/roster.ts';
import { LostPeers } from './lost-peers.ts';
import { keepRoom, type PersistedRoom } from './persisted-room.ts';
import { isSecretOf, type JoiningPeer, type Peer, type Room, snapshotFor } from './room.ts';

export class RoomRoster {
  readonly #rooms = new Map<string, Room>();
  readonly #peers = new Map<string, Peer>();
  readonly #peerOfAccount = new Map<string, Peer>();
  protected readonly lost = new LostPeers();
  /** Empty meetings, with the time at which they emptied; the longest empty first. */
  protected readonly emptied = new Map<Room, number>();

  /** Rooms in which at least one peer has a place. */
  get roomCount(): number {
    return this.#rooms.size - this.emptied.size;
  }

  get peerCount(): number {
    return this.#peers.size;
  }

  /** People in rooms who have a connection. */
  get connectedCount(): number {
    return this.#peers.size - this.lost.count;
  }

  /** The room of this number, also one that is empty and kept for a while. */
  roomOf(number: string): Room | undefined {
    return this.#rooms.get(number);
  }

  /** What of a room is to outlive the server; `undefined` when there is none of this number. */
  keptRoom(number: string): PersistedRoom | undefined {
    const room = this.#rooms.get(number);
    return room && keepRoom(room);
  }

  /** Whether this is the secret of the room of this number. */
  isInvitation(number: string, secret: string | undefined): boolean {
    const room = this.#rooms.get(number);
    return room !== undefined && isSecretOf(room, secret);
  }

  /** The peer of an account, if it is in a room. */
  peerOfAccount(accountId: string): Peer | undefined {
    return this.#peerOfAccount.get(accountId);
  }

  /** The peer of one window of an account: no other window of the account has a part in its place. */
  peerOfClient({ accountId, clientId }: Pick<JoiningPeer, 'accountId' | 'clientId'>): Peer | undefined {
    const peer = this.#peerOfAccount.get(accountId);
    return peer?.clientId === clientId ? peer : undefined;
  }

  hasPeer(peerId: string): boolean {
    return this.#peers.has(peerId);
  }

  /** The peer of this id. @throws RequestError `not-in-room` */
  requirePeer(peerId: string): Peer {
    const peer = this.#peers.get(peerId);
    if (peer === undefined) throw new RequestError('not-in-room');
    return peer;
  }

  /** The room as this peer sees it now. @throws RequestError `not-in-room` */
  snapshot(peerId: string): RoomSnapshot {
    return snapshotFor(this.requirePeer(peerId));
  }

  /** Adds a room with the peers that are in it. */
  protected addRoom(room: Room): void {
    this.#rooms.set(room.number, room);
    for (const peer of room.peers.values()) this.notePeer(peer);
  }

  /** Forgets a room in which no peer is any more. */
  protected removeRoom(room: Room): void {
    this.#rooms.delete(room.number);
    this.emptied.delete(room);
  }

  /** Notes a peer that was added to its room. */
  protected notePeer(peer: Peer): void {
    this.#peers.set(peer.peerId, peer);
    this.#peerOfAccount.set(peer.accountId, peer);
  }

  /** Takes a peer out of its room. */
  protected removePeer(peer: Peer): void {
    const { peerId, room, accountId } = peer;
    room.peers.delete(peerId);
    this.#peers.delete(peerId);
    this.#peerOfAccount.delete(accountId);
    this.lost.forget(peer);
  }
}
