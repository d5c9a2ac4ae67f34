// Who of those that speak at the same time is forwarded: the loudest few, chosen so that nobody's first syllable is cut off
// and equal voices do not take each other's place all the time. Pure; fed by the voice gate with the levels of each report.

/** Where somebody who speaks stands. `new`: just begun and heard in any case; `heard`, `held`: judged. */
type Standing = 'new' | 'heard' | 'held';

interface Voice {
  readonly standing: Standing;
  /** Since when it stands so. */
  readonly sinceMs: number;
  /** Smoothed, in dBov. */
  readonly levelDb: number;
  readonly reportedMs: number;
}

/** Everybody who speaks, by producer id. Who is not among them rests, and is forwarded as soon as there is anything. */
export type Voices = ReadonlyMap<string, Voice>;

export interface LoudestRules {
  /** How many are forwarded at the same time, at least 1; those that have just begun come on top. */
  readonly voicesMax: number;
  /** So many speak that nobody is let through before being judged: the worker could not bear it, nor the listeners. */
  readonly isCrowd: boolean;
}

export const nobodySpeaks: Voices = new Map();

/**
 * Whoever begins to speak is heard this long before being judged: by then whoever spoke before has mostly finished, and the
 * half second is over that a sender goes on after the last word.
 */
const graceMs = 900;
/** Whoever wins a place keeps it for this long, a phrase, as long as there is anything to hear. */
const holdMs = 1500;
/** Below this in dBov there is nothing to hear, and a place is not kept for it. */
const audibleDb = -60;
/** A voice must be louder than one that is heard by more than this to take its place; syllables differ by less. */
const marginDb = 6;
/** A level falls by so much a second, that the pauses between words cost nobody's place; it rises at once. */
const fallDbPerSecond = 20;
/** Not reported for this long, a voice rests: one report may miss it when packets are lost. */
const restMs = 1000;

/**
 * The voices after one report of levels.
 * @param levelsDb of everybody who speaks, -127..0 dBov, by producer id
 * @param nowMs of a clock that does not go back
 */
export function planLoudest(
  voices: Voices,
  levelsDb: ReadonlyMap<string, number>,
  nowMs: number,
  { voicesMax, isCrowd }: LoudestRules,
): Voices {
  const speaking = hear(voices, levelsDb, nowMs);
  const judged = Array.from(speaking)
    .filter(([, { standing, sinceMs }]) => isCrowd || standing !== 'new' || nowMs - sinceMs >= graceMs)
    .toSorted(([leftId, left], [rightId, right]) => {
      const byScore = scoreOf(right, nowMs) - scoreOf(left, nowMs);
      const byStanding = Number(right.standing === 'heard') - Number(left.standing === 'heard');
      return byScore || byStanding || left.sinceMs - right.sinceMs || (leftId < rightId ? -1 : 1);
    });
  for (const [place, [id, voice]] of judged.entries()) {
    const standing = place < voicesMax ? 'heard' : 'held';
    if (standing === voice.standing) continue;
    // Who was heard and has gone quiet need not be stopped to give up the place.
    if (standing === 'held' && !levelsDb.has(id)) speaking.delete(id);
    else speaking.set(id, { ...voice, standing, sinceMs: nowMs });
  }
  return speaking;
}

/** Whether somebody speaks and is not to be forwarded now. */
export function isHeld(voices: Voices, producerId: string): boolean {
  return voices.get(producerId)?.standing === 'held';
}

/** Whether nothing is to be forwarded of a microphone, whether somebody speaks there or not. */
export function isShut(voices: Voices, producerId: string, isCrowd: boolean): boolean {
  return isCrowd ? voices.get(producerId)?.standing !== 'heard' : isHeld(voices, producerId);
}

function hear(voices: Voices, levelsDb: ReadonlyMap<string, number>, nowMs: number): Map<string, Voice> {
  const speaking = new Map<string, Voice>();
  for (const [id, voice] of voices) {
    if (!levelsDb.has(id) && nowMs - voice.reportedMs < restMs) speaking.set(id, voice);
  }
  for (const [id, levelDb] of levelsDb) {
    const known = voices.get(id) ?? { standing: 'new' as const, sinceMs: nowMs, levelDb, reportedMs: nowMs };
    speaking.set(id, { ...known, levelDb: Math.max(levelDb, fallen(known, nowMs)), reportedMs: nowMs });
  }
  return speaking;
}

/** What is left of the level that was last reported. */
function fallen({ levelDb, reportedMs }: Voice, nowMs: number): number {
  return levelDb - (fallDbPerSecond * (nowMs - reportedMs)) / 1000;
}

function scoreOf(voice: Voice, nowMs: number): number {
  const levelDb = fallen(voice, nowMs);
  if (voice.standing !== 'heard') return levelDb;
  const isKept = nowMs - voice.sinceMs < holdMs && levelDb >= audibleDb;
  return isKept ? Number.POSITIVE_INFINITY : levelDb + marginDb;
}
