// Searches messages while one types, page by page.
import { useEffect, useState } from 'react';
import type { MessageHit, SearchInput } from '../../app/conversations-model.ts';
import type { Problem } from '../../app/meeting-model.ts';
import { useActions } from '../state/meeting-context.ts';

/** How long typing rests before it is searched for. */
const restMs = 300;
/** Answers in a row that found nothing and had no time to look further, before a person is asked to go on. */
const emptyMax = 8;

export interface MessageSearch {
  /** From new to old. */
  readonly hits: readonly MessageHit[];
  readonly isRunning: boolean;
  /** Where a further page begins; `undefined` where there is none. */
  readonly before: number | undefined;
  readonly problem: Problem | undefined;
}

const nothing: MessageSearch = { hits: [], isRunning: false, before: undefined, problem: undefined };

/** @param input what is searched for; `undefined` while there is nothing @returns what was found, and how to look further */
export function useMessageSearch(
  input: SearchInput | undefined,
): readonly [search: MessageSearch, further: () => void] {
  const { conversations } = useActions();
  const [search, setSearch] = useState(nothing);
  // What is asked for is compared by its words: it is made anew with each render.
  const asked = input === undefined ? undefined : JSON.stringify(input);
  const [started, setStarted] = useState<{ readonly asked: string; readonly before: number | undefined }>();
  useEffect(() => {
    if (asked === undefined) return setSearch(nothing);
    setSearch((known) => ({ ...known, isRunning: true }));
    const timer = setTimeout(() => setStarted({ asked, before: undefined }), restMs);
    return () => clearTimeout(timer);
  }, [asked]);
  useEffect(() => {
    if (started === undefined || started.asked !== asked) return;
    let isOver = false;
    const base = JSON.parse(started.asked) as SearchInput;
    const look = async () => {
      let before = started.before;
      for (let empty = 0; empty < emptyMax; empty += 1) {
        const answer = await conversations.search({ ...base, ...(before !== undefined && { before }) });
        if (isOver) return;
        if ('code' in answer)
          return setSearch((known) => ({
            ...(started.before === undefined ? nothing : known),
            isRunning: false,
            problem: answer,
          }));
        before = answer.before;
        if (answer.hits.length > 0 || before === undefined || empty === emptyMax - 1)
          return setSearch((known) => ({
            hits: started.before === undefined ? answer.hits : [...known.hits, ...answer.hits],
            isRunning: false,
            before,
            problem: undefined,
          }));
      }
    };
    void look();
    return () => {
      isOver = true;
    };
  }, [conversations, started, asked]);
  const further = () => {
    if (asked === undefined || search.before === undefined) return;
    setSearch((known) => ({ ...known, isRunning: true, problem: undefined }));
    setStarted({ asked, before: search.before });
  };
  return [search, further];
}
