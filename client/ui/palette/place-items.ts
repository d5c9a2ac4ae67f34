// The palette's places: the areas of the frame and the tabs of the settings.
import { goTo } from '../address/address-store.ts';
import { availableTabs } from '../settings/settings-tabs.ts';
import { areas } from '../shell/areas.ts';
import { useTexts } from '../texts/language-store.ts';
import type { PaletteItem } from './rank-palette.ts';

export function usePlaceItems(): readonly PaletteItem[] {
  const texts = useTexts();
  return [
    ...areas.map(({ address, icon, name, testId }) => ({
      key: testId,
      icon,
      label: name(texts),
      onSelect: () => goTo(address),
    })),
    ...availableTabs().map(({ tab, icon }) => ({
      key: `settings-${tab}`,
      icon,
      label: texts.settings.tabs[tab],
      hint: texts.settings.title,
      onSelect: () => goTo({ kind: 'settings', tab }),
    })),
  ];
}
