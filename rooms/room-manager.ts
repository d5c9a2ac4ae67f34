// All rooms of one server: who is in which, who hosts, who is lost. Called by the server's handlers and its socket door.
import { RequestError } from '../protocol/error-codes.ts';
import { briefRoomMs, desertedRoomGraceMs, peersPerRoomMax } from '../protocol/limits.ts';
import type { LeaveReason } from '../protocol/room/notices.ts';
import type { MediaLossReason } from '../protocol/media/notices.ts';
import type { Notice } from '../protocol/notices.ts';
import type { ConnectionQuality, RoomSnapshot, RoomVoice, VoiceCodec } from '../protocol/room/roster.ts';
import { type PersistedRoom, keepRoom, restoreRoom } from './persisted-room.ts';
import type { Outbox, RoomListener } from './outbox.ts';
import { LostPeers } from './lost-peers.ts';
import { LostRooms } from './lost-rooms.ts';
import {
  connectedCount,
  emptyRoom,
  isSecretOf,
  type JoiningPeer,
  listenersOf,
  newPeer,
  type Peer,
  peerInfoOf,
  refusalOf,
  type Room,
  type RoomKeys,
  snapshotFor,
  addPeer,
} from './room.ts';
import { type RestingNumber, RoomNumbers } from './room-numbers.ts';
import { settleVoice } from './room-voice.ts';

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
 * Every change is told to every other connected member of the room by exactly one notice; the one who caused it learns
 * it by its answer. Methods that take a peer id throw RequestError `not-in-room` for one that is in no room.
 */
export class RoomManager {
  readonly #parts: RoomManagerParts;
  readonly #numbers: RoomNumbers;
  readonly #rooms = new Map<string, Room>();
  readonly #peers = new Map<string, Peer>();
  readonly #peerOfAccount = new Map<string, Peer>();
  readonly #lost = new LostPeers();
  readonly #lostRooms = new LostRooms(lostAccountsMax);
  /** Empty meetings, with the time at which they emptied; the longest empty first. */
  readonly #emptied = new Map<Room, number>();
  /** Rooms whose voices are not in the codec that the host chose, since a peer there cannot play it. */
  readonly #adaptedVoices = new Set<Room>();

  constructor(parts: RoomManagerParts) {
    this.#parts = parts;
    this.#numbers = new RoomNumbers(parts.randomInt, parts.resting);
  }

