// Devices, voice, backgrounds, pictures, codecs, appearance and keys, where one is signed in, and the desktop program. Opened from the call and from the account menu.
import { Dialog } from '../parts/dialog.tsx';
import { useTexts } from '../texts/language-store.ts';
import { AppearanceSettings } from './appearance-settings.tsx';
import { CodecSettings } from './codec-settings.tsx';
import { DesktopSettings } from './desktop-settings.tsx';
import { DeviceSettings } from './device-settings.tsx';
import { EffectSettings } from './effect-settings.tsx';
import { PictureSettings } from './picture-settings.tsx';
import { SignedInDevices } from './signed-in-devices.tsx';
import { VoiceSettings } from './voice-settings.tsx';

interface SettingsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function SettingsDialog({ open, onOpenChange }: SettingsDialogProps) {
  const texts = useTexts();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={texts.settings.title} width="settings">
      <div className="flex flex-col gap-8">
        <DeviceSettings />
        <VoiceSettings />
        <EffectSettings />
        <PictureSettings />
        <CodecSettings />
        <AppearanceSettings />
        <SignedInDevices />
        <DesktopSettings />
      </div>
    </Dialog>
  );
}
