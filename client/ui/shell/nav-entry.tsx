// One entry of the rail or of the tabs: a link with icon, word and count.
import { formatAddress } from '../address/address.ts';
import { classNames } from '../parts/class-names.ts';
import { Tip } from '../parts/tip.tsx';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import type { Area } from './area.ts';

const noBadge = () => 0;
/** What is counted above it is shown as that many and more. */
const badgeMax = 99;

interface NavEntryProps {
  readonly area: Area;
  readonly isCurrent: boolean;
  /** Icons alone say their word by a hint. */
  readonly look: 'words' | 'icons' | 'tabs';
}

export function NavEntry({ area, isCurrent, look }: NavEntryProps) {
  const texts = useTexts();
  const { icon: Icon, address, testId } = area;
  const badge = useMeeting(area.badge ?? noBadge);
  const name = area.name(texts);
  const link = (
    <a
      href={formatAddress(address)}
      data-testid={testId}
      aria-current={isCurrent ? 'page' : undefined}
      className={classNames(
        'group flex min-w-0 flex-col items-center justify-center gap-0.5 rounded-xl text-xs',
        look === 'tabs' ? 'h-13 flex-1' : look === 'words' ? 'w-16 py-1' : 'w-12 py-1',
        isCurrent ? 'font-medium text-accent-ink' : 'text-ink-soft hover:text-ink',
      )}
    >
      <span
        className={classNames(
          'relative grid h-8 w-12 place-items-center rounded-full transition-colors',
          isCurrent ? 'bg-accent-soft' : 'group-hover:bg-raised-hover',
        )}
      >
        <Icon aria-hidden="true" className="size-5.5" />
        {badge > 0 && (
          <span
            aria-hidden="true"
            className="absolute -top-1 left-7 min-w-4.5 rounded-full bg-accent px-1 text-center text-[0.6875rem] leading-4.5 font-medium text-on-accent tabular-nums"
          >
            {badge > badgeMax ? `${badgeMax}+` : badge}
          </span>
        )}
      </span>
      <span className={look === 'icons' ? 'sr-only' : 'max-w-full truncate'}>{name}</span>
      {badge > 0 && <span className="sr-only">{texts.shell.news(badge)}</span>}
    </a>
  );
  return look === 'icons' ? (
    <Tip text={name} side="right">
      {link}
    </Tip>
  ) : (
    link
  );
}
