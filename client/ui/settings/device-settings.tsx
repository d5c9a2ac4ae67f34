// Which microphone, camera and speaker are used, and a meter to see that one is heard. Part of the settings dialog.
import { LevelMeter } from '../parts/level-meter.tsx';
import { useMeeting } from '../state/meeting-context.ts';
import { useVoiceLevel } from '../state/use-voice-level.ts';
import { useTexts } from '../texts/language-store.ts';
import { DeviceSelect } from './device-select.tsx';
import { SettingsSection } from './settings-section.tsx';

export function DeviceSettings() {
  const texts = useTexts();
  const selfPeerId = useMeeting((state) => state.room?.selfPeerId);
  return (
    <SettingsSection title={texts.settings.devices}>
      <div className="flex min-w-0 flex-col gap-2">
        <DeviceSelect kind="microphone" />
        {selfPeerId !== undefined && <LocalLevelMeter peerId={selfPeerId} />}
      </div>
      <DeviceSelect kind="speaker" />
      <DeviceSelect kind="camera" />
    </SettingsSection>
  );
}

function LocalLevelMeter({ peerId }: { readonly peerId: string }) {
  return <LevelMeter meterRef={useVoiceLevel<HTMLDivElement>(peerId)} />;
}
