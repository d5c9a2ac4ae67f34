// Which tool is in hand on a shared screen, and in which colour; Escape puts it away. Used by the tiles of screens.
import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { AnnotationColour } from '../../../protocol/drawing/drawing.ts';
import type { AnnotationTool } from './use-drawing-hand.ts';

export interface AnnotationToolInHand {
  /** `undefined` also when one may not draw, or no longer. */
  readonly tool: AnnotationTool | undefined;
  readonly colour: AnnotationColour;
  setTool(tool: AnnotationTool | undefined): void;
  setColour(colour: AnnotationColour): void;
}

/** @param tileRef gets the focus back on its button when the tools go; @param mayDraw whether there can be a tool */
export function useAnnotationTool(
  tileRef: RefObject<HTMLElement | null>,
  mayDraw: boolean,
): AnnotationToolInHand {
  const [taken, setTool] = useState<AnnotationTool>();
  const [colour, setColour] = useState<AnnotationColour>('red');
  const tool = mayDraw ? taken : undefined;
  const putAway = (next: AnnotationTool | undefined) => {
    const focused = document.activeElement?.closest('[data-testid=marks-bar]');
    setTool(next);
    // In a small tile its button comes back only when the tools are gone.
    if (next === undefined && focused) requestAnimationFrame(() => focusToggle(tileRef.current));
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    putAway(undefined);
  });
  const inHand = tool !== undefined;
  useEffect(() => {
    if (!inHand) return;
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [inHand]);
  return { tool, colour, setTool: putAway, setColour };
}

function focusToggle(tile: HTMLElement | null): void {
  tile?.querySelector<HTMLElement>('[data-testid=marks-toggle]')?.focus();
}
