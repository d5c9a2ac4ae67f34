// Before when messages of a conversation are no longer kept. Pure.

const dayMs = 24 * 3600 * 1000;

export interface KeepingRules {
  /** How many days the server keeps messages; without it for ever. */
  readonly serverDays: number | undefined;
  /** How many days those who run the conversation keep them; without it as long as the server. */
  readonly days: number | undefined;
  /** When nothing of a meeting's chat is kept any more, in milliseconds since the epoch; of other conversations there is none. */
  readonly overAtMs: number | undefined;
}

/** @returns messages sent before this time go, in milliseconds since the epoch; `undefined` where all stay */
export function keptSinceMs({ serverDays, days, overAtMs }: KeepingRules, nowMs: number): number | undefined {
  if (overAtMs !== undefined && overAtMs <= nowMs) return nowMs;
  const shorter = Math.min(serverDays ?? Number.POSITIVE_INFINITY, days ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(shorter) ? nowMs - shorter * dayMs : undefined;
}
