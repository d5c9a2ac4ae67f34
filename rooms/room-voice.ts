// What the voices of a room are sent as: the host's choice, but Opus while a member cannot play Speex. Used by the room manager.
import type { RoomVoice } from '../protocol/room/roster.ts';
import type { Room } from './room.ts';

/**
 * Voices go back to Speex this long after the last member that cannot play it has left: a member that reloads the page, or comes
 * back at once, does not change the codec twice for the whole room. A person takes some seconds to rejoin.
 */
export const speexReturnMs = 10_000;

interface VoiceSituation {
  /** What the host has chosen. */
  readonly chosen: RoomVoice['chosen'];
  /** Whether a peer in the room cannot play Speex. */
  readonly opusNeeded: boolean;
  /** When the last one of those left (milliseconds since the epoch); `undefined` when there was none. */
  readonly opusNeededUntilMs: number | undefined;
  readonly nowMs: number;
}

export function planVoice(situation: VoiceSituation): RoomVoice {
  const { chosen, opusNeeded, opusNeededUntilMs, nowMs } = situation;
  const resting = opusNeededUntilMs !== undefined && nowMs < opusNeededUntilMs + speexReturnMs;
  return { chosen, used: opusNeeded || resting ? 'opus' : chosen };
}

/** Brings a room's voice up to date after a change of its members, its choice or the time; whether that changed it. */
export function settleVoice(room: Room, nowMs: number, chosen = room.voice.chosen): boolean {
  const opusNeeded = Array.from(room.peers.values()).some((peer) => !peer.playsSpeex);
  const voice = planVoice({ chosen, opusNeeded, opusNeededUntilMs: room.opusNeededUntilMs, nowMs });
  const changed = voice.chosen !== room.voice.chosen || voice.used !== room.voice.used;
  room.voice = voice;
  return changed;
}
