// Content that scrolls as one page, in the middle and no wider than one reads.
import type { ReactNode } from 'react';

export function Page({ children }: { readonly children: ReactNode }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto w-full max-w-[75rem] px-4 pt-6 pb-14 sm:px-8">{children}</div>
    </div>
  );
}
