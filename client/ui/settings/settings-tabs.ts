// The settings by tab, for the page that shows one at a time and the dialog that shows them all.
import { AppWindow, CircleUser, type LucideIcon, Mic, Palette, Video } from 'lucide-react';
import type { ComponentType } from 'react';
import { type SettingsTab, settingsTabs } from '../address/address.ts';
import { AppearanceSettings } from './appearance-settings.tsx';
import { CodecSettings } from './codec-settings.tsx';
import { DesktopSettings } from './desktop-settings.tsx';
import { DeviceSettings } from './device-settings.tsx';
import { EffectSettings } from './effect-settings.tsx';
import { PictureSettings } from './picture-settings.tsx';
import { ProfileSettings } from './profile-settings.tsx';
import { SignedInDevices } from './signed-in-devices.tsx';
import { VoiceSettings } from './voice-settings.tsx';

interface TabContent {
  readonly icon: LucideIcon;
  /** In their order on the page. */
  readonly sections: readonly ComponentType[];
}

const contents: Readonly<Record<SettingsTab, TabContent>> = {
  devices: { icon: Mic, sections: [DeviceSettings, VoiceSettings] },
  video: { icon: Video, sections: [EffectSettings, PictureSettings, CodecSettings] },
  appearance: { icon: Palette, sections: [AppearanceSettings] },
  account: { icon: CircleUser, sections: [ProfileSettings, SignedInDevices] },
  desktop: { icon: AppWindow, sections: [DesktopSettings] },
};

/** In their order; that of the desktop program only where it shows the page. */
export function availableTabs(): readonly (TabContent & { readonly tab: SettingsTab })[] {
  return settingsTabs
    .filter((tab) => tab !== 'desktop' || window.plenumDesktop !== undefined)
    .map((tab) => ({ tab, ...contents[tab] }));
}
