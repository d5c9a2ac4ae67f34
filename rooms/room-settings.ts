// How a room is held: locked, by PIN, in which voice codec. Called by the server's handlers, which check that the host asks.
import type { RoomVoice, VoiceCodec } from '../protocol/room/roster.ts';
import { renewSecret } from './hosting.ts';
import { tellRoom } from './outbox.ts';
import type { RoomManager, RoomManagerParts } from './room-manager.ts';

export interface RoomSettingsParts
  extends Pick<RoomManagerParts, 'outbox' | 'listener' | 'randomInt' | 'makeId'> {
  readonly rooms: RoomManager;
}

/** Methods that take a peer id throw RequestError `not-in-room` for one that is in no room. */
export class RoomSettings {
  readonly #parts: RoomSettingsParts;

  constructor(parts: RoomSettingsParts) {
    this.#parts = parts;
  }

  /** Locks the room, so that only holders of the new secret it returns can join, or unlocks it. */
  lock(peerId: string, locked: boolean): string {
    const peer = this.#parts.rooms.requirePeer(peerId);
    const { room } = peer;
    if (room.locked === locked) return room.secret;
    room.locked = locked;
    if (locked) renewSecret(room, this.#parts.makeId());
    tellRoom(this.#parts.outbox, room, peer, { name: 'room:locked', body: { locked } });
    this.#parts.listener.roomChanged(room.number);
    return room.secret;
  }

  /** Makes joining by number need a new PIN of six digits, which is returned, or none. */
  requirePin(peerId: string, required: boolean): string | undefined {
    const peer = this.#parts.rooms.requirePeer(peerId);
    const { room } = peer;
    if (!required && room.pin === undefined) return undefined;
    room.pinGuesses = undefined;
    room.pin = required ? String(this.#parts.randomInt(1_000_000)).padStart(6, '0') : undefined;
    const body = { ...(room.pin !== undefined && { pin: room.pin }) };
    tellRoom(this.#parts.outbox, room, peer, { name: 'room:pin-changed', body });
    this.#parts.listener.roomChanged(room.number);
    return room.pin;
  }

  /** Tells the host of a room that so many wrong PINs were tried; a new PIN makes it forgotten. */
  tellOfGuesses(number: string, pinGuesses: number): void {
    const room = this.#parts.rooms.roomOf(number);
    const host = room?.peers.get(room.hostPeerId);
    if (room === undefined || host === undefined) return;
    room.pinGuesses = pinGuesses;
    if (host.lostAtMs !== undefined) return;
    this.#parts.outbox.send([host.peerId], { name: 'room:pin-guessed', body: { pinGuesses } });
  }

  /** The room has a conversation from now on; the one that came first stays. @returns its id */
  openChat(peerId: string, chatId: string): string {
    const { room } = this.#parts.rooms.requirePeer(peerId);
    if (room.chatId !== undefined) return room.chatId;
    room.chatId = chatId;
    tellRoom(this.#parts.outbox, room, undefined, { name: 'room:chat-opened', body: { chatId } });
    this.#parts.listener.roomChanged(room.number);
    return chatId;
  }

  /** Chooses the voice codec, which is used while every peer can play it. */
  chooseVoice(peerId: string, codec: VoiceCodec): RoomVoice {
    const { rooms, listener } = this.#parts;
    const peer = rooms.requirePeer(peerId);
    const voice = rooms.voices.settle(peer.room, peer, codec);
    listener.roomChanged(peer.room.number);
    return voice;
  }
}
