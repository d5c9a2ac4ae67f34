// The voice codec of each room, brought up to date as members, choice and time change. Made by the room manager.
import type { RoomVoice, VoiceCodec } from '../protocol/room/roster.ts';
import { type Outbox, tellRoom } from './outbox.ts';
import type { Peer, Room } from './room.ts';
import { settleVoice } from './room-voice.ts';

export class RoomVoices {
  readonly #outbox: Outbox;
  readonly #elapsedMs: () => number;
  /** Rooms whose voices are not in the codec that the host chose, since a peer there cannot play it. */
  readonly #adapted = new Set<Room>();

  /** @param elapsedMs milliseconds on a monotonic clock */
  constructor(outbox: Outbox, elapsedMs: () => number) {
    this.#outbox = outbox;
    this.#elapsedMs = elapsedMs;
  }

  /**
   * Brings a room's voice up to date; a change is sent to every member but `causedBy`.
   * @param chosen the host's choice; unchanged unless given
   * @returns the voice now
   */
  settle(room: Room, causedBy: Peer | undefined, chosen?: VoiceCodec): RoomVoice {
    if (settleVoice(room, this.#elapsedMs(), chosen)) {
      if (room.voice.used === room.voice.chosen) this.#adapted.delete(room);
      else this.#adapted.add(room);
      tellRoom(this.#outbox, room, causedBy, { name: 'room:voice-changed', body: { voice: room.voice } });
    }
    return room.voice;
  }

  /** Returns voices to Speex in rooms where no peer has needed Opus for `speexReturnMs` (room-voice.ts). */
  settleAll(): void {
    for (const room of this.#adapted) this.settle(room, undefined);
  }

  /** A room is over. */
  forget(room: Room): void {
    this.#adapted.delete(room);
  }
}
