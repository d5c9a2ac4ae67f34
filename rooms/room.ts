// One room and its peers as plain objects, and the views of them that go over the wire. Changed by the room manager only.
import { timingSafeEqual } from 'node:crypto';
import type {
  ConnectionQuality,
  PeerInfo,
  RoomSnapshot,
  RoomVoice,
  SourceInfo,
} from '../protocol/room/roster.ts';
import type { Drawing } from './drawing.ts';
import { LostPlaces, type Place } from './lost-places.ts';

/** Accounts of which a room remembers that they were let in: twice the largest meeting, some 50 bytes each. */
export const admittedMax = 1000;

/** Who wants in: an account, and the window it uses. */
export interface JoiningPeer {
  readonly accountId: string;
  readonly clientId: string;
  /** The session that the window shows; `undefined` where it is not known. */
  readonly sessionId?: string | undefined;
  readonly nickname: string;
  /** Whether the nickname looks like that of an older account. */
  readonly looksLikeOlder?: boolean | undefined;
  /** False where voices must be sent as Opus to be heard. */
  readonly playsSpeex: boolean;
  /** False where pictures must be sent as JPEG to be seen. */
  readonly playsH264?: boolean;
}

/** One account's presence in one room. */
export interface Peer {
  readonly peerId: string;
  /** Peers stand in this order, the lowest first; who comes back after being lost has the one from before. */
  readonly arrival: number;
  readonly accountId: string;
  /** The window that joined; only the same one may take this place up again. */
  readonly clientId: string;
  /** The session that this window last showed; `undefined` after a restart of the server, until the window is back. */
  sessionId: string | undefined;
  readonly nickname: string;
  readonly looksLikeOlder: boolean;
  readonly room: Room;
  readonly playsSpeex: boolean;
  playsH264: boolean;
  /** What is on, by producer id, in the order it was switched on. */
  readonly sources: Map<string, SourceInfo>;
  /** The annotations on a screen that is shared, by producer id; there from the first that is allowed or drawn. */
  readonly drawings: Map<string, Drawing>;
  /** The annotations on the screen that was shared last, until another is: it may go on with another codec or mode. */
  endedDrawing: { readonly producerId: string; readonly drawing: Drawing } | undefined;
  /** When the signalling connection broke (milliseconds since the epoch); `undefined` while it stands. */
  lostAtMs: number | undefined;
  /** Whether it came in with the secret that the room has now: then it may hand it on. */
  invited: boolean;
  /** What its connection suffers from; `undefined` while it is good. */
  trouble: ConnectionQuality | undefined;
}

export interface Room {
  readonly number: string;
  /** Lets its holder in directly, even when the room is locked; renewed with each locking. */
  secret: string;
  locked: boolean;
  /** Six digits that joining by number needs; `undefined`: no PIN. */
  pin: string | undefined;
  /** Wrong ones that were tried, as far as the host was told. */
  pinGuesses: number | undefined;
  voice: RoomVoice;
  /** When the last peer that cannot play Speex left (milliseconds since the epoch). */
  opusNeededUntilMs: number | undefined;
  hostPeerId: string;
  /** Who opened it: hosts it whenever they are in it, and always may come in. */
  readonly ownerAccountId: string;
  /** The conversation of this meeting; `undefined` until a member opens its chat. */
  chatId: string | undefined;
  /** By peer id, in order of arrival. */
  readonly peers: Map<string, Peer>;
  readonly lostPlaces: LostPlaces;
  /** Accounts that were let in, who came last at the end; the longest ago are forgotten. */
  readonly admitted: Set<string>;
  /** The highest so far. */
  lastArrival: number;
  /** Milliseconds of the clock that never goes back. */
  openedAtMs: number;
  /** Whether two people were connected at once; only then it waits long for those who lose their connection. */
  wasMeeting: boolean;
}

/** A room that has just been opened; its owner is yet to come in. */
export function emptyRoom(number: string, secret: string, ownerAccountId: string): Room {
  return {
    number,
    secret,
    locked: false,
    pin: undefined,
    pinGuesses: undefined,
    voice: { chosen: 'speex', used: 'speex' },
    opusNeededUntilMs: undefined,
    hostPeerId: '',
    ownerAccountId,
    chatId: undefined,
    peers: new Map(),
    lostPlaces: new LostPlaces(),
    admitted: new Set(),
    lastArrival: 0,
    openedAtMs: 0,
    wasMeeting: false,
  };
}

