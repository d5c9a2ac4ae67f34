// Which microphone, camera and speaker are used, and a meter to see that one is heard. Part of the settings dialog.
import { LevelMeter } from '../parts/level-meter.tsx';
import { SelectField } from '../parts/select-field.tsx';
import type { DeviceChoice } from '../meeting/meeting-model.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { SettingsSection } from './settings-section.tsx';

export function DeviceSettings() {
  const texts = useTexts();
  const actions = useActions();
  const devices = useMeeting((state) => state.devices);
  const preferences = useMeeting((state) => state.preferences);
  const selfPeerId = useMeeting((state) => state.room?.selfPeerId);
  const choicesOf = (list: readonly DeviceChoice[]) => [
    { value: '', label: texts.settings.systemDefault },
    ...list.map(({ id, label }) => ({ value: id, label })),
  ];
  return (
    <SettingsSection title={texts.settings.devices}>
      <div className="flex min-w-0 flex-col gap-2">
        <SelectField
          label={texts.settings.microphone}
          value={preferences.microphoneId}
          choices={choicesOf(devices.microphones)}
          onChoose={(microphoneId) => void actions.setPreferences({ microphoneId })}
        />
        {selfPeerId !== undefined && <LevelMeter peerId={selfPeerId} />}
      </div>
      <SelectField
        label={texts.settings.speaker}
        value={preferences.speakerId}
        choices={choicesOf(devices.speakers)}
        onChoose={(speakerId) => void actions.setPreferences({ speakerId })}
      />
      <SelectField
        label={texts.settings.camera}
        value={preferences.cameraId}
        choices={choicesOf(devices.cameras)}
        onChoose={(cameraId) => void actions.setPreferences({ cameraId })}
      />
    </SettingsSection>
  );
}
