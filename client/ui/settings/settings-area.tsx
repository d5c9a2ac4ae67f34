// The settings as an area of the frame: their tabs are the list. In a full call they are a dialog over it.
import { Settings } from 'lucide-react';
import { type Address, formatAddress } from '../address/address.ts';
import { classNames } from '../parts/class-names.ts';
import type { Area, AreaProps } from '../shell/area.ts';
import { ContentTitle } from '../shell/content-title.tsx';
import { useFrame } from '../shell/frame-context.ts';
import { ListTitle } from '../shell/list-title.tsx';
import { useTexts } from '../texts/language-store.ts';
import { availableTabs } from './settings-tabs.ts';

export const settingsArea: Area = {
  address: { kind: 'settings' },
  kinds: ['settings'],
  icon: Settings,
  name: (texts) => texts.settings.title,
  testId: 'nav-settings',
  isLast: true,
  List: SettingsList,
  Content: SettingsContent,
  isOpen: (address) => address.kind === 'settings' && address.tab !== undefined,
};

/** The tab that an address names; the first where it names none that is here. */
function shownTab(address: Address): ReturnType<typeof availableTabs>[number] | undefined {
  const tabs = availableTabs();
  return tabs.find(({ tab }) => address.kind === 'settings' && tab === address.tab) ?? tabs[0];
}

function SettingsList({ address }: AreaProps) {
  const texts = useTexts();
  const { content } = useFrame();
  const shown = content ? shownTab(address)?.tab : undefined;
  return (
    <>
      <ListTitle title={texts.settings.title} />
      <nav aria-label={texts.settings.title} className="p-2">
        <ul className="flex flex-col gap-1">
          {availableTabs().map(({ tab, icon: Icon }) => (
            <li key={tab}>
              <a
                href={formatAddress({ kind: 'settings', tab })}
                data-testid={`settings-tab-${tab}`}
                aria-current={tab === shown ? 'page' : undefined}
                className={classNames(
                  'flex min-h-11 items-center gap-3 rounded-lg px-3 text-[0.9375rem]',
                  tab === shown ? 'bg-accent-soft font-medium text-accent-ink' : 'hover:bg-raised-hover',
                )}
              >
                <Icon aria-hidden="true" className="size-4.5 shrink-0" />
                {texts.settings.tabs[tab]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}

function SettingsContent({ address }: AreaProps) {
  const texts = useTexts();
  const shown = shownTab(address);
  return (
    shown && (
      <div key={shown.tab} className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto w-full max-w-[45rem] px-4 pt-3 pb-14 sm:px-8">
          <div className="mb-4 flex min-h-11">
            <ContentTitle list={{ address: { kind: 'settings' }, name: texts.settings.title }}>
              {texts.settings.tabs[shown.tab]}
            </ContentTitle>
          </div>
          <div className="flex flex-col gap-8 rounded-2xl border border-line bg-surface p-6 shadow-card sm:p-7">
            {shown.sections.map((Section, index) => (
              <Section key={`${shown.tab}-${index}`} />
            ))}
          </div>
        </div>
      </div>
    )
  );
}
