// Who is shown as speaking, from the levels of all voices. Pure; fed by use-active-speaker.

interface Voice {
  /** When this stretch of speech began. */
  readonly startedMs: number;
  readonly lastLoudMs: number;
}

export interface SpeakerState {
  readonly activePeerId: string | undefined;
  readonly activeSinceMs: number;
  /** All who were the active speaker, the latest first. */
  readonly recentPeerIds: readonly string[];
  readonly voices: ReadonlyMap<string, Voice>;
}

export const noSpeakers: SpeakerState = {
  activePeerId: undefined,
  activeSinceMs: Number.NEGATIVE_INFINITY,
  recentPeerIds: [],
  voices: new Map(),
};

/** Louder than this counts as speech, in dBFS; the frame around a tile begins there too. */
const loudDb = -45;
/** A voice that is quiet for longer than this begins a new stretch: longer than the stops within a word. */
const gapMs = 250;
/** Speech shorter than this is a cough or a key; together with `pauseMs` it must stay well below 300 ms. */
const confirmMs = 150;
/** The active speaker must be quiet for this long before another takes over. */
const pauseMs = 150;
/** A new active speaker stays it for this long, so that a short "yes" does not make the picture jump twice. */
const holdMs = 1000;

/**
 * The speakers after one level report. The active speaker stays until they pause and another speaks.
 * @param levelDb of one voice in dBFS
 * @param nowMs of a clock that does not go back
 * @returns the same object when nothing changed
 */
export function planActiveSpeaker(
  state: SpeakerState,
  peerId: string,
  levelDb: number,
  nowMs: number,
): SpeakerState {
  const heard = levelDb > loudDb ? { ...state, voices: hear(state.voices, peerId, nowMs) } : state;
  const next = mayChange(heard, nowMs) ? findContender(heard, nowMs) : undefined;
  if (next === undefined) return heard;
  return {
    ...heard,
    activePeerId: next,
    activeSinceMs: nowMs,
    recentPeerIds: [next, ...heard.recentPeerIds.filter((other) => other !== next)],
  };
}

/** Without those who left. @returns the same object when all are still present */
export function keepSpeakers(state: SpeakerState, present: ReadonlySet<string>): SpeakerState {
  if (state.recentPeerIds.every((peerId) => present.has(peerId))) return state;
  const activeLeft = state.activePeerId !== undefined && !present.has(state.activePeerId);
  return {
    ...state,
    ...(activeLeft && { activePeerId: undefined, activeSinceMs: Number.NEGATIVE_INFINITY }),
    recentPeerIds: state.recentPeerIds.filter((peerId) => present.has(peerId)),
    voices: new Map(Array.from(state.voices).filter(([peerId]) => present.has(peerId))),
  };
}

/** Voices that fell silent are dropped, so that the list is as long as the conversation, not the room. */
function hear(voices: ReadonlyMap<string, Voice>, peerId: string, nowMs: number): ReadonlyMap<string, Voice> {
  const recent = Array.from(voices).filter(([, { lastLoudMs }]) => nowMs - lastLoudMs <= gapMs);
  const startedMs = recent.find(([other]) => other === peerId)?.[1].startedMs ?? nowMs;
  return new Map([...recent, [peerId, { startedMs, lastLoudMs: nowMs }]]);
}

function mayChange({ activePeerId, activeSinceMs, voices }: SpeakerState, nowMs: number): boolean {
  if (activePeerId === undefined) return true;
  const lastLoudMs = voices.get(activePeerId)?.lastLoudMs ?? Number.NEGATIVE_INFINITY;
  return nowMs - lastLoudMs >= pauseMs && nowMs - activeSinceMs >= holdMs;
}

/** Of several who speak, the one who began first: it does not change with every syllable. */
function findContender({ activePeerId, voices }: SpeakerState, nowMs: number): string | undefined {
  const contenders = Array.from(voices).filter(
    ([peerId, { startedMs, lastLoudMs }]) =>
      peerId !== activePeerId && nowMs - lastLoudMs <= gapMs && lastLoudMs - startedMs >= confirmMs,
  );
  return contenders.toSorted(([, a], [, b]) => a.startedMs - b.startedMs)[0]?.[0];
}
