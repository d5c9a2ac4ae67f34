// The way to the areas at a phone's lower edge. What has no tab of its own is behind the last one.
import { Ellipsis } from 'lucide-react';
import { goTo } from '../address/address-store.ts';
import { classNames } from '../parts/class-names.ts';
import { Menu, MenuItem } from '../parts/menu.tsx';
import { useTexts } from '../texts/language-store.ts';
import type { Area } from './area.ts';
import { areas } from './areas.ts';
import { NavEntry } from './nav-entry.tsx';
import { planTabs } from './plan-frame.ts';

export function Tabs({ current }: { readonly current: Area }) {
  const texts = useTexts();
  const { tabs, more } = planTabs(areas);
  return (
    <nav
      aria-label={texts.shell.places}
      className="flex shrink-0 items-stretch border-t border-line bg-surface px-1 pb-[env(safe-area-inset-bottom)]"
    >
      {tabs.map((area) => (
        <NavEntry key={area.testId} area={area} isCurrent={area === current} look="tabs" />
      ))}
      {more.length > 0 && (
        <Menu
          title={texts.shell.more}
          trigger={
            <button
              type="button"
              data-testid="nav-more"
              className={classNames(
                'flex h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 rounded-xl text-xs',
                more.includes(current) ? 'font-medium text-accent-ink' : 'text-ink-soft',
              )}
            >
              <span className="grid h-8 w-12 place-items-center">
                <Ellipsis aria-hidden="true" className="size-5.5" />
              </span>
              {texts.shell.more}
            </button>
          }
        >
          {more.map(({ icon, name, address, testId }) => (
            <MenuItem
              key={testId}
              icon={icon}
              label={name(texts)}
              testId={testId}
              onSelect={() => goTo(address)}
            />
          ))}
        </Menu>
      )}
    </nav>
  );
}
