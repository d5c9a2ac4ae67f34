// How long ago something was, in words of a language. Pure.

const steps = [
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 24 * 3_600_000],
] as const;

/**
 * "10 minutes ago", "yesterday", and a date of what is a week ago and more.
 * @param tag of the language, as `Intl` takes it
 */
export function formatAgo(atMs: number, nowMs: number, tag: string): string {
  // A clock that was set back has seen the future.
  const agoMs = Math.max(0, nowMs - atMs);
  if (agoMs >= 7 * 24 * 3_600_000) return new Intl.DateTimeFormat(tag, { dateStyle: 'medium' }).format(atMs);
  const [unit, ms] = steps.findLast(([, unitMs]) => agoMs >= unitMs) ?? steps[0];
  const format = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  return format.format(-Math.floor(agoMs / ms), unit);
}
