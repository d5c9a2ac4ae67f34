// What is asked of the server for what stands in the search. Pure, but for the machine's time zone.
import type { SearchInput } from '../../app/conversations-model.ts';
import type { Filters } from './search-filters.tsx';

/** @returns `undefined` where nothing is typed */
export function planSearch(
  text: string,
  { conversation, sender, from, to }: Filters,
): SearchInput | undefined {
  if (text.trim() === '') return undefined;
  const fromMs = dayStart(from, 0);
  // The last day is searched whole.
  const toMs = dayStart(to, 1);
  return {
    text,
    ...(conversation !== '' && { conversation }),
    ...(sender !== '' && { sender }),
    ...(fromMs !== undefined && { fromMs }),
    ...(toMs !== undefined && { toMs }),
  };
}

/** When a day begins on this machine's calendar, so many days later; `undefined` for what is no day or before 1970. */
function dayStart(day: string, later: number): number | undefined {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const ms = day === '' ? Number.NaN : new Date(year, month - 1, date + later).getTime();
  return ms >= 0 ? ms : undefined;
}
