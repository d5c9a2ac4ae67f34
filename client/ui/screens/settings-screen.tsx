// The settings as a page of their own, one tab at a time. In a call they are a dialog over it.
import { ArrowLeft } from 'lucide-react';
import { formatAddress, type SettingsTab } from '../address/address.ts';
import { classNames } from '../parts/class-names.ts';
import { ScreenTitle } from '../parts/screen-title.tsx';
import { availableTabs } from '../settings/settings-tabs.ts';
import { useTexts } from '../texts/language-store.ts';
import { PageFrame } from './page-frame.tsx';

export function SettingsScreen({ tab: asked }: { readonly tab: SettingsTab }) {
  const texts = useTexts();
  const tabs = availableTabs();
  const shown = tabs.find(({ tab }) => tab === asked) ?? tabs[0];
  return (
    <PageFrame>
      <main className="mx-auto w-full max-w-4xl px-4 pt-4 pb-14">
        <a
          href={formatAddress({ kind: 'home' })}
          data-testid="settings-home"
          className="-ml-2 inline-flex min-h-10 items-center gap-2 rounded-lg px-2 text-sm text-accent-ink hover:bg-accent-soft"
        >
          <ArrowLeft aria-hidden="true" className="size-4" />
          {texts.home}
        </a>
        <ScreenTitle className="mt-1 mb-5 text-2xl sm:text-3xl">{texts.settings.title}</ScreenTitle>
        <div className="grid items-start gap-4 md:grid-cols-[13rem_minmax(0,1fr)]">
          <nav aria-label={texts.settings.title}>
            <ul className="flex flex-wrap gap-1 md:flex-col">
              {tabs.map(({ tab, icon: Icon }) => (
                <li key={tab}>
                  <a
                    href={formatAddress({ kind: 'settings', tab })}
                    data-testid={`settings-tab-${tab}`}
                    aria-current={tab === shown?.tab ? 'page' : undefined}
                    className={classNames(
                      'flex min-h-10 items-center gap-2.5 rounded-lg px-3 text-[0.9375rem]',
                      tab === shown?.tab
                        ? 'bg-accent-soft font-medium text-accent-ink'
                        : 'hover:bg-raised-hover',
                    )}
                  >
                    <Icon aria-hidden="true" className="size-4.5 shrink-0" />
                    {texts.settings.tabs[tab]}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          {shown && (
            <div className="rounded-2xl border border-line bg-surface p-6 shadow-card sm:p-7">
              <h2 className="sr-only">{texts.settings.tabs[shown.tab]}</h2>
              <div className="flex flex-col gap-8">
                {shown.sections.map((Section, index) => (
                  <Section key={`${shown.tab}-${index}`} />
                ))}
              </div>
            </div>
          )}
        </div>
      </main>
    </PageFrame>
  );
}
