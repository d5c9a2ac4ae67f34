// Before when messages of a conversation are no longer kept. Pure.

const dayMs = 24 * 3600 * 1000;

export interface KeepingRules {
  /** How many days the server keeps messages; without it for ever. */
  readonly serverDays: number | undefined;
  /** How many days those who run the conversation keep them; without it as long as the server. */
  readonly days: number | undefined;
}

/** @returns messages sent before this time go, in milliseconds since the epoch; `undefined` where all stay */
export function keptSinceMs({ serverDays, days }: KeepingRules, nowMs: number): number | undefined {
  const shorter = Math.min(serverDays ?? Number.POSITIVE_INFINITY, days ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(shorter) ? nowMs - shorter * dayMs : undefined;
}
