// Moments as they are read: a time today, a day before that. Pure, but for the machine's time zone.
import type { Texts } from '../texts/en.ts';

/** Equal for moments of one day on this machine's calendar. */
export function dayOf(atMs: number): string {
  return new Date(atMs).toDateString();
}

export function formatTime(atMs: number, { tag }: Pick<Texts, 'tag'>): string {
  return new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit' }).format(atMs);
}

/** Today's time, or the day. */
export function formatWhen(atMs: number, texts: Texts, nowMs = Date.now()): string {
  return dayOf(atMs) === dayOf(nowMs) ? formatTime(atMs, texts) : formatDay(atMs, texts, nowMs, 'short');
}

export function formatDay(
  atMs: number,
  texts: Texts,
  nowMs = Date.now(),
  length: 'short' | 'long' = 'long',
): string {
  if (dayOf(atMs) === dayOf(nowMs)) return texts.chats.today;
  const yesterday = new Date(nowMs);
  yesterday.setDate(yesterday.getDate() - 1);
  if (dayOf(atMs) === dayOf(yesterday.getTime())) return texts.chats.yesterday;
  const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  return new Intl.DateTimeFormat(texts.tag, {
    day: 'numeric',
    month: length,
    ...(length === 'long' && { weekday: 'long' }),
    ...(!isThisYear && { year: 'numeric' }),
  }).format(atMs);
}
