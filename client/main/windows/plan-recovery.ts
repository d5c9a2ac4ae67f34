// Decides what happens after a page has crashed. Used by `main-window.ts`.

/** A page that crashes more often than this within the time below will crash again. */
const reloadsMax = 5;
const withinMs = 60_000;

export type Recovery =
  | { readonly kind: 'reload'; readonly crashesMs: readonly number[] }
  | { readonly kind: 'give-up' };

/**
 * @param crashesMs when the page crashed before, as this function gave it out last
 * @param nowMs the crash of now, on the same clock
 */
export function planRecovery(crashesMs: readonly number[], nowMs: number): Recovery {
  const recent = crashesMs.filter((atMs) => nowMs - atMs < withinMs);
  if (recent.length >= reloadsMax) return { kind: 'give-up' };
  return { kind: 'reload', crashesMs: [...recent, nowMs] };
}
