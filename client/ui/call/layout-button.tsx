// Switches between the grid and the speaker with a strip. In the call's bar.
import { GalleryThumbnails, LayoutGrid } from 'lucide-react';
import { IconButton } from '../parts/icon-button.tsx';
import { useInterface } from '../state/interface-store.ts';
import { useTexts } from '../texts/language-store.ts';
import { shortcutLabel } from './shortcuts.ts';

export function LayoutButton({ shortcutsOn }: { readonly shortcutsOn: boolean }) {
  const texts = useTexts();
  const layout = useInterface((state) => state.layout);
  const setLayout = useInterface((state) => state.setLayout);
  const speaker = layout === 'speaker';
  return (
    <IconButton
      icon={speaker ? GalleryThumbnails : LayoutGrid}
      label={texts.call.speakerLayout}
      hint={speaker ? texts.call.showGrid : texts.call.showSpeaker}
      {...(shortcutsOn && { shortcut: shortcutLabel('layout') })}
      aria-pressed={speaker}
      data-testid="toggle-layout"
      onClick={() => setLayout(speaker ? 'grid' : 'speaker')}
    />
  );
}
