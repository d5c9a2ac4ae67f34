// A hint that appears beside a control when it is pointed at or focused. Used by all buttons without words.
import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';

interface TipProps {
  readonly text: string;
  /** The key that does the same, shown after the text. */
  readonly shortcut?: string | undefined;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  /** The control itself. */
  readonly children: ReactElement;
}

/** Adds a hint to one control; the control keeps its own accessible name. */
export function Tip({ text, shortcut, side = 'top', children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={8} side={side} className="z-50">
          <Tooltip.Popup className="fading pointer-events-none flex max-w-[calc(100vw-1rem)] items-center gap-2 rounded-md bg-ink px-2.5 py-1.5 text-sm text-canvas shadow-float">
            {text}
            {shortcut !== undefined && (
              <kbd className="rounded bg-canvas/20 px-1.5 font-sans text-xs leading-5">{shortcut}</kbd>
            )}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
