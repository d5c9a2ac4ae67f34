// Which of the simultaneous speakers are forwarded: the loudest few, chosen so that no first syllable is cut off
// and equal voices do not take each other's place all the time. Pure; fed by the active-speaker selector with the levels of each report.

/** A speaker's state. `new`: just begun and heard in any case; `heard`, `held`: judged; `resting`: does not speak. */
type Standing = 'new' | 'heard' | 'held' | 'resting';

interface Voice {
  readonly standing: Standing;
  /** Since when it stands so. */
  readonly sinceMs: number;
  /** Smoothed, in dBov. */
  readonly levelDb: number;
  readonly reportedMs: number;
  /** By how much it counts as quieter, because it was heard while others waited; below 0 as louder, because it waited. */
  readonly debtDb: number;
  /** Until when the debt is reckoned. */
  readonly debtAtMs: number;
}

/**
 * All speakers by speaker id, and those that rest with a debt. All others rest; a resting speaker is forwarded as soon as
 * there is sound.
 */
export type Voices = ReadonlyMap<string, Voice>;

export interface LoudestRules {
  /** How many are forwarded at the same time, at least 1; those that have just begun come on top. */
  readonly voicesMax: number;
  /** So many speak that no voice is forwarded before being judged: it would overload the worker and the listeners. */
  readonly isCrowd: boolean;
}

export const noVoices: Voices = new Map();

/**
 * A new speaker is heard this long before being judged: by then the previous speaker has mostly finished, and the
 * half second is over that a sender goes on after the last word.
 */
const graceMs = 900;
/** A speaker keeps a place for this long, a phrase, while there is anything to hear. */
const holdMs = 1500;
/** Below this in dBov there is nothing to hear, and a place is not kept for it. */
const audibleDb = -60;
/** A voice must be louder than one that is heard by more than this to take its place; syllables differ by less. */
const marginDb = 6;
/** A level falls by so little a second that no speaker loses the place in a pause between words; it rises at once. */
const fallDbPerSecond = 20;
/** Not reported for this long, a voice rests: one report may miss it when packets are lost. */
const restMs = 1000;
/** Levels are what clients say. Speech over 300 ms is hardly louder than this, so a client that claims more counts as this loud. */
const claimMaxDb = -22;
/**
 * What a voice may owe at most, and have owed to it: together with the margin, a voice that waits gets the place of one that is up to
 * 18 dB louder. Less would leave soft voices unheard beside false claims; more would let murmurs take the place of a teacher.
 */
const debtMaxDb = 12;
/** Of a debt, so much does not count. */
const debtFreeDb = 5;
/** Nothing is owed to a voice fainter than this: it is a fan or a street more often than speech. */
const speechMinDb = -42;
/** In this time a voice that is heard owes all that it can: the longest that it keeps its place against such a one that waits. */
const turnMaxMs = 20_000;
/**
 * The voices after one report of levels.
 * @param claimsDb what the speakers' clients claim, -127..0 dBov, by speaker id; empty in silence
 * @param nowMs of a clock that does not go back
 */
export function planLoudest(
  voices: Voices,
  claimsDb: ReadonlyMap<string, number>,
  nowMs: number,
  { voicesMax, isCrowd }: LoudestRules,
): Voices {
  const settled = settle(voices, nowMs);
  if (claimsDb.size === 0 && !isCrowd) return allAtRest(settled, nowMs);
  const speaking = hear(settled, claimsDb, nowMs);
  const judged = Array.from(speaking)
    .filter(([, { standing }]) => standing !== 'resting')
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
    if (standing === 'held' && !claimsDb.has(id)) rest(speaking, id, voice, nowMs);
    else speaking.set(id, { ...voice, standing, sinceMs: nowMs });
  }
  return speaking;
}

/** Whether a speaker speaks and is not to be forwarded now. */
export function isHeld(voices: Voices, speakerId: string): boolean {
  return voices.get(speakerId)?.standing === 'held';
}

/** Whether a microphone is not to be forwarded, speaking or not. */
export function isPaused(voices: Voices, speakerId: string, isCrowd: boolean): boolean {
  return isCrowd ? voices.get(speakerId)?.standing !== 'heard' : isHeld(voices, speakerId);
}

