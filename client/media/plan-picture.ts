// What the encoding worker does next: wait, rest, or send a picture, whole or changes only. Pure.

export interface PictureSituation {
  readonly nowMs: number;
  /** Not before this, to keep to the frame rate. */
  readonly dueAtMs: number;
  /** A picture that was not sent yet has come from the track. */
  readonly hasNew: boolean;
  /** Some picture has come at all. */
  readonly hasAny: boolean;
  readonly wholeWanted: boolean;
  readonly lastWholeAtMs: number;
  /** A whole picture at least this often, against lost tiles; `Infinity` where every picture is whole anyway. */
  readonly refreshIntervalMs: number;
}

export type PicturePlan =
  | { readonly kind: 'rest' }
  | { readonly kind: 'wait'; readonly forMs: number }
  | { readonly kind: 'send'; readonly whole: boolean };

/** A still screen gives no new pictures: a whole one is then made of what is there. */
export function planPicture(situation: PictureSituation): PicturePlan {
  const { nowMs, dueAtMs, hasNew, hasAny, wholeWanted, lastWholeAtMs, refreshIntervalMs } = situation;
  if (!hasAny) return { kind: 'rest' };
  const refreshAtMs = lastWholeAtMs + refreshIntervalMs;
  const whole = wholeWanted || nowMs >= refreshAtMs;
  if (!hasNew && !whole)
    return Number.isFinite(refreshAtMs) ? { kind: 'wait', forMs: refreshAtMs - nowMs } : { kind: 'rest' };
  return nowMs < dueAtMs ? { kind: 'wait', forMs: dueAtMs - nowMs } : { kind: 'send', whole };
}
