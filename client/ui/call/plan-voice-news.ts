// What people are told when the voices of their room are sent as something else. Pure; used by the voice mark.
import type { RoomVoice } from '../../../protocol/room/roster.ts';
import type { Texts } from '../texts/en.ts';

export type VoiceNews = keyof Texts['call']['voiceNews'];

/**
 * @param before what was known; `undefined` when one has just come in, where only the unusual is news
 * @param speexAvailable whether this browser can play Speex
 */
export function planVoiceNews(
  before: RoomVoice | undefined,
  now: RoomVoice,
  speexAvailable: boolean,
): VoiceNews | undefined {
  if (before?.used === now.used) return undefined;
  if (now.used !== now.chosen) return speexAvailable ? 'someoneNeedsOpus' : 'thisNeedsOpus';
  if (before === undefined) return undefined;
  if (before.chosen === now.chosen) return 'speexAgain';
  return now.chosen === 'opus' ? 'hostChoseOpus' : 'hostChoseSpeex';
}
