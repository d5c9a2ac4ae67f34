// What arrives from whom and what one sends, and how well: a table that is brought up to date every second and copies as text.
import { CopyButton } from '../parts/copy-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useTexts } from '../texts/language-store.ts';
import type { StreamRow } from './compare-streams.ts';
import { writeCells, writeStatistics } from './write-statistics.ts';

interface StatisticsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly rows: readonly StreamRow[];
}

export function StatisticsDialog({ open, onOpenChange, rows }: StatisticsDialogProps) {
  const texts = useTexts();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={texts.statistics.title} width="table">
      <Statistics rows={rows} />
    </Dialog>
  );
}

function Statistics({ rows }: Pick<StatisticsDialogProps, 'rows'>) {
  const texts = useTexts();
  return (
    <div className="flex flex-col gap-4">
      {rows.length === 0 && <p className="text-sm text-ink-soft">{texts.statistics.nothing}</p>}
      {rows.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys in a narrow window
        <section aria-label={texts.statistics.title} tabIndex={0} className="overflow-x-auto">
          <table data-testid="statistics" className="w-full text-left text-sm tabular-nums">
            <thead>
              <tr className="border-b border-line text-ink-soft">
                {Object.entries(texts.statistics.columns).map(([name, title]) => (
                  <th key={name} scope="col" className="py-1.5 pr-4 font-medium whitespace-nowrap">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key} className="border-b border-line last:border-0">
                  {writeCells(row, texts).map((cell, index) => (
                    // oxlint-disable-next-line react/no-array-index-key -- a cell is its column
                    <td key={index} className="max-w-40 truncate py-1.5 pr-4 whitespace-nowrap">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <CopyButton label={texts.statistics.copy} text={writeStatistics(rows, texts)} className="self-start" />
    </div>
  );
}
