// Language, theme, and whether single keys are shortcuts. Part of the settings dialog.
import { SelectField } from '../parts/select-field.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import { useInterface } from '../state/interface-store.ts';
import { languages, useLanguage, useTexts } from '../texts/language-store.ts';
import { themes, useTheme } from '../theme/theme-store.ts';
import { SettingsSection } from './settings-section.tsx';
import { ShortcutList } from './shortcut-list.tsx';

export function AppearanceSettings() {
  const texts = useTexts();
  const { language, setLanguage } = useLanguage();
  const { theme, setTheme } = useTheme();
  const shortcutsOn = useInterface((state) => state.shortcutsOn);
  const setShortcutsOn = useInterface((state) => state.setShortcutsOn);
  return (
    <SettingsSection title={texts.settings.interface}>
      <SelectField
        label={texts.settings.language}
        value={language}
        choices={languages.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={setLanguage}
      />
      <SelectField
        label={texts.settings.theme}
        value={theme}
        choices={themes.map((choice) => ({ value: choice, label: texts.account.themes[choice] }))}
        onChoose={setTheme}
      />
      <div className="sm:col-span-2">
        <SwitchField
          label={texts.settings.shortcuts}
          hint={texts.settings.shortcutsHint}
          checked={shortcutsOn}
          onChange={setShortcutsOn}
        />
        {shortcutsOn && <ShortcutList />}
      </div>
    </SettingsSection>
  );
}
