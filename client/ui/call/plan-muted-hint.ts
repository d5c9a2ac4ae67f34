// When a person is told that they speak while muted. Pure; fed by use-muted-hint.

export interface MutedHint {
  /** When this stretch of speech began; `undefined` in silence. */
  readonly spokeSinceMs: number | undefined;
  /** The hint is shown until then. */
  readonly shownUntilMs: number;
}

export const noMutedHint: MutedHint = { spokeSinceMs: undefined, shownUntilMs: Number.NEGATIVE_INFINITY };

/** A cough, a key or a closing door is shorter than this. */
const speechMs = 700;
/** Long enough to be read after the last word. */
const shownMs = 4000;

/** The hint after one level report of a muted microphone. */
export function planMutedHint(hint: MutedHint, speaking: boolean, nowMs: number): MutedHint {
  if (!speaking) return hint.spokeSinceMs === undefined ? hint : { ...hint, spokeSinceMs: undefined };
  const spokeSinceMs = hint.spokeSinceMs ?? nowMs;
  const shownUntilMs = nowMs - spokeSinceMs >= speechMs ? nowMs + shownMs : hint.shownUntilMs;
  return { spokeSinceMs, shownUntilMs };
}
