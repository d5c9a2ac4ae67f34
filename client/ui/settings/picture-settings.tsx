// How many pictures one receives. Part of the settings dialog.
import { SelectField } from '../parts/select-field.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { SettingsSection } from './settings-section.tsx';

const videosMaxChoices = [4, 9, 16, 25, 49] as const;

export function PictureSettings() {
  const texts = useTexts();
  const actions = useActions();
  const videosMax = useMeeting((state) => state.preferences.videosMax);
  return (
    <SettingsSection title={texts.settings.pictures}>
      <SelectField
        label={texts.settings.videosMax}
        value={String(videosMax)}
        choices={videosMaxChoices.map((count) => ({ value: String(count), label: String(count) }))}
        onChoose={(count) => void actions.setPreferences({ videosMax: Number(count) })}
      />
      <p className="text-sm text-ink-soft sm:col-span-2">{texts.settings.videosMaxHint}</p>
    </SettingsSection>
  );
}
