// The part of a message that is shown of a hit: the place that was searched for, with some words around it. Pure.
import { foldText } from '../../../messages/search-words.ts';

export interface Snippet {
  readonly before: string;
  /** What was searched for, as it stands in the message; empty where its place is not found. */
  readonly match: string;
  readonly after: string;
}

/** Characters before the place, and all of them together: two lines of a narrow list. */
const beforeMax = 24;
const allMax = 120;

/** @param text of the message @param query as it was typed */
export function planSnippet(text: string, query: string): Snippet {
  const characters = Array.from(text.replaceAll(/\s+/g, ' ').trim());
  const sought = foldText(query).trim();
  const [start, end] = findPlace(characters, sought) ?? [0, 0];
  const from = start > beforeMax ? start - beforeMax : 0;
  const upTo = Math.max(end, from + allMax);
  return {
    before: `${from > 0 ? '…' : ''}${characters.slice(from, start).join('')}`,
    match: characters.slice(start, end).join(''),
    after: `${characters.slice(end, upTo).join('')}${upTo < characters.length ? '…' : ''}`,
  };
}

/** Where the query stands, in characters; each is folded by itself, so that a place in the folded text is one in the message. */
function findPlace(characters: readonly string[], sought: string): [start: number, end: number] | undefined {
  const ends: number[] = [];
  let folded = '';
  for (const character of characters) {
    folded += foldText(character);
    ends.push(folded.length);
  }
  const at = folded.indexOf(sought);
  if (at === -1 || sought === '') return undefined;
  const start = ends.findIndex((end) => end > at);
  return [start, ends.findIndex((end) => end >= at + sought.length) + 1];
}
