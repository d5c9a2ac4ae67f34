// Who speaks when, in the rooms of the bench. Pure.
import { voiceFrame } from '../../../protocol/limits.ts';
import type { VoiceBeat } from '../../../peers/voice-source.ts';
import type { Score } from './conduct.ts';
import type { SpokenBeats } from '../../../peers/media/spoken-beats.ts';

/** One stretch of speech. */
export interface Turn {
  readonly index: number;
  readonly startBeat: number;
  readonly endBeat: number;
}

const beatsPerSecond = 1000 / voiceFrame.durationMs;
/** After the last word the product's sender goes on for half a second (codecs/voice-activity.ts). */
const hangoverBeats = 25;

const at = (beats: readonly VoiceBeat[], beat: number): VoiceBeat => {
  const voice = beats[beat % beats.length];
  if (voice === undefined) throw new Error('There is no speech to send.');
  return voice;
};

/** Peers begin this far apart in a crowd: 25 a second. */
const beginBeats = 2;
const nothing: VoiceBeat = { frames: [], levelDb: -127 };

/** All speak, one after the other joining in, each from another place of the text, in 20 loudnesses 1 dB apart. */
export function everybodySpeaks({ speech }: SpokenBeats): Score {
  return (index, beat) => ({
    voice: beat < index * beginBeats ? nothing : at(speech, beat + index * 41),
    gainDb: -(index % 20),
  });
}

/** The first few speak all the time, the others have their microphones open and are silent. */
export function fewSpeak({ speech, rest }: SpokenBeats, speakers: number): Score {
  return (index, beat) => ({
    voice: index < speakers ? at(speech, beat + index * 411) : at(rest, beat + index * 7),
    gainDb: 0,
  });
}

/**
 * Some speak all the time, others take turns.
 * @param whileSilent what people without a turn send, after half a second of what the microphone hears then
 */
export function takeTurns(
  beats: SpokenBeats,
  constant: number,
  turns: readonly Turn[],
  whileSilent: readonly VoiceBeat[],
): Score {
  return (index, beat) => {
    if (index < constant) return { voice: at(beats.speech, beat + index * 411), gainDb: -2 };
    const turn = turns.findLast((one) => one.index === index && one.startBeat <= beat);
    if (turn === undefined) return { voice: at(whileSilent, beat), gainDb: 0 };
    if (beat < turn.endBeat) return { voice: at(beats.speech, turn.startBeat + beat), gainDb: 0 };
    const silentBeats = beat - turn.endBeat;
    if (silentBeats < hangoverBeats) return { voice: at(beats.noise, beat), gainDb: 0 };
    return { voice: at(whileSilent, silentBeats - hangoverBeats), gainDb: 0 };
  };
}

/** Turns one after the other, the next one's first word right after the last one's. @param indexes who, round and round */
export function planTurns(indexes: readonly number[], turnSeconds: number, seconds: number): Turn[] {
  const turnBeats = turnSeconds * beatsPerSecond;
  // The first second is for the room to settle.
  const count = Math.floor((seconds - 1) / turnSeconds);
  return Array.from({ length: count }, (_, turn) => {
    const startBeat = beatsPerSecond + turn * turnBeats;
    return { index: indexes[turn % indexes.length] ?? 0, startBeat, endBeat: startBeat + turnBeats };
  });
}
