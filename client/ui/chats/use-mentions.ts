// Names that are offered while one types after an `@`: the list, and the keys that choose from it.
import { type KeyboardEvent, useState } from 'react';
import type { Named } from './marks/split-mentions.ts';
import { planMention } from './plan-mention.ts';

interface MentionsInput {
  readonly text: string;
  readonly others: readonly Named[];
  /** Puts a name in the place of what was typed. */
  readonly onChoose: (from: number, to: number, words: string) => void;
}

export function useMentions({ text, others, onChoose }: MentionsInput) {
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  /** The `@` after which no names are wanted. */
  const [closedAt, setClosedAt] = useState<number>();
  const offer = planMention(text, Math.min(caret, text.length), others);
  const open = offer !== undefined && offer.from !== closedAt ? offer : undefined;
  const choose = (member: Named) => {
    if (open === undefined) return;
    setClosedAt(open.from);
    onChoose(open.from, caret, `@${member.nickname} `);
  };
  /** @returns whether the key was meant for the list */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (open === undefined || event.nativeEvent.isComposing) return false;
    const { length } = open.members;
    const at = Math.min(chosen, length - 1);
    if (event.key === 'ArrowDown') setChosen((at + 1) % length);
    else if (event.key === 'ArrowUp') setChosen((at + length - 1) % length);
    else if (event.key === 'Escape') setClosedAt(open.from);
    else if (event.key === 'Enter' || event.key === 'Tab') choose(open.members[at] as Named);
    else return false;
    event.preventDefault();
    return true;
  };
  /** Something was typed, or the caret moved. */
  const moved = (nextText: string, nextCaret: number) => {
    setCaret(nextCaret);
    if (nextText !== text) setChosen(0);
    if (nextText[closedAt ?? -1] !== '@') setClosedAt(undefined);
  };
  return { open, chosen: Math.min(chosen, (open?.members.length ?? 1) - 1), choose, onKeyDown, moved };
}