/** A peer that has just joined, with no source on; `addPeer` adds it to the room. */
export function newPeer(room: Room, entrant: JoiningPeer, place: Place): Peer {
  const { accountId, clientId, sessionId, nickname, playsSpeex } = entrant;
  const { looksLikeOlder = false, playsH264 = true } = entrant;
  const { peerId, arrival } = place;
  return {
    peerId,
    arrival,
    accountId,
    clientId,
    sessionId,
    nickname,
    looksLikeOlder,
    room,
    playsSpeex,
    playsH264,
    sources: new Map(),
    drawings: new Map(),
    endedDrawing: undefined,
    lostAtMs: undefined,
    invited: false,
    trouble: undefined,
  };
}

function noteAdmitted({ accountId, room: { admitted } }: Peer): void {
  admitted.delete(accountId);
  admitted.add(accountId);
  for (const longestAgo of admitted) {
    if (admitted.size <= admittedMax) return;
    admitted.delete(longestAgo);
  }
}

/** Puts a peer where its arrival belongs; returns the one it stands before, if any. */
export function addPeer(peer: Peer): Peer | undefined {
  const { peers } = peer.room;
  noteAdmitted(peer);
  const later = [...peers.values()].filter(({ arrival }) => arrival > peer.arrival);
  for (const { peerId } of later) peers.delete(peerId);
  for (const each of [peer, ...later]) peers.set(each.peerId, each);
  return later[0];
}

/** What every peer in the room knows of a peer. */
export function peerInfoOf(peer: Peer): PeerInfo {
  return {
    peerId: peer.peerId,
    nickname: peer.nickname,
    ...(peer.looksLikeOlder && { looksLikeOlder: true }),
    connected: peer.lostAtMs === undefined,
    ...(peer.trouble && { trouble: peer.trouble }),
    ...(!peer.playsH264 && { playsH264: false }),
    sources: [...peer.sources.values()],
  };
}

/** The whole room as one of its peers sees it. */
export function snapshotFor(peer: Peer): RoomSnapshot {
  const { room } = peer;
  return {
    number: room.number,
    ...((peer.invited || peer.peerId === room.hostPeerId) && { secret: room.secret }),
    locked: room.locked,
    ...(room.pin !== undefined && { pin: room.pin }),
    ...(room.pinGuesses !== undefined && peer.peerId === room.hostPeerId && { pinGuesses: room.pinGuesses }),
    voice: room.voice,
    ...(room.chatId !== undefined && { chatId: room.chatId }),
    hostPeerId: room.hostPeerId,
    selfPeerId: peer.peerId,
    peers: Array.from(room.peers.values(), peerInfoOf),
  };
}

/** Ids of the peers that can be told something: connected, and not the one who caused it. */
export function listenersOf(room: Room, causedBy?: Peer): string[] {
  return Array.from(room.peers.values())
    .filter((peer) => peer !== causedBy && peer.lostAtMs === undefined)
    .map((peer) => peer.peerId);
}

/** Ids of the sources of all other peers in the room of a peer. */
export function producersOfOthers(peer: Peer): string[] {
  return Array.from(peer.room.peers.values())
    .filter((other) => other !== peer)
    .flatMap(({ sources }) => [...sources.keys()]);
}

/** How many in it have a connection. */
export function connectedCount(room: Room): number {
  return room.peers.values().reduce((count, peer) => count + (peer.lostAtMs === undefined ? 1 : 0), 0);
}

/** A room in which two people were connected at once is a meeting from then on. */
export function noteMeeting(room: Room): void {
  room.wasMeeting ||= connectedCount(room) >= 2;
}

/** Whether no peer in it is connected. */
export function isDeserted(room: Room): boolean {
  return connectedCount(room) === 0;
}

/** What a joining account shows: the secret of an invitation link, or a PIN besides the number. */
export interface RoomKeys {
  /** The window comes back by itself: to the place that is kept for it, or not at all. */
  readonly returning?: boolean | undefined;
  /** The place that the account has in a meeting at another window is given up for the one here. */
  readonly moveHere?: boolean | undefined;
  readonly secret?: string | undefined;
  readonly pin?: string | undefined;
}

/** Why an account with these keys may not join; `undefined` when it may. */
export function refusalOf(
  room: Room,
  { secret, pin }: RoomKeys,
): 'room-unavailable' | 'pin-needed' | 'pin-wrong' | undefined {
  if (isSecretOf(room, secret)) return undefined;
  if (room.locked) return 'room-unavailable';
  if (room.pin === undefined) return undefined;
  if (pin === undefined) return 'pin-needed';
  return sameText(pin, room.pin) ? undefined : 'pin-wrong';
}

export function isSecretOf(room: Room, secret: string | undefined): boolean {
  return secret !== undefined && sameText(secret, room.secret);
}

/** Compares without telling by its duration how much was right. */
function sameText(left: string, right: string): boolean {
  const leftBytes = Buffer.from(left);
  const rightBytes = Buffer.from(right);
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}