  /**
   * Restores the rooms of a server that ended: every peer keeps its place for as long as after a network failure of
   * all (protocol/limits.ts). Called at the start, before any peer joins.
   */
  restore(kept: readonly PersistedRoom[]): void {
    for (const each of kept) {
      // An account that changed rooms just before the end may stand in both.
      const places = each.places.filter(({ accountId }) => !this.#peerOfAccount.has(accountId));
      const room = restoreRoom({ ...each, places });
      if (room.peers.size === 0) this.#emptied.set(room, this.#parts.elapsedMs());
      this.#numbers.takeAgain(room.number);
      this.#rooms.set(room.number, room);
      for (const peer of room.peers.values()) {
        this.#peers.set(peer.peerId, peer);
        this.#peerOfAccount.set(peer.accountId, peer);
        this.#lost.lose(peer, this.#parts.elapsedMs());
      }
      this.#settleVoice(room, undefined);
    }
  }

  /** What of a room is to outlive the server; `undefined` when there is none of this number. */
  keptRoom(number: string): PersistedRoom | undefined {
    const room = this.#rooms.get(number);
    return room && keepRoom(room);
  }

  /** Rooms in which at least one peer has a place. */
  get roomCount(): number {
    return this.#rooms.size - this.#emptied.size;
  }

  get peerCount(): number {
    return this.#peers.size;
  }

  /** People in rooms who have a connection. */
  get connectedCount(): number {
    return this.#peers.size - this.#lost.count;
  }

  /**
   * Opens a room under a random number that is free; the entrant is its host.
   * @param keys whether a place at another window is given up for this one
   * @throws RequestError
   */
  create(entrant: JoiningPeer, { moveHere }: Pick<RoomKeys, 'moveHere'> = {}): RoomSnapshot {
    this.#assertNotInRoom(entrant);
    const earlier = this.#peerOfAccount.get(entrant.accountId);
    if (moveHere !== true) assertNotElsewhere(earlier, entrant);
    const number = this.#numbers.take(this.#parts.now());
    const room = emptyRoom(number, this.#parts.makeId(), entrant.accountId);
    room.openedAtMs = this.#parts.elapsedMs();
    this.#rooms.set(number, room);
    this.#parts.listener.roomOpened(number);
    if (earlier !== undefined) this.#moveOut(earlier, room);
    const { peer } = this.#enter(room, entrant);
    room.hostPeerId = peer.peerId;
    this.#settleVoice(room, peer);
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
    this.#assertNotInRoom(entrant);
    const room = this.#rooms.get(number);
    // Who lost the connection was in already, with whatever was needed for it.
    const wasIn = room?.lostPlaces.has(entrant) === true;
    const earlier = this.#peerOfAccount.get(entrant.accountId);
    if (keys.returning === true && !wasIn)
      throw earlier ? elsewhere(earlier, entrant) : new RequestError('not-in-room');
    const isMember = earlier !== undefined && earlier.room === room;
    const mayEnter = wasIn || isMember || room?.ownerAccountId === entrant.accountId;
    const refusal = room === undefined ? 'room-unavailable' : mayEnter ? undefined : refusalOf(room, keys);
    if (room === undefined || refusal !== undefined) throw new RequestError(refusal ?? 'room-unavailable');
    const isFull = connectedCount(room) >= peersPerRoomMax || room.peers.size >= 2 * peersPerRoomMax;
    if (isFull && !isMember) throw new RequestError('room-full');
    if (keys.moveHere !== true) assertNotElsewhere(earlier, entrant);
    const wasHost = isMember && room.hostPeerId === earlier.peerId;
    if (earlier !== undefined) this.#moveOut(earlier, room);
    const { peer, next } = this.#enter(room, entrant, isMember ? earlier : undefined);
    peer.invited = isSecretOf(room, keys.secret) || (isMember && earlier.invited);
    const body = { peer: peerInfoOf(peer), ...(next && { before: next.peerId }) };
    this.#tell(room, peer, { name: 'peer:joined', body });
    const isHost = room.peers.size === 1 || wasHost || room.ownerAccountId === peer.accountId;
    if (isHost) this.#takeHosting(peer);
    this.#settleVoice(room, peer);
    this.#parts.listener.roomChanged(number);
    return snapshotFor(peer);
  }

  /** Whether this is the secret of the room of this number. */
  isInvitation(number: string, secret: string | undefined): boolean {
    const room = this.#rooms.get(number);
    return room !== undefined && isSecretOf(room, secret);
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
      if (room.hostPeerId === peerId) this.#passHosting(room, longest);
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

  /** The room as this peer sees it now. */
  snapshot(peerId: string): RoomSnapshot {
    return snapshotFor(this.requirePeer(peerId));
  }

  /** Locks the room, so that only holders of the new secret it returns can join, or unlocks it. The caller checks who may ask. */
  lock(peerId: string, locked: boolean): string {
    const peer = this.requirePeer(peerId);
    const { room } = peer;
    if (room.locked === locked) return room.secret;
    room.locked = locked;
    if (locked) this.#renewSecret(room);
    this.#tell(room, peer, { name: 'room:locked', body: { locked } });
    this.#parts.listener.roomChanged(room.number);
    return room.secret;
  }

  /** Makes joining by number need a new PIN, which is returned, or none. The caller checks who may ask. */
  requirePin(peerId: string, required: boolean): string | undefined {
    const peer = this.requirePeer(peerId);
    const { room } = peer;
    if (!required && room.pin === undefined) return undefined;
    room.pinGuesses = undefined;
    room.pin = required ? String(this.#parts.randomInt(1_000_000)).padStart(6, '0') : undefined;
    this.#tell(room, peer, {
      name: 'room:pin-changed',
      body: { ...(room.pin !== undefined && { pin: room.pin }) },
    });
    this.#parts.listener.roomChanged(room.number);
    return room.pin;
  }

  /** Tells the host of a room that so many wrong PINs were tried; a new PIN makes it forgotten. */
  tellOfGuesses(number: string, pinGuesses: number): void {
    const room = this.#rooms.get(number);
    const host = room?.peers.get(room.hostPeerId);
    if (room === undefined || host === undefined) return;
    room.pinGuesses = pinGuesses;
    if (host.lostAtMs !== undefined) return;
    this.#parts.outbox.send([host.peerId], { name: 'room:pin-guessed', body: { pinGuesses } });
  }

  /** Chooses the voice codec, which is used while every peer can play it. The caller checks who may ask. */
  chooseVoice(peerId: string, codec: VoiceCodec): RoomVoice {
    const peer = this.requirePeer(peerId);
    this.#settleVoice(peer.room, peer, codec);
    this.#parts.listener.roomChanged(peer.room.number);
    return peer.room.voice;
  }

  /** Returns voices to Speex in rooms where no peer has needed Opus for `speexReturnMs` (room-voice.ts). */
  settleVoices(): void {
    for (const room of this.#adaptedVoices) this.#settleVoice(room, undefined);
  }

  /** The peer's signalling connection broke: it keeps its place for `reconnectGraceMs` (protocol/limits.ts). */
  connectionLost(peerId: string): void {
    const peer = this.requirePeer(peerId);
    if (peer.lostAtMs !== undefined) return;
    this.#lost.lose(peer, this.#parts.elapsedMs());
    this.#tell(peer.room, peer, { name: 'peer:connection-changed', body: { peerId, connected: false } });
  }

  /**
   * The peer's signalling connection is back; what it missed is in its next snapshot.
   * @param sessionId that its window shows now
   */
  connectionRestored(peerId: string, sessionId?: string): void {
    const peer = this.requirePeer(peerId);
    peer.sessionId = sessionId ?? peer.sessionId;
    if (peer.lostAtMs === undefined) return;
    this.#lost.restore(peer, this.#parts.elapsedMs());
    noteMeeting(peer.room);
    this.#tell(peer.room, peer, { name: 'peer:connection-changed', body: { peerId, connected: true } });
  }

  /**
   * Removes every peer whose connection has been broken for longer than the grace time of its room, and closes meetings to which
   * no peer came back.
   */
  dropLost(): void {
    const nowMs = this.#parts.elapsedMs();
    for (const peer of this.#lost.overdue(nowMs)) {
      this.#lostRooms.keep(peer);
      this.leave(peer.peerId, 'connection-lost');
    }
    for (const [room, sinceMs] of this.#emptied) {
      if (nowMs - sinceMs < desertedRoomGraceMs) break;
      this.#close(room);
    }
  }

  /** What the peer's connection suffers from, as it says itself; `undefined`: nothing any more. */
  changeTrouble(peerId: string, trouble: ConnectionQuality | undefined): void {
    const peer = this.requirePeer(peerId);
    const before = peer.trouble;
    if (before?.level === trouble?.level && before?.cause === trouble?.cause) return;
    peer.trouble = trouble;
    const body = { peerId, ...(trouble && { trouble }) };
    this.#tell(peer.room, peer, { name: 'peer:trouble-changed', body });
  }

  /** Which formats of pictures the peer receives, as it says itself each time it opens media. */
  changeFormats(peerId: string, { playsH264 }: Pick<Peer, 'playsH264'>): void {
    const peer = this.requirePeer(peerId);
    if (peer.playsH264 === playsH264) return;
    peer.playsH264 = playsH264;
    this.#tell(peer.room, peer, { name: 'peer:formats-changed', body: { peerId, playsH264 } });
  }

  /** The media of a room is gone, every source with it; the one notice says both. */
  loseMedia(number: string, reason: MediaLossReason): void {
    const room = this.#rooms.get(number);
    if (room === undefined) return;
    for (const peer of room.peers.values()) {
      peer.sources.clear();
      peer.drawings.clear();
      peer.endedDrawing = undefined;
    }
    this.#tell(room, undefined, { name: 'media:lost', body: { reason } });
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

  #assertNotInRoom(entrant: JoiningPeer): void {
    if (this.peerOfClient(entrant) !== undefined) throw new RequestError('already-in-room');
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
    room.peers.delete(peerId);
    this.#peers.delete(peerId);
    this.#peerOfAccount.delete(peer.accountId);
    this.#lost.forget(peer);
    if (!peer.playsSpeex) room.opusNeededUntilMs = this.#parts.elapsedMs();
    this.#tell(room, undefined, { name: 'peer:left', body: { peerId, reason } });
    this.#parts.listener.peerGone(peerId, room.number, reason);
  }

  /** The host alone holds the secret that a room has from now on. */
  #renewSecret(room: Room): void {
    room.secret = this.#parts.makeId();
    for (const peer of room.peers.values()) peer.invited = false;
  }

  /** Keeps number, secret, PIN, lock and owner of an empty meeting for a while. */
  #holdEmpty(room: Room): void {
    room.hostPeerId = '';
    this.#emptied.set(room, this.#parts.elapsedMs());
    this.#parts.listener.roomEmptied(room.number);
    this.#parts.listener.roomChanged(room.number);
  }

  #close(room: Room): void {
    this.#rooms.delete(room.number);
    this.#emptied.delete(room);
    this.#lostRooms.closed(room);
    this.#adaptedVoices.delete(room);
    const openForMs = this.#parts.elapsedMs() - room.openedAtMs;
    const isBrief = !room.wasMeeting && openForMs < briefRoomMs;
    const restsUntilMs = this.#numbers.release(room.number, this.#parts.now(), isBrief);
    this.#parts.listener.roomClosed(room.number, restsUntilMs);
  }

