// The heading of a list, which is that of the screen. What belongs to the list as a whole stands beside it.
import type { ReactNode } from 'react';
import { ScreenTitle } from '../parts/screen-title.tsx';

interface ListTitleProps {
  readonly title: string;
  /** Buttons, for example for a new entry. */
  readonly children?: ReactNode;
}

export function ListTitle({ title, children }: ListTitleProps) {
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-1 px-4 pt-2">
      <ScreenTitle className="flex-1 truncate text-xl">{title}</ScreenTitle>
      {children}
    </header>
  );
}