/**
 * Updates all debts. While speakers wait, those who are heard owe more, and as much is owed to those who wait: in the end all
 * have the same share. A resting speaker's debt returns to zero at the same pace.
 */
function settle(voices: Voices, nowMs: number): Map<string, Voice> {
  const speech = Array.from(voices.values()).filter(({ levelDb }) => levelDb >= speechMinDb);
  const heard = speech.filter(({ standing }) => standing === 'heard').length;
  const waiting = speech.filter(({ standing }) => standing === 'held').length;
  const heardPerWaiting = waiting === 0 ? 0 : heard / waiting;
  return new Map(
    Array.from(voices, ([id, voice]) => {
      const passedDb = (debtMaxDb * (nowMs - voice.debtAtMs)) / turnMaxMs;
      const debtDb = voice.debtDb + debtChange(voice, passedDb, heardPerWaiting);
      return [id, { ...voice, debtDb: Math.max(-debtMaxDb, Math.min(debtMaxDb, debtDb)), debtAtMs: nowMs }];
    }),
  );
}

/** @param passedDb what the time that has passed costs @param heardPerWaiting 0 when no speaker waits */
function debtChange({ standing, levelDb, debtDb }: Voice, passedDb: number, heardPerWaiting: number): number {
  if (standing === 'resting') return -Math.sign(debtDb) * Math.min(passedDb, Math.abs(debtDb));
  if (standing === 'new' || levelDb < speechMinDb || heardPerWaiting === 0) return 0;
  return standing === 'heard' ? passedDb : -passedDb * heardPerWaiting;
}

function hear(voices: Voices, claimsDb: ReadonlyMap<string, number>, nowMs: number): Map<string, Voice> {
  const speaking = new Map<string, Voice>();
  for (const [id, voice] of voices) {
    if (claimsDb.has(id)) continue;
    if (voice.standing !== 'resting' && nowMs - voice.reportedMs < restMs) speaking.set(id, voice);
    else rest(speaking, id, voice, nowMs);
  }
  for (const [id, claimDb] of claimsDb) {
    const levelDb = Math.min(claimMaxDb, claimDb);
    const known = voices.get(id);
    const voice =
      known === undefined || known.standing === 'resting'
        ? begin(levelDb, known?.debtDb ?? 0, nowMs)
        : { ...known, levelDb: Math.max(levelDb, fallen(known, nowMs)), reportedMs: nowMs };
    speaking.set(id, voice);
  }
  return speaking;
}

function begin(levelDb: number, debtDb: number, nowMs: number): Voice {
  return { standing: 'new', sinceMs: nowMs, levelDb, reportedMs: nowMs, debtDb, debtAtMs: nowMs };
}

/** Keeps a resting speaker for as long as there is a debt. */
function rest(voices: Map<string, Voice>, id: string, voice: Voice, nowMs: number): void {
  if (voice.debtDb !== 0) voices.set(id, { ...voice, standing: 'resting', sinceMs: nowMs });
  else voices.delete(id);
}

function allAtRest(voices: Voices, nowMs: number): Voices {
  const resting = new Map<string, Voice>();
  for (const [id, voice] of voices) rest(resting, id, voice, nowMs);
  return resting;
}

/** What is left of the level that was last reported. */
function fallen({ levelDb, reportedMs }: Voice, nowMs: number): number {
  return levelDb - (fallDbPerSecond * (nowMs - reportedMs)) / 1000;
}

function scoreOf(voice: Voice, nowMs: number): number {
  const levelDb = fallen(voice, nowMs);
  const score = levelDb - countedDebt(voice);
  if (voice.standing !== 'heard') return score;
  const isKept = nowMs - voice.sinceMs < holdMs && levelDb >= audibleDb;
  return isKept ? Number.POSITIVE_INFINITY : score + marginDb;
}

/** By how much a voice counts as quieter. A small debt counts for nothing, so that equal voices do not take each other's place all the time. */
function countedDebt({ debtDb }: Voice): number {
  return (
    Math.sign(debtDb) * Math.max(0, Math.abs(debtDb) - debtFreeDb) * (debtMaxDb / (debtMaxDb - debtFreeDb))
  );
}