  /** Makes a peer that has just joined the host; the previous host still knows the secret. */
  #takeHosting(peer: Peer): void {
    const { room, peerId: hostPeerId } = peer;
    const before = room.peers.get(room.hostPeerId);
    if (before !== undefined) before.invited = true;
    room.hostPeerId = hostPeerId;
    this.#tell(room, peer, { name: 'room:host-changed', body: { hostPeerId } });
  }

  /** Who hosts a room from now on; they alone are told its secret with it. */
  #passHosting(room: Room, host: Peer): void {
    const hostPeerId = host.peerId;
    room.hostPeerId = hostPeerId;
    this.#tell(room, host, { name: 'room:host-changed', body: { hostPeerId } });
    if (host.lostAtMs !== undefined) return;
    this.#parts.outbox.send([hostPeerId], {
      name: 'room:host-changed',
      body: { hostPeerId, secret: room.secret },
    });
  }

  /** @param standing whose place in the order of the room the entrant has, under an id of its own; last unless given */
  #enter(
    room: Room,
    entrant: JoiningPeer,
    standing?: Peer,
  ): { readonly peer: Peer; readonly next: Peer | undefined } {
    this.#lostRooms.entered(entrant.accountId, room);
    this.#emptied.delete(room);
    const place = room.lostPlaces.take(entrant) ?? {
      peerId: this.#parts.makeId(),
      arrival: standing?.arrival ?? (room.lastArrival += 1),
    };
    const peer = newPeer(room, entrant, place);
    const next = addPeer(peer);
    this.#peers.set(peer.peerId, peer);
    this.#peerOfAccount.set(peer.accountId, peer);
    noteMeeting(room);
    return { peer, next };
  }

  #settleVoice(room: Room, causedBy: Peer | undefined, chosen?: VoiceCodec): void {
    if (!settleVoice(room, this.#parts.elapsedMs(), chosen)) return;
    if (room.voice.used === room.voice.chosen) this.#adaptedVoices.delete(room);
    else this.#adaptedVoices.add(room);
    this.#tell(room, causedBy, { name: 'room:voice-changed', body: { voice: room.voice } });
  }

  #tell(room: Room, causedBy: Peer | undefined, notice: Notice): void {
    const peerIds = listenersOf(room, causedBy);
    if (peerIds.length > 0) this.#parts.outbox.send(peerIds, notice);
  }
}

/** @throws RequestError where the account is connected to a meeting at another window: only its owner moves the call. */
function assertNotElsewhere(earlier: Peer | undefined, entrant: JoiningPeer): void {
  if (earlier !== undefined && earlier.lostAtMs === undefined) throw elsewhere(earlier, entrant);
}

function elsewhere(earlier: Peer, { sessionId }: JoiningPeer): RequestError {
  const isSameDevice = earlier.sessionId !== undefined && earlier.sessionId === sessionId;
  return new RequestError('in-meeting-elsewhere', {
    elsewhere: { number: earlier.room.number, isSameDevice },
  });
}

function noteMeeting(room: Room): void {
  room.wasMeeting ||= connectedCount(room) >= 2;
}
