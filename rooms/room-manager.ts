// Who comes into rooms and leaves them, and what that does to them. Called by the server's handlers and its socket transport.
import { briefRoomMs, desertedRoomGraceMs } from '../protocol/limits.ts';
import type { LeaveReason } from '../protocol/room/notices.ts';
import type { RoomSnapshot } from '../protocol/room/roster.ts';
import { assertMayJoin, assertNotElsewhere } from './entry.ts';
import { passHosting, takeHosting } from './hosting.ts';
import { LostRooms } from './lost-rooms.ts';
import { type Outbox, type RoomListener, tellRoom } from './outbox.ts';
import { type PersistedRoom, restoreRoom } from './persisted-room.ts';
import {
  addPeer,
  emptyRoom,
  isSecretOf,
  type JoiningPeer,
  newPeer,
  noteMeeting,
  type Peer,
  peerInfoOf,
  type Room,
  type RoomKeys,
  snapshotFor,
} from './room.ts';
import { type RestingNumber, RoomNumbers } from './room-numbers.ts';
import { RoomRoster } from './room-roster.ts';
import { RoomVoices } from './room-voices.ts';

/** Accounts whose place is kept after they lost their connection for long; some 100 bytes each. */
const lostAccountsMax = 100_000;

/** Everything the rooms take from outside; with fixed ones a run can be repeated exactly. */
export interface RoomManagerParts {
  readonly outbox: Outbox;
  readonly listener: RoomListener;
  /** Milliseconds since the epoch, for what outlives the server. */
  readonly now: () => number;
  /** Milliseconds on a monotonic clock, for durations. */
  readonly elapsedMs: () => number;
  /** A uniform integer in 0..below-1; guessable numbers would be handed out by a weak one. */
  readonly randomInt: (below: number) => number;
  /** An unguessable id of the protocol's form; used for peers and for the secrets of rooms. */
  readonly makeId: () => string;
  /** Numbers that rested when the server last stopped. */
  readonly resting: readonly RestingNumber[];
}

/**
 * Every change is sent to every other connected member of the room in exactly one notice; the member that caused it has the answer.
 * Methods that take a peer id throw RequestError `not-in-room` for one that is in no room.
 */
export class RoomManager extends RoomRoster {
  readonly #parts: RoomManagerParts;
  readonly #numbers: RoomNumbers;
  readonly #lostRooms = new LostRooms(lostAccountsMax);
  /** Brought up to date here as members come and go, and by RoomSettings as the host chooses. */
  readonly voices: RoomVoices;

  constructor(parts: RoomManagerParts) {
    super();
    this.#parts = parts;
    this.voices = new RoomVoices(parts.outbox, parts.elapsedMs);
    this.#numbers = new RoomNumbers(parts.randomInt, parts.resting);
  }

