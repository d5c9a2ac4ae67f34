// The way to every area at the left edge, and at its lower end the settings and one's own account.
import { LogoMark } from '../parts/logo.tsx';
import { PaletteButton } from '../palette/palette-button.tsx';
import { useTexts } from '../texts/language-store.ts';
import { AccountMenu } from './account-menu.tsx';
import type { Area } from './area.ts';
import { areas } from './areas.ts';
import { NavEntry } from './nav-entry.tsx';

interface RailProps {
  readonly current: Area;
  readonly look: 'words' | 'icons';
}

export function Rail({ current, look }: RailProps) {
  const texts = useTexts();
  const entries = (isLast: boolean) =>
    areas
      .filter((area) => (area.isLast ?? false) === isLast)
      .map((area) => (
        <li key={area.testId}>
          <NavEntry area={area} isCurrent={area === current} look={look} />
        </li>
      ));
  return (
    <div
      className={`flex shrink-0 flex-col items-center gap-2 overflow-y-auto border-r border-line bg-surface py-3 ${look === 'words' ? 'w-18' : 'w-14'}`}
    >
      <LogoMark className="size-9 shrink-0" />
      <PaletteButton />
      <nav aria-label={texts.shell.places} className="flex flex-1 flex-col justify-between gap-4">
        <ul className="flex flex-col gap-2">{entries(false)}</ul>
        <ul className="flex flex-col gap-2">{entries(true)}</ul>
      </nav>
      <AccountMenu side="right" />
    </div>
  );
}
