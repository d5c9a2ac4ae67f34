// How one's camera and screens are sent and how many pictures one receives. Part of the settings dialog.
import type { ScreenMode } from '../../../codecs/h264-settings.ts';
import { cameraQualities } from '../../app/meeting-model.ts';
import { SelectField } from '../parts/select-field.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { SettingsSection } from './settings-section.tsx';

const shareModes: readonly ScreenMode[] = ['text', 'motion'];
const videosMaxChoices = [4, 9, 16, 25, 49] as const;

export function PictureSettings() {
  const texts = useTexts();
  const actions = useActions();
  const { cameraQuality, shareMode, audioOnly, videosMax } = useMeeting((state) => state.preferences);
  return (
    <SettingsSection title={texts.settings.pictures}>
      <SelectField
        label={texts.settings.cameraQuality}
        value={cameraQuality}
        choices={cameraQualities.map((value) => ({ value, label: texts.settings.cameraQualities[value] }))}
        onChoose={(quality) => void actions.setPreferences({ cameraQuality: quality })}
      />
      <SelectField
        label={texts.settings.shareMode}
        value={shareMode}
        choices={shareModes.map((value) => ({ value, label: texts.settings.shareModes[value] }))}
        onChoose={(mode) => void actions.setPreferences({ shareMode: mode })}
      />
      <SelectField
        label={texts.settings.videosMax}
        value={String(videosMax)}
        choices={videosMaxChoices.map((count) => ({ value: String(count), label: String(count) }))}
        disabled={audioOnly}
        onChoose={(count) => void actions.setPreferences({ videosMax: Number(count) })}
      />
      <p className="text-sm text-ink-soft sm:col-span-2">{texts.settings.videosMaxHint}</p>
      <div className="sm:col-span-2">
        <SwitchField
          label={texts.settings.audioOnly}
          hint={texts.settings.audioOnlyHint}
          checked={audioOnly}
          onChange={(on) => void actions.setPreferences({ audioOnly: on })}
        />
      </div>
    </SettingsSection>
  );
}
