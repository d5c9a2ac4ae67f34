// Turns the pages of a stage that has more people than fit. Used by the stage.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from '../parts/icon-button.tsx';
import { useTexts } from '../texts/language-store.ts';

interface PagerProps {
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

export function Pager({ page, pages, onPage }: PagerProps) {
  const texts = useTexts();
  return (
    <div className="flex items-center justify-center gap-2">
      <IconButton
        icon={ChevronLeft}
        label={texts.call.previousPage}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      />
      <p className="text-sm text-ink-soft tabular-nums">{texts.call.page(page + 1, pages)}</p>
      <IconButton
        icon={ChevronRight}
        label={texts.call.nextPage}
        disabled={page === pages - 1}
        onClick={() => onPage(page + 1)}
      />
    </div>
  );
}
