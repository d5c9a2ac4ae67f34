// Language and theme for people who are not signed in. Used by the welcome screen.
import { Languages } from 'lucide-react';
import { Menu } from '../parts/menu.tsx';
import { useTexts } from '../texts/language-store.ts';
import { AppearanceChoices } from './appearance-choices.tsx';

export function AppearanceMenu() {
  const texts = useTexts();
  return (
    <Menu
      title={`${texts.account.language}, ${texts.account.theme}`}
      trigger={
        <button
          type="button"
          className="flex h-10 items-center gap-2 rounded-lg px-3 text-[0.9375rem] text-ink-soft hover:bg-raised-hover aria-expanded:bg-raised-hover"
        >
          <Languages aria-hidden="true" className="size-5" />
          {texts.account.language} · {texts.account.theme}
        </button>
      }
    >
      <AppearanceChoices />
    </Menu>
  );
}
