// How much noise is taken out of one's voice. Used by the settings and by the device check of the lobby.
import { noiseSuppressions } from '../../media/microphone-input.ts';
import { SelectField } from '../parts/select-field.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export function NoiseSelect() {
  const texts = useTexts();
  const actions = useActions();
  const chosen = useMeeting((state) => state.preferences.noiseSuppression);
  return (
    <SelectField
      label={texts.settings.noiseSuppression}
      value={chosen}
      choices={noiseSuppressions.map((value) => ({ value, label: texts.settings.noiseSuppressions[value] }))}
      onChoose={(noiseSuppression) => void actions.setPreferences({ noiseSuppression })}
    />
  );
}