  /**
   * Restores the rooms of a server that ended: every peer keeps its place for as long as after a network failure of
   * all (protocol/limits.ts). Called at the start, before any peer joins.
   */
  restore(kept: readonly PersistedRoom[]): void {
    for (const each of kept) {
      // An account that changed rooms just before the end may stand in both.
      const places = each.places.filter(({ accountId }) => this.peerOfAccount(accountId) === undefined);
      const room = restoreRoom({ ...each, places });
      if (room.peers.size === 0) this.emptied.set(room, this.#parts.elapsedMs());
      this.#numbers.takeAgain(room.number);
      this.addRoom(room);
      for (const peer of room.peers.values()) this.lost.lose(peer, this.#parts.elapsedMs());
      this.voices.settle(room, undefined);
    }
  }

  /**
   * Opens a room under a random number that is free; the entrant is its host.
   * @param keys whether a place at another window is given up for this one @throws RequestError
   */
  create(entrant: JoiningPeer, keys: Pick<RoomKeys, 'moveHere'> = {}): RoomSnapshot {
    const earlier = this.peerOfAccount(entrant.accountId);
    assertNotElsewhere({ entrant, earlier, keys });
    const number = this.#numbers.take(this.#parts.now());
    const room = emptyRoom(number, this.#parts.makeId(), entrant.accountId);
    room.openedAtMs = this.#parts.elapsedMs();
    this.addRoom(room);
    this.#parts.listener.roomOpened(number);
    if (earlier !== undefined) this.#moveOut(earlier, room);
    const { peer } = this.#enter(room, entrant);
    room.hostPeerId = peer.peerId;
    this.voices.settle(room, peer);
    this.#parts.listener.roomChanged(number);
    return snapshotFor(peer);
  }

  /**
   * Lets an entrant in, if it may. What is malformed, unknown, or locked to this secret is refused alike, with
   * `room-unavailable`; that a room asks for a PIN shows that it is there, and that it is full only to those who may join it. A window
   * that comes back by itself and has no place any more is told `not-in-room`, whether there is such a room or not. One of an account
   * that is connected to a meeting at another window is refused last, with `in-meeting-elsewhere`, unless it moves the call.
   * @throws RequestError
   */
  join(entrant: JoiningPeer, number: string, keys: RoomKeys = {}): RoomSnapshot {
    const room = this.roomOf(number);
    const earlier = this.peerOfAccount(entrant.accountId);
    assertMayJoin(room, { entrant, earlier, keys });
    const isMember = earlier?.room === room;
    const wasHost = isMember && room.hostPeerId === earlier.peerId;
    if (earlier !== undefined) this.#moveOut(earlier, room);
    const { peer, next } = this.#enter(room, entrant, isMember ? earlier : undefined);
    peer.invited = isSecretOf(room, keys.secret) || (isMember && earlier.invited);
    const body = { peer: peerInfoOf(peer), ...(next && { before: next.peerId }) };
    tellRoom(this.#parts.outbox, room, peer, { name: 'peer:joined', body });
    const isHost = room.peers.size === 1 || wasHost || room.ownerAccountId === peer.accountId;
    if (isHost) takeHosting(this.#parts.outbox, peer);
    this.voices.settle(room, peer);
    this.#parts.listener.roomChanged(number);
    return snapshotFor(peer);
  }

  /**
   * Takes a peer out of its room; hosting passes to who is there longest. What the last one leaves is kept for `desertedRoomGraceMs`
   * where it was a meeting, or its only member has just gone to another window, and closed otherwise, or where it has been waited for
   * as long already.
   */
  leave(peerId: string, reason: LeaveReason): void {
    const peer = this.requirePeer(peerId);
    const { room } = peer;
    this.#takeOut(peer, reason);
    const [longest] = room.peers.values();
    if (longest !== undefined) {
      if (room.hostPeerId === peerId) passHosting(this.#parts.outbox, longest);
      this.#parts.listener.roomChanged(room.number);
    } else if ((room.wasMeeting && reason !== 'connection-lost') || reason === 'signed-in-elsewhere') {
      this.#holdEmpty(room);
    } else {
      this.#close(room);
    }
  }

  /** Takes out a peer whose media could not be opened; its window may try to come back to the same place. */
  turnBack(peerId: string): void {
    this.#lostRooms.keep(this.requirePeer(peerId));
    this.leave(peerId, 'left');
  }

  /** The peer's signalling connection broke: it keeps its place for `reconnectGraceMs` (protocol/limits.ts). */
  connectionLost(peerId: string): void {
    const peer = this.requirePeer(peerId);
    if (peer.lostAtMs !== undefined) return;
    this.lost.lose(peer, this.#parts.elapsedMs());
    tellRoom(this.#parts.outbox, peer.room, peer, {
      name: 'peer:connection-changed',
      body: { peerId, connected: false },
    });
  }

  /**
   * The peer's signalling connection is back; what it missed is in its next snapshot.
   * @param sessionId that its window shows now
   */
  connectionRestored(peerId: string, sessionId?: string): void {
    const peer = this.requirePeer(peerId);
    peer.sessionId = sessionId ?? peer.sessionId;
    if (peer.lostAtMs === undefined) return;
    this.lost.restore(peer, this.#parts.elapsedMs());
    noteMeeting(peer.room);
    tellRoom(this.#parts.outbox, peer.room, peer, {
      name: 'peer:connection-changed',
      body: { peerId, connected: true },
    });
  }

  /**
   * Removes every peer whose connection has been broken for longer than the grace time of its room, and closes meetings to which
   * no peer came back.
   */
  dropLost(): void {
    const nowMs = this.#parts.elapsedMs();
    for (const peer of this.lost.overdue(nowMs)) {
      this.#lostRooms.keep(peer);
      this.leave(peer.peerId, 'connection-lost');
    }
    for (const [room, sinceMs] of this.emptied) {
      if (nowMs - sinceMs < desertedRoomGraceMs) break;
      this.#close(room);
    }
  }

  /**
   * The place of an account goes to another of its windows, which comes into `room`. What it leaves is a place in the same room, whose
   * other members see it come back at once, or a room that goes on without it.
   */
  #moveOut(earlier: Peer, room: Room): void {
    const { peerId, room: left } = earlier;
    if (earlier.lostAtMs === undefined)
      this.#parts.outbox.send([peerId], { name: 'room:place-moved', body: { number: left.number } });
    if (left === room) this.#takeOut(earlier, 'signed-in-elsewhere');
    else this.leave(peerId, 'signed-in-elsewhere');
  }

  #takeOut(peer: Peer, reason: LeaveReason): void {
    const { peerId, room } = peer;
    this.removePeer(peer);
    if (!peer.playsSpeex) room.opusNeededUntilMs = this.#parts.elapsedMs();
    tellRoom(this.#parts.outbox, room, undefined, { name: 'peer:left', body: { peerId, reason } });
    this.#parts.listener.peerGone(peerId, room.number, reason);
  }

  /** Keeps number, secret, PIN, lock and owner of an empty meeting for a while. */
  #holdEmpty(room: Room): void {
    room.hostPeerId = '';
    this.emptied.set(room, this.#parts.elapsedMs());
    this.#parts.listener.roomEmptied(room.number);
    this.#parts.listener.roomChanged(room.number);
  }

  #close(room: Room): void {
    this.removeRoom(room);
    this.#lostRooms.closed(room);
    this.voices.forget(room);
    const openForMs = this.#parts.elapsedMs() - room.openedAtMs;
    const isBrief = !room.wasMeeting && openForMs < briefRoomMs;
    const restsUntilMs = this.#numbers.release(room.number, this.#parts.now(), isBrief);
    this.#parts.listener.roomClosed(room.number, restsUntilMs);
  }

  /** @param standing whose place in the order of the room the entrant has, under an id of its own; last unless given */
  #enter(
    room: Room,
    entrant: JoiningPeer,
    standing?: Peer,
  ): { readonly peer: Peer; readonly next: Peer | undefined } {
    this.#lostRooms.entered(entrant.accountId, room);
    this.emptied.delete(room);
    const place = room.lostPlaces.take(entrant) ?? {
      peerId: this.#parts.makeId(),
      arrival: standing?.arrival ?? (room.lastArrival += 1),
    };
    const peer = newPeer(room, entrant, place);
    const next = addPeer(peer);
    this.notePeer(peer);
    noteMeeting(room);
    return { peer, next };
  }
}
