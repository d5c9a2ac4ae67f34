// Language and theme as groups of a menu. Used by the appearance menu and the account menu.
import { MenuChoices, MenuSeparator } from '../parts/menu.tsx';
import { languages, useLanguage, useTexts } from '../texts/language-store.ts';
import { themes, useTheme } from '../theme/theme-store.ts';

export function AppearanceChoices() {
  const texts = useTexts();
  const { language, setLanguage } = useLanguage();
  const { theme, setTheme } = useTheme();
  return (
    <>
      <MenuChoices
        title={texts.account.language}
        value={language}
        choices={languages.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={setLanguage}
      />
      <MenuSeparator />
      <MenuChoices
        title={texts.account.theme}
        value={theme}
        choices={themes.map((choice) => ({ value: choice, label: texts.account.themes[choice] }))}
        onChoose={setTheme}
      />
    </>
  );
}
