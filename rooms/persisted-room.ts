// What of a room outlives the server's process: who has which place in it, and who hosts. Used by the room manager.
import type { VoiceCodec } from '../protocol/room/roster.ts';
import { emptyRoom, type JoiningPeer, newPeer, type Peer, type Room, addPeer } from './room.ts';
import type { Place } from './lost-places.ts';

/** The place of one window. */
export interface KeptPlace extends JoiningPeer, Place {}

export interface PersistedRoom {
  readonly number: string;
  readonly secret: string;
  readonly locked: boolean;
  readonly pin: string | undefined;
  /** The host's choice for voices. */
  readonly voice: VoiceCodec;
  /** Empty in a meeting that emptied. */
  readonly hostPeerId: string;
  /** Empty of a room that an older server kept: then who hosts owns it. */
  readonly ownerAccountId: string;
  /** The conversation of the meeting, if there is one. */
  readonly chatId?: string | undefined;
  /** In order of arrival. */
  readonly places: readonly KeptPlace[];
}

export function keepRoom(room: Room): PersistedRoom {
  return {
    number: room.number,
    secret: room.secret,
    locked: room.locked,
    pin: room.pin,
    voice: room.voice.chosen,
    hostPeerId: room.hostPeerId,
    ownerAccountId: room.ownerAccountId,
    chatId: room.chatId,
    places: Array.from(room.peers.values(), keepPlace),
  };
}

/** The room with every peer at its place, none connected and no source on. */
export function restoreRoom(kept: PersistedRoom): Room {
  const host = kept.places.find(({ peerId }) => peerId === kept.hostPeerId);
  const room = emptyRoom(kept.number, kept.secret, kept.ownerAccountId || (host?.accountId ?? ''));
  room.locked = kept.locked;
  room.pin = kept.pin;
  room.chatId = kept.chatId;
  room.voice = { chosen: kept.voice, used: kept.voice };
  for (const place of kept.places) addPeer(newPeer(room, place, place));
  const [longest] = room.peers.values();
  room.hostPeerId = room.peers.has(kept.hostPeerId) ? kept.hostPeerId : (longest?.peerId ?? '');
  // The server's restart disconnected the peers, not they themselves.
  room.wasMeeting = true;
  room.lastArrival = Math.max(0, ...kept.places.map(({ arrival }) => arrival));
  return room;
}

function keepPlace({ peerId, arrival, accountId, clientId, nickname, playsSpeex }: Peer): KeptPlace {
  return { peerId, arrival, accountId, clientId, nickname, playsSpeex };
}
