// Whether one's voice is kept at one loudness. Used by the settings and by the device check of the lobby.
import { SwitchField } from '../parts/switch-field.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export function GainSwitch() {
  const texts = useTexts();
  const actions = useActions();
  const on = useMeeting((state) => state.preferences.automaticGain);
  return (
    <SwitchField
      label={texts.settings.automaticGain}
      hint={texts.settings.automaticGainHint}
      checked={on}
      onChange={(automaticGain) => void actions.setPreferences({ automaticGain })}
    />
  );
}
