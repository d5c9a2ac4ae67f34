// Searches messages while one types, page by page.
import { useEffect, useState } from 'react';
import type { MessageHit, SearchInput } from '../../app/conversations-model.ts';
import type { Problem } from '../../app/meeting-model.ts';
import { useActions } from '../state/meeting-context.ts';

/** How long typing rests before it is searched for. */
const restMs = 300;
/** Answers in a row that found nothing and had no time to look further, before a person is asked to go on. */
const emptyMax = 8;

/** A page that is asked for, by its words: the input is made anew with each render. */
interface Asked {
  readonly text: string;
  /** Where the page begins; `undefined` at the newest message. */
  readonly from: number | undefined;
}

interface Found {
  readonly hits: readonly MessageHit[];
  /** Where a further page begins; `undefined` where there is none. */
  readonly before: number | undefined;
  readonly problem: Problem | undefined;
}

export interface MessageSearch extends Found {
  readonly isRunning: boolean;
}

const nothing: Found = { hits: [], before: undefined, problem: undefined };

/** @param input what is searched for; `undefined` while there is nothing @returns what was found, and how to look further */
export function useMessageSearch(
  input: SearchInput | undefined,
): readonly [search: MessageSearch, further: () => void] {
  const { conversations } = useActions();
  const text = input === undefined ? undefined : JSON.stringify(input);
  const [asked, setAsked] = useState<Asked>();
  const [answer, setAnswer] = useState<{ readonly asked: Asked; readonly found: Found }>();
  useEffect(() => {
    if (text === undefined) return;
    const timer = setTimeout(() => setAsked({ text, from: undefined }), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    if (asked === undefined) return;
    let isOver = false;
    const look = async () => {
      const found = await lookFrom(asked, conversations.search, () => isOver);
      if (!isOver)
        setAnswer((known) => {
          const earlier = asked.from === undefined ? [] : (known?.found.hits ?? []);
          return { asked, found: { ...found, hits: [...earlier, ...found.hits] } };
        });
    };
    void look();
    return () => {
      isOver = true;
    };
  }, [conversations, asked]);
  const found = text === undefined ? nothing : (answer?.found ?? nothing);
  const isRunning = text !== undefined && (asked?.text !== text || answer?.asked !== asked);
  const further = () => {
    if (text !== undefined && found.before !== undefined) setAsked({ text, from: found.before });
  };
  return [{ ...found, isRunning }, further];
}

/** The next page with anything on it. */
async function lookFrom(
  { text, from }: Asked,
  search: ReturnType<typeof useActions>['conversations']['search'],
  isOver: () => boolean,
): Promise<Found> {
  const input = JSON.parse(text) as SearchInput;
  let before = from;
  for (let turn = 0; turn < emptyMax && !isOver(); turn += 1) {
    const page = await search({ ...input, ...(before !== undefined && { before }) });
    if ('code' in page) return { hits: [], before, problem: page };
    ({ before } = page);
    if (page.hits.length > 0 || before === undefined) return { hits: page.hits, before, problem: undefined };
  }
  return { hits: [], before, problem: undefined };
}
