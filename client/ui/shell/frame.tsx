// The frame around every place: rail or tabs, the strip of a running call, and list and content of the area that the address names.
import type { Address } from '../address/address.ts';
import { CallStrip } from '../call/call-strip.tsx';
import { Logo } from '../parts/logo.tsx';
import { PaletteButton } from '../palette/palette-button.tsx';
import { useTexts } from '../texts/language-store.ts';
import { AccountMenu } from './account-menu.tsx';
import { areaOf } from './areas.ts';
import { FrameContext } from './frame-context.ts';
import { planFrame } from './plan-frame.ts';
import { Rail } from './rail.tsx';
import { Tabs } from './tabs.tsx';
import { useWidth } from './use-width.ts';

interface FrameProps {
  readonly address: Address;
  /** A call runs, and its strip is shown. */
  readonly hasStrip: boolean;
}

export function Frame({ address, hasStrip }: FrameProps) {
  const texts = useTexts();
  const widthPx = useWidth();
  const area = areaOf(address.kind);
  const { List, Content } = area;
  const isOpen = area.isOpen?.(address) ?? false;
  const plan = planFrame({ widthPx, hasList: List !== undefined, isOpen });
  const isPhone = plan.nav === 'tabs';
  const strip = hasStrip && <CallStrip />;
  return (
    <FrameContext value={plan}>
      <div className="flex h-full">
        {plan.nav !== 'tabs' && <Rail current={area} look={plan.nav} />}
        <div className="flex min-w-0 flex-1 flex-col">
          {!isPhone && strip}
          {isPhone && !isOpen && <PhoneHeader />}
          <main className="flex min-h-0 flex-1">
            {plan.list && List && (
              <section
                aria-label={area.name(texts)}
                className={
                  plan.content
                    ? 'flex w-80 shrink-0 flex-col overflow-y-auto border-r border-line bg-surface'
                    : 'flex min-w-0 flex-1 flex-col overflow-y-auto bg-surface'
                }
              >
                <List address={address} />
              </section>
            )}
            {plan.content && (
              <div className="flex min-w-0 flex-1">
                <Content address={address} />
              </div>
            )}
          </main>
          {isPhone && strip}
          {isPhone && !isOpen && <Tabs current={area} />}
        </div>
      </div>
    </FrameContext>
  );
}

function PhoneHeader() {
  return (
    <header className="flex shrink-0 items-center justify-between gap-3 px-4 pt-3 pb-1">
      <Logo />
      <div className="flex items-center gap-1">
        <PaletteButton />
        <AccountMenu side="bottom" />
      </div>
    </header>
  );
}
