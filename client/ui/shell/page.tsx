// Content that scrolls as one page, in the middle and no wider than one reads.
import type { ReactNode } from 'react';

const widths = { wide: 'max-w-[75rem]', list: 'max-w-[45rem]' } as const;

interface PageProps {
  /** `list` is as wide as one reads a line. */
  readonly width?: keyof typeof widths;
  readonly children: ReactNode;
}

export function Page({ width = 'wide', children }: PageProps) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className={`mx-auto w-full px-4 pt-6 pb-14 sm:px-8 ${widths[width]}`}>{children}</div>
    </div>
  );
}
