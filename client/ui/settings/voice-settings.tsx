// What is done to one's voice before it is sent. Part of the settings dialog.
import { useTexts } from '../texts/language-store.ts';
import { GainSwitch } from './gain-switch.tsx';
import { NoiseSelect } from './noise-select.tsx';
import { SettingsSection } from './settings-section.tsx';

export function VoiceSettings() {
  const texts = useTexts();
  return (
    <SettingsSection title={texts.settings.voice}>
      <div className="flex min-w-0 flex-col gap-2">
        <NoiseSelect />
        <p className="text-sm text-ink-soft">{texts.settings.noiseSuppressionHint}</p>
      </div>
      <GainSwitch />
    </SettingsSection>
  );
}
