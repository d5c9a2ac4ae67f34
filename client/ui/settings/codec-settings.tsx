// How camera and screen are encoded, each on its own; voices are sent as the room has it. Part of the settings dialog.
import { SelectField } from '../parts/select-field.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { pictureCodecChoices } from './picture-codec-choices.ts';
import { SettingsSection } from './settings-section.tsx';

export function CodecSettings() {
  const texts = useTexts();
  const actions = useActions();
  const preferences = useMeeting((state) => state.preferences);
  const h264Available = useMeeting((state) => state.h264Available);
  const pictureChoices = pictureCodecChoices(h264Available, texts);
  return (
    <SettingsSection title={texts.settings.codecs}>
      <SelectField
        label={texts.settings.cameraCodec}
        value={h264Available ? preferences.cameraCodec : 'jpeg'}
        choices={pictureChoices}
        onChoose={(cameraCodec) => void actions.setPreferences({ cameraCodec })}
      />
      <SelectField
        label={texts.settings.screenCodec}
        value={h264Available ? preferences.screenCodec : 'jpeg'}
        choices={pictureChoices}
        onChoose={(screenCodec) => void actions.setPreferences({ screenCodec })}
      />
      <p className="text-sm text-ink-soft sm:col-span-2">
        {h264Available ? texts.settings.codecHint : texts.settings.noH264}
      </p>
    </SettingsSection>
  );
}
